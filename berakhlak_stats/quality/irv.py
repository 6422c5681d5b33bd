"""Intra-individual response variability: how far a respondent's answers lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.quality.answers import Array, filled, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def irv(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Standard deviation of each respondent's own answers, turned round.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default.
    rule : {"mad", "highest_tenth"} or float, optional
        A number is a standard deviation; who lies at it or below is flagged.

    Returns
    -------
    RowIndex
        Minus the standard deviation in categories (divisor n - 1), so that little variability
        stands high; ``measure`` is the standard deviation itself.

    Notes
    -----
    Of the answered items, two at least, as they were ticked. Little variability marks who ticks
    one column; very high variability may mark answers at random, which other indices find
    better. Few items of one direction leave little to vary honestly.

    References
    ----------
    Dunn, Heggestad, Shanock & Theilgard (2018), Journal of Business and Psychology 33, 105-121.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> bool((irv(bs.simulate.simulate("rating-2022", seed=1, n=200)).measure >= 0).all())
    True
    """
    names = rating_items(survey.instrument, items, "irv")
    values = gather(survey, lambda batch: -spread(batch, names))
    return finished("irv", values, rule, sign=-1, size=len(names))


def spread(survey: Survey, items: Sequence[str]) -> Array:
    """Standard deviation of every respondent's answers; NaN with fewer than two."""
    x, known = filled(survey, items, turned=False)
    n = known.sum(axis=1)
    # Whole numbers: sums of squares are exact and may be subtracted.
    square = n * (x * x).sum(axis=1) - x.sum(axis=1) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, np.sqrt(square / (n * (n - 1))), np.nan)
