"""The same words on every list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.quality.picks import LEAST_PICKS, Array, asked_lists
from berakhlak_stats.quality.row_index import RowIndex, finished, gather
from berakhlak_stats.totals import features as ft

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def identical_lists(
    survey: Survey | SurveyStream,
    *,
    lists: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Overlap of each respondent's lists: the smallest between one list and the next, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    lists : sequence of list ids, optional
        All by default; two at least.
    rule : {"identical", "nine_tenths"} or float, optional

    Returns
    -------
    RowIndex
        1 where every list holds the same words; higher is more careless.

    Notes
    -----
    The share of the longer list that is on the other one too, of people with three picks or more
    on every list. Personal, current and desired culture ask for three different things; the same
    ten words three times over mostly mean that a list was copied, but whoever works where they
    feel at home may mean it.

    References
    ----------
    The idea of consistency across pages: Curran (2016), Journal of Experimental Social
    Psychology 66, 4-19. The cut is ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = identical_lists(bs.simulate.simulate(seed=1, n=200))
    >>> bool(np.nanmax(found.values) <= 1)
    True
    """
    blocks = asked_lists(survey.instrument, lists, "identical_lists", least=2)
    both_ways = [(ft.overlap(a, b), ft.overlap(b, a)) for a, b in pairwise(blocks)]

    def values(batch: Survey) -> Array:
        shares = [each.rows(batch)[:, 0] for pair in both_ways for each in pair]
        counts = [np.bitwise_count(batch.picks[block.id]).sum(axis=1) for block in blocks]
        return np.where(np.min(counts, axis=0) >= LEAST_PICKS, np.min(shares, axis=0), np.nan)

    return finished("identical_lists", gather(survey, values), rule, size=len(blocks))
