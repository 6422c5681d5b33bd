"""Ranks of words by how much more they are picked on one list than on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.gaps.drawn_shares import draw_shares
from berakhlak_stats.gaps.word_ranks import REFERENCES, place_words, rank_estimates
from berakhlak_stats.indices.about import about, word_counts
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def change_ranks(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("current", "desired"),
    size: int = 10,
    **options: Any,
) -> Estimates:
    """Rank of every word by its change from the first list to the second, 1 for the largest rise.

    Parameters
    ----------
    survey : Survey
        Persons who answered both lists count.
    lists : pair of list ids
    size : int
        Words in the top that ``top_share`` speaks of; only rises are among them.
    **options
        ``by``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "rank" per word of both lists and group (``list`` as
        "current>desired"): the rank in the sample (tied changes share the mean of their ranks),
        the lowest and highest rank it may have in the population, and ``top_share``, the share
        of resamples in which it is among the top. Words that fewer persons picked on either
        list than may be shown are hidden.

    Notes
    -----
    Changes are differences of shares among the same persons, and both lists are drawn together.
    The sets hold for all words of a group at once, with probability ``conf_level``: words whose
    sets overlap must not be put in an order. A large rank says nothing of size: whether a word
    rises at all is tested by :func:`~berakhlak_stats.gaps.value_gap`.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import change_ranks
    >>> frame = change_ranks(bs.simulate.simulate(seed=1), replicates=200).to_frame()
    >>> bool((frame["conf_low"] <= frame["conf_high"])[~frame["suppressed"]].all())
    True
    """
    draws = draw_shares(survey, lists, Options(**options), "change_ranks")
    first, second = draws.words
    words = [word for word in first if word in set(second)]
    a, b = (np.array([side.index(word) for word in words], int) for side in (first, second))
    found = [
        place_words(
            draws,
            each,
            each.shares[1][b] - each.shares[0][a],
            each.replicates[1][:, b] - each.replicates[0][:, a],
            size,
        )
        for each in draws.groups()
    ]
    blocks = [survey.instrument.list_index[name] for name in lists]
    picked = [ft.picked(block, tuple(lists)) for block in blocks]
    guards = {word: tuple(at(each, word) for each in picked) for word in words}
    counts = tuple(
        pair
        for block, each in zip(blocks, picked, strict=True)
        for pair in word_counts(survey.instrument, block, each)
    )
    made = about(
        "change_ranks", sureness="published", references=REFERENCES, lists=list(lists), top=size
    )
    return rank_estimates(survey, draws, found, (">".join(lists), guards, counts), made)
