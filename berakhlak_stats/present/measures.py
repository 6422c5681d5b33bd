"""Rows of reliability results in words: each level has its own scale and decimals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import has_phrase, phrase, say
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


@dataclass(frozen=True)
class Measure:
    """A row with what it is called and how its numbers are printed."""

    row: Row
    other: str
    """What ``item_2`` holds: a second word, a target, a number of respondents."""
    labels: Labels
    measured: str = ""
    """What a coefficient of a D study is about: "words", "persons", "units" or "profiles"."""

    @property
    def name(self) -> str:
        """The item, with its second item where there is one."""
        row, lang = self.row, self.labels.lang
        if row.level == "place" and not row.item:
            return phrase("stability.row.place_hidden", lang)
        d_study = self.measured and row.level == "coefficient"
        key = f"stability.row.{self.measured}_measured" if d_study else f"stability.row.{row.level}"
        if has_phrase(key, lang) and (self.other or row.level == "resample_share"):
            return say(key, lang, item=self.item, other=self.second)
        return self.item

    @property
    def item(self) -> str:
        """The item alone."""
        key = f"stability.item.{self.row.item}"
        if has_phrase(key, self.labels.lang):
            return phrase(key, self.labels.lang)
        return self.labels.short(self.row.item)

    @property
    def second(self) -> str:
        """The second item: a name, or a number as the language writes it."""
        whole, point, part = self.other.partition(".")
        if not whole.isdigit():
            return self.labels.short(self.other)
        return formats.number(
            float(self.other), self.labels.lang, decimals=len(part) if point else 0
        )

    @property
    def ends(self) -> tuple[float, float, float]:
        """Estimate and interval on the printed scale."""
        return self.row.estimate, self.row.low, self.row.high

    @property
    def value(self) -> str:
        """The estimate in words."""
        if self.row.level == "resample_share":
            return formats.probability(self.row.estimate / 100, self.labels.lang)
        return formats.number(self.row.estimate, self.labels.lang, decimals=self.row.decimals)

    @property
    def span(self) -> str:
        """The interval in words; a dash for a share of resamples, which has none."""
        if self.row.level == "resample_share":
            return formats.EN_DASH
        return formats.interval(
            self.row.low, self.row.high, self.labels.lang, decimals=self.row.decimals
        )

    @property
    def note(self) -> str:
        """Why a number is missing or unusual; empty where there is nothing to say."""
        stem = self.row.note.partition(":")[0].replace(",", "").replace(" ", "_")
        key = f"stability.note.{stem}"
        if not self.row.hidden and stem and has_phrase(key, self.labels.lang):
            return phrase(key, self.labels.lang)
        return "" if self.row.shown else state_words(self.row, self.labels)


def measures(result: Estimates, lang: str) -> list[Measure]:
    """All rows of a result, in its order."""
    made, rows = result.provenance, rows_of(result)
    labels = Labels.of(made, lang)
    others = result.frame["item_2"] if "item_2" in result.frame else [""] * len(rows)
    study = made.statistic == "generalizability_study"
    return [
        Measure(row, str(other), labels, _measured(row, made.by) if study else "")
        for row, other in zip(rows, others, strict=True)
    ]


def _measured(row: Row, by: str) -> str:
    if row.list:
        return "profiles" if by else "words"
    return "units" if by else "persons"


def heading_words(result: Estimates, lang: str) -> str:
    """What the result is about."""
    return phrase(f"stability.heading.{result.provenance.statistic}", lang)


def group_words(result: Estimates, row: Row, lang: str) -> str:
    """The group of a row; rows about everybody are about all units where units are measured."""
    if row.group:
        return row.group
    units = result.provenance.statistic == "unit_reliability"
    return phrase("stability.row.all_units" if units else "word.everybody", lang)
