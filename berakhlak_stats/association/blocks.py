"""What a pass adds up of the answers to a set of items: the answers, and who gave them.

Where a set can be answered in few ways, people who answered alike are counted together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import item_answers, rated_answers
from berakhlak_stats.totals.coded import Coded, Piece, Ways
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import RatingScale
    from berakhlak_stats.survey.survey import Survey

WAYS = 256
"""Ways to answer a set, missing answers among them, up to which people are counted by way."""


def extended(survey: Survey, items: Sequence[str], centre: Array, *, every: bool) -> Piece:
    """Answers about the centre, 0 where missing, then who answered: (n, q + 1) or (n, 2 q)."""
    if items[0] in survey.instrument.rating_index:
        # Ratings stay whole numbers: the pass adds them up exactly, and fast.
        found = _answers(survey, items)
        if not isinstance(found, Coded):
            return _whole(found, centre, every=every)
        return Coded(found.ways, _whole(found.values.T, centre, every=every))
    x = item_answers(survey, items) - centre
    known = _known(x, every=every)
    return np.concatenate([np.where(known, x, 0.0), known], axis=1, dtype=float)


def answered(survey: Survey, items: Sequence[str], *, every: bool) -> Piece:
    """Who answered every item (n, 1), or each of them (n, q)."""
    if items[0] not in survey.instrument.rating_index:
        return _known(item_answers(survey, items), every=every)
    found = _answers(survey, items)
    if not isinstance(found, Coded):
        return _rated(found, every=every).T
    return Coded(found.ways, _rated(found.values.T, every=every).T)


def category_marks(
    survey: Survey, items: Sequence[str], scale: RatingScale, *, missing: str
) -> list[Piece]:
    """Who gave which answer to which item: (n, items x categories), neighbouring items together.

    Two items with their neighbours have all their tables in one count of people.
    """
    x = rated_answers(survey, items)
    if missing == "listwise":
        x[:, (x.min(axis=0) < scale.low) | (x.max(axis=0) > scale.high)] = -1
    size = 1
    while (scale.high - scale.low + 2) ** (size + 1) <= WAYS:
        size += 1
    categories = np.arange(scale.low, scale.high + 1, dtype=np.int8)
    out: list[Piece] = []
    for start in range(0, len(x), size):
        ways = ways_to_answer(x[start : start + size], scale.low, scale.high)
        marks = (ways.values[:, :, None] == categories).reshape(len(ways.values), -1)
        out.append(Coded(ways.ways, marks))
    return out


def ways_to_answer(x: NDArray[np.int8], low: int, high: int) -> Coded:
    """Ratings ``x`` (items, n) by code; the rows of the table are the ways, -1 for missing.

    What lies off the scale counts as missing.
    """
    size = high - low + 2
    # What lies below the scale is far above it, counted without a sign.
    digits = (x - np.int8(low)).view(np.uint8)
    known = digits < size - 1
    digits += np.uint8(1)
    digits *= known
    codes = digits[0]
    for row in digits[1:]:
        codes *= np.uint8(size)
        codes += row
    values = np.indices((size,) * len(x), np.int8).reshape(len(x), -1).T
    return Coded(
        Ways(codes, len(values)), np.where(values > 0, values + np.int8(low - 1), np.int8(-1))
    )


def _answers(survey: Survey, items: Sequence[str]) -> NDArray[np.int8] | Coded:
    """Ratings (items, n); or by ways, where there are few and all answers lie on the scale."""
    key = ("answers", *items)
    if key not in survey.worked_out:
        x, scale = rated_answers(survey, items), survey.instrument.scale
        few = scale is not None and (scale.high - scale.low + 2) ** len(x) <= WAYS
        if scale is None or not few or not _on_scale(x, scale):
            return x
        survey.worked_out[key] = ways_to_answer(x, scale.low, scale.high)
    found: Coded = survey.worked_out[key]
    return found


def _on_scale(x: NDArray[np.int8], scale: RatingScale) -> bool:
    low = x.min(initial=scale.low)
    off = x.max(initial=scale.low) > scale.high or low < -1
    return not off and (low >= scale.low or not ((x >= 0) & (x < scale.low)).any())


def _whole(x: NDArray[np.int8], centre: Array, *, every: bool) -> NDArray[np.int8]:
    known = _rated(x, every=every)
    size = len(x)
    out = np.empty((size + len(known), x.shape[1]), np.int8)
    # A row per item: reducing over few columns of many rows is slow.
    out[size:] = known
    np.multiply(x - centre.astype(np.int8)[:, None], known, out=out[:size], dtype=np.int8)
    return out.T


def _rated(x: NDArray[np.int8], *, every: bool) -> NDArray[np.bool_]:
    return np.asarray((x.min(axis=0, keepdims=True) if every else x) >= 0)


def _known(answers: NDArray[Any], *, every: bool) -> NDArray[np.bool_]:
    """Who answered each item (n, q), or every item (n, 1)."""
    known = np.isfinite(answers)
    return np.asarray(known.all(axis=1, keepdims=True) if every else known)
