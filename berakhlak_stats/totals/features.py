"""Features: what can be added up over respondents. Builders return a :class:`Feature`.

Each works on packed bits where it can, so that a pass over a million respondents unpacks
only what a statistic really needs word by word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import bit_mask, pack_picks, unpack_picks
from berakhlak_stats.totals.statistic import Feature

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.survey import Survey

Bits = NDArray[np.uint64]


def one() -> Feature:
    """The constant 1: its weighted sum is the sum of weights."""
    return Feature("one", ("one",), lambda survey: np.ones((survey.n, 1)))


def answered(*lists: str) -> Feature:
    """1 where every one of ``lists`` was answered."""

    def compute(survey: Survey) -> NDArray[Any]:
        return _answered(survey, lists)[:, None]

    return Feature(f"answered:{'+'.join(lists)}", ("answered",), compute)


def answered_any(*lists: str) -> Feature:
    """1 where at least one of ``lists`` was answered."""

    def compute(survey: Survey) -> NDArray[Any]:
        known = np.any([_answered(survey, (name,)) for name in lists], axis=0)
        return np.asarray(known)[:, None]

    return Feature(f"answered-any:{'+'.join(lists)}", ("answered",), compute)


def picked(block: PickList, among: Sequence[str] = ()) -> Feature:
    """One 0/1 column per word of the list, of those who answered ``among`` too."""

    def compute(survey: Survey) -> NDArray[Any]:
        matrix = unpack_picks(survey.picks[block.id], len(block.words))
        return matrix * _answered(survey, among)[:, None] if among else matrix

    where = f"{block.id}@{'+'.join(among)}" if among else block.id
    return Feature(f"picked:{where}", block.words, compute)


def reach(lists: Sequence[PickList], sets: Mapping[str, Sequence[str]], name: str) -> Feature:
    """Per set of words: 1 where at least one of them was picked on at least one list."""
    masks = {b.id: [bit_mask(b.words, words) for words in sets.values()] for b in lists}

    def compute(survey: Survey) -> NDArray[Any]:
        out = np.zeros((survey.n, len(sets)), bool)
        for block in lists:
            bits = survey.picks[block.id]
            for j, mask in enumerate(masks[block.id]):
                out[:, j] |= np.any(bits & mask, axis=1)
        return out

    where = "+".join(block.id for block in lists)
    return Feature(f"reach:{name}:{where}", tuple(sets), compute)


def votes(
    block: PickList, sets: Mapping[str, Sequence[str]], name: str, among: Sequence[str] = ()
) -> Feature:
    """Per set of words: how many of them were picked, by those who answered ``among`` too."""
    masks = [bit_mask(block.words, words) for words in sets.values()]

    def compute(survey: Survey) -> NDArray[Any]:
        bits = survey.picks[block.id]
        counts = np.stack([_popcount(bits & mask) for mask in masks], axis=1)
        return counts * _answered(survey, among)[:, None] if among else counts

    where = f"{block.id}@{'+'.join(among)}" if among else block.id
    return Feature(f"votes:{name}:{where}", tuple(sets), compute)


def overlap(first: PickList, second: PickList) -> Feature:
    """Share of a person's own words on ``first`` that are on ``second`` too (0 to 1)."""

    def compute(survey: Survey) -> NDArray[Any]:
        a, b = survey.picks[first.id], survey.picks[second.id]
        if first.words != second.words:
            words = tuple(dict.fromkeys(first.words + second.words))
            a, b = _align(survey, first, words), _align(survey, second, words)
        own = _popcount(a)
        both = _answered(survey, (first.id, second.id))
        return (_popcount(a & b) / np.maximum(own, 1) * both)[:, None]

    return Feature(f"overlap:{first.id}>{second.id}", ("overlap",), compute)


def rating_sum(items: Sequence[str], centre: float, reversed_items: Sequence[str]) -> Feature:
    """Per item: the rating about ``centre`` (so that squares do not cancel), 0 where missing."""
    flip = np.array([-1.0 if item in reversed_items else 1.0 for item in items])

    def compute(survey: Survey) -> NDArray[Any]:
        values = _ratings(survey, items)
        return np.where(values < 0, 0.0, (values - centre) * flip)

    return Feature(f"ratings:{','.join(items)}@{centre}", tuple(items), compute)


def rating_answered(items: Sequence[str]) -> Feature:
    """Per item: 1 where it was answered."""

    def compute(survey: Survey) -> NDArray[Any]:
        return _ratings(survey, items) >= 0

    return Feature(f"rated:{','.join(items)}", tuple(items), compute)


def rating_category(item: str, categories: Sequence[int]) -> Feature:
    """Per category: 1 where the item was answered with it."""
    wanted = np.array(categories)

    def compute(survey: Survey) -> NDArray[Any]:
        return np.asarray(_ratings(survey, (item,)) == wanted)

    named = f"category:{item}={','.join(str(each) for each in categories)}"
    return Feature(named, tuple(str(each) for each in categories), compute)


def rating_favourable(
    items: Sequence[str], low: int, high: int, reversed_items: Sequence[str]
) -> Feature:
    """Per item: 1 where the answer lies in the upper two categories (lower two if reversed)."""

    def compute(survey: Survey) -> NDArray[Any]:
        values = _ratings(survey, items)
        flip = np.array([item in reversed_items for item in items])
        return np.where(flip, (values >= 0) & (values <= low + 1), values >= high - 1)

    return Feature(f"favourable:{','.join(items)}", tuple(items), compute)


def rating_mean(
    scales: Mapping[str, Sequence[str]], centre: float, reversed_items: Sequence[str], name: str
) -> tuple[Feature, Feature]:
    """Per scale: a person's mean of its answered items about ``centre``; and who has one.

    A person needs at least half of a scale's items.
    """

    def means(survey: Survey) -> tuple[NDArray[Any], NDArray[Any]]:
        values, enough = [], []
        for items in scales.values():
            flip = np.array([-1.0 if item in reversed_items else 1.0 for item in items])
            rated = _ratings(survey, items)
            known = rated >= 0
            count = known.sum(axis=1)
            total = np.where(known, (rated - centre) * flip, 0.0).sum(axis=1)
            ok = 2 * count >= len(items)
            values.append(np.where(ok, total / np.maximum(count, 1), 0.0))
            enough.append(ok)
        return np.stack(values, axis=1), np.stack(enough, axis=1)

    columns = tuple(scales)
    return (
        Feature(f"scale-mean:{name}", columns, lambda survey: means(survey)[0]),
        Feature(f"scale-known:{name}", columns, lambda survey: means(survey)[1]),
    )


def column_category(column: str, labels: Sequence[str]) -> Feature:
    """Per label of a categorical column: 1 where it holds."""

    def compute(survey: Survey) -> NDArray[Any]:
        found = survey.column(column)
        # Batches of a file may know their labels in another order.
        place = {label: code for code, label in enumerate(found.labels)}
        wanted = np.array([place.get(label, -2) for label in labels])
        return np.asarray(found.codes[:, None] == wanted)

    return Feature(f"column:{column}={'|'.join(labels)}", tuple(labels), compute)


def column_answered(column: str) -> Feature:
    """1 where a categorical column has a label."""

    def compute(survey: Survey) -> NDArray[Any]:
        return np.asarray(survey.column(column).codes[:, None] >= 0)

    return Feature(f"column:{column}", ("answered",), compute)


def number_sum(items: Sequence[str], centres: Sequence[float]) -> Feature:
    """Per numeric item: the value about a centre fixed before the pass, 0 where missing."""
    middle = np.asarray(centres, float)

    def compute(survey: Survey) -> NDArray[Any]:
        values = np.stack([survey.number(item) for item in items], axis=1)
        return np.where(np.isnan(values), 0.0, values - middle)

    named = ",".join(f"{item}@{centre!r}" for item, centre in zip(items, middle, strict=True))
    return Feature(f"numbers:{named}", tuple(items), compute)


def number_answered(items: Sequence[str]) -> Feature:
    """Per numeric item: 1 where it was answered."""

    def compute(survey: Survey) -> NDArray[Any]:
        return np.stack([~np.isnan(survey.number(item)) for item in items], axis=1)

    return Feature(f"numbered:{','.join(items)}", tuple(items), compute)


def common_words(first: PickList, second: PickList) -> tuple[str, ...]:
    """Words on both lists, in the order of the first."""
    there = set(second.words)
    return tuple(word for word in first.words if word in there)


def _popcount(bits: Bits) -> NDArray[np.int64]:
    return np.asarray(np.bitwise_count(bits).sum(axis=1, dtype=np.int64))


def _answered(survey: Survey, lists: Sequence[str]) -> NDArray[np.bool_]:
    return np.asarray(np.all([survey.picks[name].any(axis=1) for name in lists], axis=0))


def _ratings(survey: Survey, items: Sequence[str]) -> NDArray[np.int8]:
    position = {item.id: j for j, item in enumerate(survey.instrument.ratings)}
    return survey.ratings[:, [position[item] for item in items]]


def _align(survey: Survey, block: PickList, words: Sequence[str]) -> Bits:
    """The picks of ``block`` packed in the order of ``words``."""
    matrix = np.zeros((survey.n, len(words)), bool)
    own = unpack_picks(survey.picks[block.id], len(block.words))
    position = {word: j for j, word in enumerate(words)}
    matrix[:, [position[word] for word in block.words]] = own
    return pack_picks(matrix)
