"""Named, cited rule sets: from a number to the words that an author gives it.

One entry per rule in ``rules/*.toml``: ``applies_to`` (statistics by the name in their
provenance), ``authors``, ``year``, ``work``, and ``bands``, each from ``low`` upward with a
label in both languages. ``decimals`` says that the author's ranges are of rounded numbers;
``unit = "per_category"`` that they are of the number divided by the count of categories;
``parts`` that of rows named ``ITEM:part`` only these are judged ("" for rows without a part).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.instrument.bands import round_half_up
from berakhlak_stats.instrument.model import Text

UNITS = ("", "per_category")


@dataclass(frozen=True)
class RuleBand:
    """Words for numbers from ``low`` up to the next band."""

    low: float
    label: Text


@dataclass(frozen=True)
class Rule:
    """A rule set of one author, its bands from the lowest up."""

    id: str
    applies_to: tuple[str, ...]
    authors: str
    year: int
    work: str
    bands: tuple[RuleBand, ...]
    decimals: int | None = None
    unit: str = ""
    parts: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        """``LeBreton & Senter (2008)``."""
        return f"{self.authors} ({self.year})"

    def judges(self, item: str) -> bool:
        """Whether the rule is about a row of this name."""
        return not self.parts or item.rpartition(":")[2 if ":" in item else 0] in self.parts

    def band(self, value: float) -> RuleBand:
        """The band that ``value``, in the rule's own unit, lies in."""
        if self.decimals is not None:
            value = float(round_half_up(value, self.decimals))
        return [band for band in self.bands if band.low <= value][-1]


@cache
def available_rules() -> Mapping[str, Rule]:
    """All bundled rules by id."""
    folder = files("berakhlak_stats.interpret") / "rules"
    found: dict[str, Rule] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            found |= parse_rules(entry.read_text(encoding="utf-8"), entry.name)
    return found


def parse_rules(text: str, place: str) -> dict[str, Rule]:
    """The rules of one file; E836 names the first that is not complete."""
    return {name: _rule(name, body, place) for name, body in tomllib.loads(text).items()}


def rule_for(statistic: str, rule: str | None = None) -> Rule:
    """The rule of that id, or the first that applies to a statistic (E835 otherwise)."""
    fitting = {k: each for k, each in available_rules().items() if statistic in each.applies_to}
    chosen = fitting.get(rule) if rule else next(iter(fitting.values()), None)
    if chosen is None:
        known = ", ".join(fitting or available_rules())
        raise StatisticError("E835", given=rule or "-", statistic=statistic, known=known)
    return chosen


def _rule(name: str, body: Mapping[str, Any], place: str) -> Rule:
    needed = {"applies_to", "authors", "year", "work", "bands"}
    lacking = sorted(needed - body.keys())
    unknown = sorted(body.keys() - needed - {"decimals", "unit", "parts"})
    if lacking or unknown:
        _refuse(place, f"{name}: {', '.join(lacking + unknown)}")
    bands = tuple(_band(each, f"{name}.bands", place) for each in body["bands"])
    _check_bands(bands, name, place)
    if body.get("unit", "") not in UNITS:
        _refuse(place, f"{name}.unit")
    kept = {
        key: body[key] for key in ("authors", "year", "work", "decimals", "unit") if key in body
    }
    parts = tuple(body.get("parts", ()))
    return Rule(id=name, applies_to=tuple(body["applies_to"]), bands=bands, parts=parts, **kept)


def _band(body: Mapping[str, Any], name: str, place: str) -> RuleBand:
    if body.keys() != {"low", "label"} or body["label"].keys() != {"id", "en"}:
        _refuse(place, name)
    return RuleBand(float(body["low"]), Text(**body["label"]))


def _check_bands(bands: Sequence[RuleBand], name: str, place: str) -> None:
    lows = [band.low for band in bands]
    if not lows or lows != sorted(set(lows)) or lows[0] != float("-inf"):
        _refuse(place, f"{name}.bands: -inf < low < ...")


def _refuse(place: str, reason: str) -> None:
    raise StatisticError("E836", place_of_rule=place, reason=reason)
