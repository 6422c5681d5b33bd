"""Rating answers as they were given, and what an index needs of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import check_items, item_answers
from berakhlak_stats.errors import Bilingual, make_error

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]


def rating_items(
    instrument: Instrument, items: Sequence[str] | None, index: str, *, least: int = 2
) -> tuple[str, ...]:
    """The rating items asked for, all in the order of the instrument where none are named.

    Raises
    ------
    StatisticError
        E840 where there are fewer than ``least``.
    """
    names = tuple(instrument.rating_index) if items is None else tuple(dict.fromkeys(items))
    if len(names) < least:
        needed = Bilingual(f"{least} butir penilaian atau lebih", f"{least} rating items or more")
        raise make_error("E840", index=index, needed=needed, found=len(names))
    return check_items(instrument, names, least=least)


def as_given(survey: Survey, items: Sequence[str]) -> NDArray[np.int16]:
    """Categories (n, items) as they were ticked: nothing turned round; -1 is missing."""
    place = {item.id: j for j, item in enumerate(survey.instrument.ratings)}
    return np.asarray(survey.ratings[:, [place[item] for item in items]], np.int16)


def filled(survey: Survey, items: Sequence[str], *, turned: bool) -> tuple[Array, Array]:
    """Answers about the lowest category with 0 for missing, and who answered: both (n, items).

    ``turned`` turns items round that the instrument declares reversed. Whole numbers stay whole,
    so that sums of their products are exact.
    """
    scale = survey.instrument.scale
    low = 0 if scale is None else scale.low
    if turned:
        x = item_answers(survey, items) - low
        known = np.isfinite(x)
    else:
        given = as_given(survey, items)
        known = given >= 0
        x = given.astype(float) - low
    return np.where(known, x, 0.0), known.astype(float)


def correlation(n: Array, x: Array, y: Array, xx: Array, yy: Array, xy: Array) -> Array:
    """Correlations from sums over a person's pairs of answers; NaN without spread on a side."""
    spread = (n * xx - x * x) * (n * yy - y * y)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (n * xy - x * y) / np.sqrt(spread)
    return np.asarray(np.where(spread > 1e-9 * np.maximum(n, 1) ** 2, np.clip(r, -1, 1), np.nan))
