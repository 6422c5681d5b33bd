"""A small instrument and population, and indices computed the plain way on sets of words."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from berakhlak_stats.instrument import Instrument, load_instrument
from berakhlak_stats.instrument.model import PickList, RatingItem, RatingScale, Text, Value, Word
from berakhlak_stats.simulate import ListSpec, PopulationSpec, UnitSpec
from berakhlak_stats.survey import Survey
from berakhlak_stats.survey.survey import unpack_picks

LISTS = ("personal", "current", "desired")
WORDS = (
    ("a1", "A", "x"),
    ("a2", "A", "y"),
    ("b1", "B", "x"),
    ("b2", "B", "z"),
    ("o1", None, "x"),
    ("o2", None, "y"),
    ("o3", None, "z"),
    ("bad1", None, None),
    ("bad2", None, None),
)


def small_instrument(k: int = 3) -> Instrument:
    """Nine words, two values, three areas, two limiting words, two rating items per value."""
    words = tuple(
        Word(
            name,
            Text(name, name),
            value=value,
            area=area,
            polarity="limiting" if name.startswith("bad") else "positive",
        )
        for name, value, area in WORDS
    )
    ids = tuple(word.id for word in words)
    return Instrument(
        id="small",
        version="1",
        title=Text("kecil", "small"),
        values=tuple(Value(v, Text(v, v), Text(v, v)) for v in "AB"),
        words=words,
        pick_lists=tuple(PickList(each, Text("", ""), Text("", ""), ids, k) for each in LISTS),
        scale=RatingScale(1, 5),
        ratings=tuple(
            RatingItem(f"{v}{j}", Text("", ""), scale=v, reversed=(v == "B" and j == 2))
            for v in "AB"
            for j in (1, 2)
        ),
    )


def small_spec(
    heads: Iterable[int] = (300, 200), *, utilities: np.ndarray | None = None, **spread: object
) -> PopulationSpec:
    """Units U1, U2, ... answering the small instrument."""
    weights = np.zeros(len(WORDS)) if utilities is None else utilities
    units = tuple(UnitSpec(f"U{i}", head) for i, head in enumerate(heads, start=1))
    lists = {name: ListSpec(weights) for name in LISTS}
    return PopulationSpec(small_instrument(), units, lists, **spread)  # type: ignore[arg-type]


def chosen(survey: Survey, list_id: str) -> list[frozenset[str]]:
    """The words each person picked."""
    words = survey.instrument.list_index[list_id].words
    matrix = unpack_picks(survey.picks[list_id], len(words))
    return [frozenset(words[j] for j in row.nonzero()[0]) for row in matrix]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a bundled file, read without the package's own reader."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    import pyarrow.parquet as pq

    return list(pq.read_table(path).to_pylist())


@dataclass(frozen=True)
class Plain:
    """Indices by definition, on sets of words: no bits, no arrays, no package code."""

    instrument: Instrument
    personal: list[frozenset[str]]
    current: list[frozenset[str]]
    desired: list[frozenset[str]]

    @classmethod
    def of(cls, survey: Survey) -> Plain:
        return cls(survey.instrument, *(chosen(survey, name) for name in LISTS))

    @classmethod
    def read(cls, path: Path) -> Plain:
        rows = rows_of(path)
        lists = ([frozenset(row[name].split("|")) for row in rows] for name in LISTS)
        return cls(load_instrument("berakhlak-2022"), *lists)

    def votes(self) -> Counter[str]:
        return Counter(word for picks in self.current for word in picks)

    def value(self, value: str) -> float:
        words = {word.id for word in self.instrument.words if word.value == value}
        return 100 * sum(bool(picks & words) for picks in self.current) / len(self.current)

    def indices(self) -> dict[str, float]:
        index = self.instrument.word_index
        votes = self.votes()
        limiting = sum(count for word, count in votes.items() if index[word].polarity == "limiting")
        positive = {word: c for word, c in votes.items() if index[word].polarity == "positive"}
        tenth = sorted(positive.values(), reverse=True)[:10][-1]
        areas = {index[word].area for word, count in positive.items() if count >= tenth}
        total = sum(len(picks) for picks in self.current)
        scores = [self.value(value.id) for value in self.instrument.values]
        found = {
            "implementation": sum(scores) / len(scores),
            "balance": 100 * len(areas) / max(len(self.instrument.areas), 1),
            "positive_energy": 100 - 100 * limiting / total,
            "alignment_personal_current": 100 * _shared(self.personal, self.current) / total,
            "alignment_current_desired": 100 * _shared(self.current, self.desired) / total,
        }
        return found | {"culture_health": sum(found.values()) / 5}


def _shared(first: list[frozenset[str]], second: list[frozenset[str]]) -> int:
    return sum(len(a & b) for a, b in zip(first, second, strict=True))


@cache
def plain_bundled(path: Path) -> Plain:
    """A bundled pick-list file, read once."""
    return Plain.read(path)
