"""0/1 answers of the same persons on two lists: shares, joint picks, and their differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.indices.about import area_words, pick_list, value_words, word_counts
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Kind, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

Sets = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PairedMarks:
    """The statistic of a level: gaps of all items, then shares on the first and second list.

    ``first``, ``second`` and ``joint`` are features of the same columns, one per item: 1 where
    a person reached it on a list, and on both. ``joint`` is None where answers are no marks
    (votes on areas); the statistic does without it. ``scale`` is 1 or 100.
    """

    statistic: Statistic
    items: tuple[str, ...]
    first: Feature
    second: Feature
    joint: Feature | None
    base: Feature
    scale: float


def paired_marks(instrument: Instrument, lists: tuple[str, str], level: str) -> PairedMarks:
    """Gaps and shares at one level, of persons who answered both lists."""
    first, second = (pick_list(instrument, name, "value_gap") for name in lists)
    if level == "area":
        return _areas(instrument, first, second)
    sets = _sets(instrument, first, second, level)
    both = (first.id, second.id)
    a, b = (_marks(block, sets, level, both) for block in (first, second))
    base = ft.answered(*both)

    def meet(survey: Survey) -> NDArray[Any]:
        return np.asarray(a.rows(survey) * b.rows(survey))

    joint = Feature(f"joint:{level}:{first.id}+{second.id}", tuple(sets), meet)
    scale = 100.0 if level == "value" else 1.0
    guards, counts = _guards(instrument, (first, second), sets, (a, b), level)
    statistic = _statistic(level, (first, second), (a, b, base), scale, guards, counts)
    return PairedMarks(statistic, tuple(sets), a, b, joint, base, scale)


def _sets(instrument: Instrument, first: PickList, second: PickList, level: str) -> Sets:
    """The words behind each item, where both lists offer them."""
    if level == "word":
        return {word: (word,) for word in ft.common_words(first, second)}
    if level == "value":
        return value_words(instrument, "value_gap")
    shared = set(ft.common_words(first, second))
    found = {
        each.id: tuple(w.id for w in instrument.words if w.behaviour == each.id and w.id in shared)
        for each in instrument.behaviours
    }
    return {item: words for item, words in found.items() if words}


def _marks(block: PickList, sets: Sets, level: str, both: tuple[str, str]) -> Feature:
    if level == "word":
        picked = ft.picked(block, both)
        columns = [block.words.index(word) for word in sets]
        # Unpacking a list once is far quicker than a mask for every word.
        return Feature(
            f"{picked.name}:{'all' if tuple(sets) == block.words else ','.join(sets)}",
            tuple(sets),
            lambda survey: picked.rows(survey)[:, columns],
        )
    reached, known = ft.reach((block,), sets, level), ft.answered(*both)

    def compute(survey: Survey) -> NDArray[Any]:
        return np.asarray(reached.rows(survey) & known.rows(survey))

    return Feature(f"{reached.name}@{'+'.join(both)}", tuple(sets), compute)


def _guards(
    instrument: Instrument,
    blocks: tuple[PickList, PickList],
    sets: Sets,
    marks: tuple[Feature, Feature],
    level: str,
) -> tuple[list[tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Counts a gap rests on, and the published totals that those of words add up to."""
    guards = [tuple(at(each, item) for each in marks) for item in sets]
    if level != "word":
        return guards, ()
    listed = set(sets)
    counts = tuple(
        pair
        for block, feature in zip(blocks, marks, strict=True)
        for pair in word_counts(instrument, block, feature)
        if pair[0].rpartition("\t")[2] in listed
    )
    return guards, counts


def _statistic(
    level: str,
    blocks: tuple[PickList, PickList],
    features: tuple[Feature, Feature, Feature],
    scale: float,
    guards: Sequence[tuple[str, ...]],
    counts: tuple[tuple[str, str], ...],
) -> Statistic:
    a, b, base = features
    pair, items = f"{blocks[0].id}>{blocks[1].id}", a.columns
    outputs = _outputs(pair, level, items, base, guards)
    for block, marks in zip(blocks, (a, b), strict=True):
        outputs += [
            Output(item, level, base.name, "proportion", scale, block.id, at(marks, item))
            for item in items
        ]

    def f(t: View) -> Array:
        shares = [scale * t[each.name] / t[base.name] for each in (a, b)]
        return np.concatenate([shares[1] - shares[0], *shares], axis=-1)

    return Statistic(f"value-gap:{level}:{pair}", features, tuple(outputs), f, counts=counts)


def _outputs(
    pair: str, level: str, items: Sequence[str], base: Feature, guards: Sequence[tuple[str, ...]]
) -> list[Output]:
    return [
        Output(item, level, base.name, "difference", 1, pair, guards=guard)
        for item, guard in zip(items, guards, strict=True)
    ]


def _areas(instrument: Instrument, first: PickList, second: PickList) -> PairedMarks:
    """Areas: shares of positive votes, which are no marks of persons."""
    areas, both = area_words(instrument), (first.id, second.id)
    a, b = (ft.votes(block, areas, "area", among=both) for block in (first, second))
    base, pair = ft.answered(*both), f"{first.id}>{second.id}"
    outputs = _outputs(pair, "area", tuple(areas), base, [()] * len(areas))
    kind: Kind = "composite"
    for block in (first, second):
        outputs += [Output(area, "area", base.name, kind, 1, block.id) for area in areas]

    def f(t: View) -> Array:
        shares = [t[each.name] / t[each.name].sum(axis=-1, keepdims=True) for each in (a, b)]
        return np.concatenate([shares[1] - shares[0], *shares], axis=-1)

    statistic = Statistic(f"value-gap:area:{pair}", (a, b, base), tuple(outputs), f)
    return PairedMarks(statistic, tuple(areas), a, b, None, base, 1.0)
