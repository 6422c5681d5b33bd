"""What a rule calls one number, and how far its interval lets that stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from berakhlak_stats.instrument.model import Text
from berakhlak_stats.interpret.rules import Rule


@dataclass(frozen=True)
class Reading:
    """What a rule calls one row: its estimate, and both ends of its interval.

    ``lowest`` and ``highest`` are None where there is no interval; ``place`` is the row of the
    result. Only :meth:`verdict` is for readers: ``label`` is about the estimate alone.
    """

    item: str
    group: str
    label: Text
    lowest: Text | None
    highest: Text | None
    rule: Rule
    place: int = 0

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies in the band of the estimate."""
        return self.lowest is not None and self.lowest == self.highest == self.label

    def verdict(self, lang: str = "en") -> str:
        """The band of the whole interval, else between which it lies; "" without an interval."""
        if self.lowest is None or self.highest is None:
            return ""
        if self.certain:
            return self.label.get(lang)
        lower, upper = self.lowest.get(lang), self.highest.get(lang)
        return words(lang)["between"].format(lower=lower, upper=upper)

    def source(self, lang: str = "en") -> str:
        """Whose rule it is, and that it is not quite theirs where it is not."""
        return source_words(self.rule, lang)

    def text(self, lang: str = "en") -> str:
        """The verdict and the rule it follows."""
        verdict = self.verdict(lang)
        template = words(lang)["text" if verdict else "no_interval"]
        return template.format(verdict=verdict, source=self.source(lang))


def read(
    rule: Rule,
    bounds: tuple[float, float, float],
    *,
    item: str = "",
    group: str = "",
    place: int = 0,
) -> Reading:
    """A number with its interval (NaN where unknown), in the rule's own unit, under a rule."""
    estimate, low, high = bounds
    label = rule.band(estimate).label
    if np.isnan(low + high):
        return Reading(item, group, label, None, None, rule, place)
    lowest, highest = (band.label for band in rule.ends(low, high))
    return Reading(item, group, label, lowest, highest, rule, place)


def source_words(rule: Rule, lang: str) -> str:
    """The citation; of a rule that is not published as used here, with that remark."""
    if rule.sureness == "published":
        return rule.citation
    return words(lang)[rule.sureness].format(authors=rule.authors, year=rule.year)


@cache
def words(lang: str) -> Mapping[str, str]:
    """Words around the labels, in one language."""
    source = files("berakhlak_stats.interpret") / "words.toml"
    known: dict[str, dict[str, str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    return known["id" if lang == "id" else "en"]
