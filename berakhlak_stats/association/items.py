"""Answers to items in one direction, and which items a statistic can work with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]


def check_items(instrument: Instrument, items: Sequence[str], *, least: int = 2) -> tuple[str, ...]:
    """Distinct items, all rated or all numeric, at least ``least`` of them.

    Raises
    ------
    OptionError
        E701 for an unknown item, E703 for too few.
    """
    names = tuple(dict.fromkeys(items))
    if len(names) < least:
        expected = f">= {least} butir / items"
        raise OptionError("E703", name="items", expected=expected, given=list(items))
    kinds = [tuple(each.id for each in kind) for kind in (instrument.ratings, instrument.numbers)]
    known = kinds[0] if names[0] in kinds[0] else kinds[1]
    for item in names:
        if item not in known:
            choices = ", ".join(known) or "-"
            raise OptionError("E701", name="items", given=item, choices=choices)
    return names


def scales_of(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """The rating items of each scale, in the order of the instrument."""
    names = dict.fromkeys(item.scale for item in instrument.ratings if item.scale)
    return {
        name: tuple(item.id for item in instrument.ratings if item.scale == name) for name in names
    }


def item_answers(survey: Survey, items: Sequence[str]) -> Array:
    """Answers (n, items), NaN for missing; reversed rating items are turned round the scale.

    What is reversed the instrument declares; nothing is turned by guess.
    """
    asked, scale = survey.instrument.rating_index, survey.instrument.scale
    if items[0] not in asked or scale is None:
        return np.stack([survey.number(item) for item in items], axis=1)
    rated = np.stack([survey.rating(item) for item in items], axis=1).astype(float)
    turned = np.array([asked[item].reversed for item in items])
    rated = np.where(rated < 0, np.nan, rated)
    return np.where(turned, scale.low + scale.high - rated, rated)


def rated_answers(survey: Survey, items: Sequence[str]) -> NDArray[np.int8]:
    """The same of rating items (items, n) in whole numbers, a row per item; -1 for missing."""
    asked, scale = survey.instrument.rating_index, survey.instrument.scale
    places = [list(asked).index(item) for item in items]
    if "by_item" not in survey.worked_out:
        survey.worked_out["by_item"] = np.ascontiguousarray(survey.ratings.T)
    rated: NDArray[np.int8] = survey.worked_out["by_item"][places]
    for row, item in zip(rated, items, strict=True):
        if asked[item].reversed and scale is not None:
            row[:] = np.where(row < 0, row, scale.low + scale.high - row)
    return rated


def centre_of(source: Survey | SurveyStream, items: Sequence[str]) -> Array:
    """A fixed point (items,) near the answers, about which squares do not cancel.

    A whole number near the middle of the rating scale, or the rounded median of a numeric item
    (in the first batch of a stream).
    """
    scale = source.instrument.scale
    if items[0] in source.instrument.rating_index and scale is not None:
        return np.full(len(items), np.floor(scale.midpoint))
    from berakhlak_stats.survey.survey import Survey

    first = source if isinstance(source, Survey) else next(iter(source))
    answers = item_answers(first, items)
    out = np.zeros(len(items))
    for j, column in enumerate(answers.T):
        known = column[np.isfinite(column)]
        out[j] = np.round(np.median(known)) if len(known) else 0.0
    return out
