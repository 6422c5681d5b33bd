"""Named, cited rule sets: from a number to the words that an author gives it.

One entry per rule in ``rules/*.toml``:

- ``applies_to``: measures by the name in the provenance; ``default_for``: those of them for which
  it is used where no rule is asked for;
- ``authors``, ``year``, ``work``, ``where``: page or table, as far as known;
- ``sureness``: "published" where the author printed cuts and words, "inferred" where a part was
  concluded from other sources, "assumed" where the use is our own choice;
- ``verified``: which source that quotes the cuts was read for this package; "" where none was;
- ``purpose``: what the author proposed the cuts for;
- ``bands``: from the lowest up, each ``low`` (which belongs to it) or ``above`` (which does not),
  and a ``label`` in both languages.

Where needed: ``decimals``: the author's ranges are of rounded numbers; ``fold``: the cuts are about
a size, "absolute" (distance from 0), "half" (from 0.5) or "ratio" (as many times more as less);
``unit = "per_category"``: about the number divided by the count of categories; ``parts``: of rows
``ITEM:part`` only these are judged ("" for rows without a part); ``items``, ``lists``: only these
rows; ``when``: only results with these parameters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.instrument.bands import round_half_up
from berakhlak_stats.instrument.model import Text

Sureness = Literal["published", "inferred", "assumed"]
NULLS = {"absolute": 0.0, "half": 0.5, "ratio": 1.0}
"""The number that means "no effect" to each way of folding."""
_SNAP = 1e-9
"""Closer to a cut than this is on it: 5/6 of a category divided by 5 is a sixth."""


@dataclass(frozen=True)
class RuleBand:
    """Words for numbers from ``low``, or above it where not ``closed``, up to the next band."""

    low: float
    label: Text
    closed: bool = True

    def reached(self, value: float) -> bool:
        """Whether ``value`` lies in this band or a higher one."""
        return value >= self.low - _SNAP if self.closed else value > self.low + _SNAP


@dataclass(frozen=True)
class Rule:
    """A rule set of one author, its bands from the lowest up."""

    id: str
    applies_to: tuple[str, ...]
    authors: str
    year: int
    work: str
    where: str
    sureness: Sureness
    verified: str
    purpose: Text
    bands: tuple[RuleBand, ...]
    default_for: tuple[str, ...] = ()
    decimals: int | None = None
    unit: str = ""
    fold: str = ""
    parts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=dict)

    @property
    def citation(self) -> str:
        """``LeBreton & Senter (2008)``."""
        return f"{self.authors} ({self.year})"

    def suits(self, parameters: Mapping[str, Any]) -> bool:
        """Whether a result made with these parameters is one that the rule is about."""
        return all(parameters.get(name) == value for name, value in self.when.items())

    def judges(self, item: str, name: str = "") -> bool:
        """Whether the rule is about a row of this item and list."""
        if (self.items and item not in self.items) or (self.lists and name not in self.lists):
            return False
        return not self.parts or item.rpartition(":")[2 if ":" in item else 0] in self.parts

    def band(self, value: float) -> RuleBand:
        """The band that ``value``, in the rule's own unit, lies in."""
        size = self._size(value)
        if self.decimals is not None:
            size = float(round_half_up(size, self.decimals))
        return [band for band in self.bands if band.reached(size)][-1]

    def ends(self, low: float, high: float) -> tuple[RuleBand, RuleBand]:
        """The lowest and highest band that an interval reaches."""
        found = sorted((low, high), key=self._size)
        null = NULLS.get(self.fold, math.nan)
        # An interval over "no effect" reaches the smallest size, which neither end has.
        return self.band(null if low < null < high else found[0]), self.band(found[1])

    def _size(self, value: float) -> float:
        if self.fold == "ratio":
            return max(value, 1 / value) if value > 0 else math.inf
        return abs(value - NULLS[self.fold]) if self.fold else value


@cache
def available_rules() -> Mapping[str, Rule]:
    """All bundled rules by id."""
    from berakhlak_stats.interpret.rule_files import parse_rules

    folder = files("berakhlak_stats.interpret") / "rules"
    found: dict[str, Rule] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            found |= parse_rules(entry.read_text(encoding="utf-8"), entry.name)
    return found


def rules_for(measure: str, rule: str | None = None) -> tuple[Rule, ...]:
    """The rule of that id, or the defaults of a measure (E835 where there is none).

    A measure has several defaults where each is about other items of it.
    """
    fitting = {k: each for k, each in available_rules().items() if measure in each.applies_to}
    if rule is None:
        chosen = tuple(each for each in fitting.values() if measure in each.default_for)
    else:
        chosen = (fitting[rule],) if rule in fitting else ()
    if not chosen:
        known = ", ".join(fitting or available_rules())
        raise StatisticError("E835", given=rule or "-", statistic=measure, known=known)
    return chosen
