"""Person-total correlation: whether a person finds high what everybody finds high."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.quality.answers import Array, correlation, filled, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEAST_ITEMS = 3


def person_total(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Correlation of each respondent's answers with the average answers, turned round.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default; three at least.
    rule : {"below_zero", "mad", "highest_tenth"} or float, optional
        A number is a correlation; who lies at it or below is flagged.

    Returns
    -------
    RowIndex
        Minus the correlation; ``measure`` is the correlation.

    Notes
    -----
    Over the items a person answered, as they were ticked; the averages are of the others, the
    person's own answer taken out. Where all items have nearly the same average, the correlation
    says little about anybody.

    References
    ----------
    Curran (2016), Journal of Experimental Social Psychology 66, 4-19; Donlon & Fischer (1968),
    Educational and Psychological Measurement 28, 105-113.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = person_total(bs.simulate.simulate("rating-2022", seed=1, n=200))
    >>> bool(np.nanmean(found.measure) > 0)
    True
    """
    names = rating_items(survey.instrument, items, "person_total", least=LEAST_ITEMS)

    def blocks(batch: Survey) -> tuple[Array, Array]:
        x, known = filled(batch, names, turned=False)
        return np.ones((batch.n, 1)), np.concatenate([x, known], axis=1)

    totals = collect(survey, [], products=[Products("sums", blocks)])
    sums = totals.by_group(totals.cells.products["sums"])[0, 0]
    total, weight = sums[: len(names)], sums[len(names) :]

    def values(batch: Survey) -> Array:
        x, known = filled(batch, names, turned=False)
        w = row_weights(batch)
        with np.errstate(divide="ignore", invalid="ignore"):
            others = (total - w[:, None] * x) / (weight - w[:, None] * known)
        known = known * np.isfinite(others)
        y = np.where(known > 0, others, 0.0)
        n = known.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            y = (y - (y.sum(axis=1) / n)[:, None]) * known
        x = x * known
        zero = np.zeros(batch.n)
        xx, yy = (x * x).sum(axis=1), (y * y).sum(axis=1)
        r = correlation(n, x.sum(axis=1), zero, xx, yy, (x * y).sum(axis=1))
        return -np.where(n >= LEAST_ITEMS, r, np.nan)

    return finished("person_total", gather(survey, values), rule, sign=-1, size=len(names))
