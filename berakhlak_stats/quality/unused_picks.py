"""Fewer words picked than were allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.quality.picks import Array, asked_lists
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def unused_picks(
    survey: Survey | SurveyStream,
    *,
    lists: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Share of the allowed picks that each respondent left unused, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    lists : sequence of list ids, optional
        All by default.
    rule : {"half", "any"} or float, optional

    Returns
    -------
    RowIndex
        Over the lists that were answered; higher is more careless.

    Notes
    -----
    A list without a single pick is missing, not short: it is left out here and counted by
    :func:`~berakhlak_stats.quality.missing_patterns`. Where the questionnaire says "at most", a
    short list may be an honest one.

    References
    ----------
    Krosnick (1991), Applied Cognitive Psychology 5, 213-236, on answering with least effort; the
    index and its cuts are ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> float(unused_picks(bs.simulate.simulate(seed=1, n=200)).values.max())
    0.0
    """
    blocks = asked_lists(survey.instrument, lists, "unused_picks")

    def values(batch: Survey) -> Array:
        used, allowed = np.zeros(batch.n), np.zeros(batch.n)
        for block in blocks:
            m = np.bitwise_count(batch.picks[block.id]).sum(axis=1, dtype=np.int64)
            used += np.minimum(m, block.k)
            allowed += np.where(m > 0, block.k, 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(1 - used / allowed)

    return finished("unused_picks", gather(survey, values), rule, size=len(blocks))
