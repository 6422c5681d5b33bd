"""Straight picking: words that stand next to each other on the list, such as the first ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.quality.picks import LEAST_PICKS, Array, asked_lists, in_order, picked
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def pick_run(
    survey: Survey | SurveyStream,
    *,
    lists: Sequence[str] | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Longest run of picks next to each other, as a share of a list's picks: the largest, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    lists : sequence of list ids, optional
        All by default.
    order : mapping of list id to words, optional
        The order in which the words were shown; that of the instrument by default.
    rule : {"one_block"} or float, optional

    Returns
    -------
    RowIndex
        1 where the picks of a list form one block, wherever it lies; higher is more careless.

    Notes
    -----
    Of lists with three picks or more. The first ten of ninety words are one block; ten picks
    without order form one almost never, three of ten words do in one of fifteen.

    References
    ----------
    The counterpart of long strings (Johnson 2005, Journal of Research in Personality 39,
    103-129) for pick lists; the index and its cut are ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> int(pick_run(bs.simulate.simulate(seed=1, n=300)).flagged.sum())
    0
    """
    blocks = asked_lists(survey.instrument, lists, "pick_run")
    orders = [in_order(block, (order or {}).get(block.id)) for block in blocks]

    def values(batch: Survey) -> Array:
        shares = [
            _longest_share(picked(batch, block)[:, order])
            for block, order in zip(blocks, orders, strict=True)
        ]
        known = ~np.isnan(shares)
        largest = np.max(np.where(known, shares, -1.0), axis=0)
        return np.where(known.any(axis=0), largest, np.nan)

    return finished("pick_run", gather(survey, values), rule, size=len(blocks))


def _longest_share(votes: NDArray[np.uint8]) -> Array:
    run = np.zeros(len(votes), np.int16)
    longest = run.copy()
    for here in votes.T:
        run = (run + 1) * here
        longest = np.maximum(longest, run)
    m = votes.sum(axis=1, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(m >= LEAST_PICKS, longest / m, np.nan)
