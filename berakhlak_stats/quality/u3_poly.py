"""U3 for ordered answers: how far a person's answers are from the order everybody else keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import item_answers
from berakhlak_stats.quality.answers import Array, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def u3_poly(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Normed departure of each respondent's answers from the popularity of the item steps, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default.
    rule : {"mad", "highest_tenth"} or float, optional

    Returns
    -------
    RowIndex
        0 where the most popular steps were taken first, 1 where the least popular were;
        higher is more careless.

    Notes
    -----
    A step is reaching a category or a higher one; its weight is the logit of the share who do.
    With ``W`` the sum of weights of the steps a person took, the index is ``(max W - W) / (max W
    - min W)`` among all ways of reaching the same total score, found exactly by dynamic
    programming over the items. Of people who answered every item, reversed ones turned round.
    Undefined at the lowest and highest total score. A person with an uncommon profile is not a
    careless one.

    References
    ----------
    Emons (2008), Applied Psychological Measurement 32, 224-247; Van der Flier (1982), Journal of
    Cross-Cultural Psychology 13, 267-298.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = u3_poly(bs.simulate.simulate("rating-2022", seed=1, n=200))
    >>> bool(np.nanmax(found.values) <= 1 and np.nanmin(found.values) >= 0)
    True
    """
    names = rating_items(survey.instrument, items, "u3_poly")
    reached = _weights(survey, names)
    low, high = _ends(reached)

    def values(batch: Survey) -> Array:
        steps = _steps(batch, names)
        known = np.asarray((steps >= 0).all(axis=1))
        steps = np.where(known[:, None], steps, 0)
        total = steps.sum(axis=1)
        taken = sum(row[steps[:, j]] for j, row in enumerate(reached))
        with np.errstate(divide="ignore", invalid="ignore"):
            u3 = np.clip((high[total] - taken) / (high[total] - low[total]), 0.0, 1.0)
        return np.where(known & (high[total] - low[total] > 1e-12), u3, np.nan)

    return finished("u3_poly", gather(survey, values), rule, size=len(names))


def _steps(survey: Survey, items: Sequence[str]) -> NDArray[np.int64]:
    """Steps taken on each item (n, q), -1 where it was not answered."""
    scale = survey.instrument.scale
    low = 0 if scale is None else scale.low
    return np.nan_to_num(item_answers(survey, items) - low, nan=-1.0).astype(np.int64)


def _weights(survey: Survey | SurveyStream, items: Sequence[str]) -> Array:
    """Weights of the steps up to each category, added up: (q, categories), first column 0."""
    scale = survey.instrument.scale
    categories = 1 if scale is None else scale.high - scale.low + 1

    def blocks(batch: Survey) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        steps = _steps(batch, items)
        known = (steps >= 0).all(axis=1, keepdims=True)
        over = (steps[:, :, None] >= np.arange(1, categories)).reshape(batch.n, -1)
        out = np.concatenate([known, over & known], axis=1, dtype=np.int8, casting="unsafe")
        return np.ones((batch.n, 1), np.int8), out

    totals = collect(survey, [], products=[Products("steps", blocks)])
    sums = totals.by_group(totals.cells.products["steps"])[0, 0]
    # Half a person on each side keeps the logit of steps that nobody, or everybody, took.
    share = (sums[1:] + 0.5) / (sums[0] + 1)
    logit = np.log(share / (1 - share)).reshape(len(items), categories - 1)
    return np.concatenate([np.zeros((len(items), 1)), np.cumsum(logit, axis=1)], axis=1)


def _ends(reached: Array) -> tuple[Array, Array]:
    """Least and largest sum of weights for every total score."""
    ends = []
    for sign in (-1.0, 1.0):
        best = np.zeros(1)
        for row in sign * reached:
            longer = np.full(len(best) + len(row) - 1, -np.inf)
            for step, weight in enumerate(row):
                part = longer[step : step + len(best)]
                np.maximum(part, best + weight, out=part)
            best = longer
        ends.append(sign * best)
    return ends[0], ends[1]
