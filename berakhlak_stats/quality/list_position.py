"""Picks that all lie near the top, or near the bottom, of the list as it was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.quality.picks import Array, asked_lists, in_order, picked
from berakhlak_stats.quality.row_index import RowIndex, batches, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def list_position(
    survey: Survey | SurveyStream,
    *,
    lists: Sequence[str] | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """How surprising it is that all picks of a list lie as near to one end as they do: -log10 p.

    Parameters
    ----------
    survey : Survey or SurveyStream
    lists : sequence of list ids, optional
        All by default.
    order : mapping of list id to words, optional
        The order in which the words were shown; that of the instrument by default.
    rule : {"chance"} or float, optional
        "chance": p below .05 over the number of respondents. A number is a ``-log10 p``.

    Returns
    -------
    RowIndex
        Mean over the lists that were answered; higher is more careless.

    Notes
    -----
    ``p = 2 F^m`` for ``m`` picks, with ``F`` the share of everybody's votes for the words from
    the nearer end to the farthest pick: popular words at the top of a list are held against
    nobody, and few picks never surprise. A list is read from one end by whoever picks the first
    words that will do, and gives up before the other end. Words that were shuffled for each
    respondent have no order, and the index means nothing then.

    References
    ----------
    Krosnick & Alwin (1987), Public Opinion Quarterly 51, 201-219, on primacy in long lists; the
    index and its cut are ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = list_position(bs.simulate.simulate(seed=1, n=300))
    >>> bool(found.flagged.mean() < 0.05)
    True
    """
    blocks = asked_lists(survey.instrument, lists, "list_position")
    orders = [in_order(block, (order or {}).get(block.id)) for block in blocks]
    votes = [np.zeros(len(block.words)) for block in blocks]
    for batch in batches(survey):
        for block, place, vote in zip(blocks, orders, votes, strict=True):
            vote += picked(batch, block)[:, place].sum(axis=0, dtype=float)

    def values(batch: Survey) -> Array:
        total, count = np.zeros(batch.n), np.zeros(batch.n)
        for block, place, vote in zip(blocks, orders, votes, strict=True):
            surprise, answered = _surprise(picked(batch, block)[:, place], vote)
            total += surprise
            count += answered
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(total / count)

    return finished("list_position", gather(survey, values), rule, size=survey.n)


def _surprise(votes: NDArray[np.uint8], everybody: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Minus log10 of the chance (0 for who picked nothing), and who picked."""
    m = votes.sum(axis=1, dtype=float)
    answered = m > 0
    total = max(everybody.sum(), 1.0)
    from_top = np.cumsum(everybody) / total
    from_bottom = np.cumsum(everybody[::-1]) / total
    place = np.arange(1, votes.shape[1] + 1, dtype=np.int16)
    # Place of the farthest pick from either end; 0, which stands for none, is left out below.
    down, up = (np.max(votes * steps, axis=1) - 1 for steps in (place, place[::-1]))
    share = np.minimum(from_top[down], from_bottom[up])
    share = np.where(answered, share, 1.0)
    return np.maximum(-np.log10(2.0) - m * np.log10(share), 0.0), answered
