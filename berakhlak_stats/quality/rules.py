"""Named cuts of the indices of careless answering; their numbers and sources: ``cuts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument.model import Text

Array = NDArray[np.float64]
Sureness = Literal["published", "assumed"]
MAD_TO_SD = 1.4826


@dataclass(frozen=True)
class Rule:
    """A cut by name; see the head of ``cuts.toml`` for what its fields mean."""

    name: str
    kind: str
    value: float
    purpose: Text
    sureness: Sureness
    verified: str = ""
    cited: str = ""
    work: str = ""
    strict: bool = False

    @property
    def reference(self) -> str:
        """Source and purpose, as a provenance holds them."""
        source = f"{self.cited}, {self.work}: " if self.cited else ""
        return source + self.purpose.en

    def cut(self, values: Array, size: float) -> float:
        """The cut on the oriented measure (n,), of ``size`` things asked."""
        return _KINDS[self.kind](self.value, values, size)


def _outlier(value: float, values: Array, size: float) -> float:
    """So many scaled median absolute deviations above the median.

    Where most values are the same there is no scale to call others far away: nobody is.
    """
    known = values[np.isfinite(values)]
    middle = float(np.median(known))
    spread = MAD_TO_SD * float(np.median(np.abs(known - middle)))
    return middle + value * spread if spread > 0 else float("inf")


def _highest(value: float, values: Array, size: float) -> float:
    return float(np.quantile(values[np.isfinite(values)], 1 - value))


def _chi_square(value: float, values: Array, size: float) -> float:
    from scipy.special import chdtri

    return float(chdtri(size, value))


_KINDS: Mapping[str, Callable[[float, Array, float], float]] = {
    "fixed": lambda value, values, size: value,
    "of_items": lambda value, values, size: value * size,
    "mad": _outlier,
    "highest": _highest,
    "chi_square": _chi_square,
    "chance": lambda value, values, size: float(np.log10(size / value)),
}


def _read() -> dict[str, tuple[Rule, ...]]:
    source = files("berakhlak_stats.quality") / "cuts.toml"
    tree: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    made = {
        key: Rule(**{"name": key, **body, "purpose": Text(**body["purpose"])})
        for key, body in tree["cuts"].items()
    }
    return {index: tuple(made[key] for key in keys) for index, keys in tree["indices"].items()}


RULES: dict[str, tuple[Rule, ...]] = _read()
"""Cuts of every index; the first is the default."""


def cut_of(
    index: str, rule: str | float | None, values: Array, *, sign: int, size: float
) -> tuple[Rule, float]:
    """The rule of that name (or a number on the published scale) and its cut on oriented values.

    Raises
    ------
    OptionError
        E701 for a name that the index does not have.
    """
    known = RULES[index]
    if rule is None:
        chosen = known[0]
    elif isinstance(rule, str):
        named = {each.name: each for each in known}
        if rule not in named:
            choices = ", ".join([*named, "number"])
            raise OptionError("E701", name="rule", given=rule, choices=choices)
        chosen = named[rule]
    else:
        given = Text("batas dari pengguna", "given by the user")
        chosen = Rule("given", "fixed", sign * float(rule), given, "assumed")
    return chosen, chosen.cut(values, size)


def source_of(index: str, name: str) -> str | None:
    """Whose the cut of that name is: a citation, "" where it is ours, None where it is a user's."""
    return next((each.cited for each in RULES[index] if each.name == name), None)
