"""Ranks of the words of a list, with the ranks that each may have in the population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, Result
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.gaps.drawn_shares import Drawn, ShareDraws, draw_shares
from berakhlak_stats.gaps.rank_sets import in_top, rank_sets
from berakhlak_stats.indices.about import about, word_counts
from berakhlak_stats.inference.strata import degrees_of_freedom
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, at

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Mogstad, Romano, Shaikh & Wilhelm (2024)",)
PRECISION = 1e12
"""Shares closer than one part in this are tied."""


def word_ranks(
    survey: Survey, *, lists: str = "current", size: int = 10, **options: Any
) -> Estimates:
    """Rank of every word of a list by votes, 1 for the most voted.

    Parameters
    ----------
    survey : Survey
    lists : str
        One list id.
    size : int
        Words in the top that ``top_share`` speaks of.
    **options
        ``by``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "rank" per word and group: the rank in the sample (tied words share
        the mean of their ranks), the lowest and highest rank it may have in the population, and
        ``top_share``, the share of resamples in which it is among the top. Words that fewer
        persons picked than may be shown are hidden.

    Notes
    -----
    The sets hold for all words of a group together, with probability ``conf_level``: words
    whose sets overlap must not be put in an order.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import word_ranks
    >>> frame = word_ranks(bs.simulate.simulate(seed=1), replicates=200).to_frame()
    >>> bool((frame["conf_low"] <= frame["conf_high"])[~frame["suppressed"]].all())
    True
    """
    draws = draw_shares(survey, (lists,), Options(**options), "word_ranks")
    found = [place_words(draws, each, *_only(each), size) for each in draws.groups()]
    block = survey.instrument.list_index[lists]
    picked = ft.picked(block, (lists,))
    guards = {word: (at(picked, word),) for word in block.words}
    counts = word_counts(survey.instrument, block, picked)
    made = about("word_ranks", sureness="published", references=REFERENCES, lists=[lists], top=size)
    return rank_estimates(survey, draws, found, (lists, guards, counts), made)


def _only(drawn: Drawn) -> tuple[Array, Array]:
    return drawn.shares[0], drawn.replicates[0]


def place_words(
    draws: ShareDraws, drawn: Drawn, votes: Array, replicates: Array, size: int
) -> tuple[Array, ...]:
    """Ranks by ``votes`` (words,), their variance, lowest and highest rank, and ``top_share``.

    ``replicates`` are resamples of the votes (B, words); ``top_share`` is the share of them in
    which a word is among the first ``size``.
    """
    if drawn.n < 2 or len(replicates) < 2:
        nothing = np.full(len(votes), np.nan)
        return nothing, nothing, nothing, nothing, nothing
    moved = replicates - replicates.mean(axis=0)
    sets = rank_sets([(votes, moved)], conf_level=draws.options.conf_level, df=drawn.df)[0]
    variance = ranks(replicates).var(axis=0, ddof=1)
    top = in_top(replicates, size).mean(axis=0)
    return ranks(votes), variance, sets.low.astype(float), sets.high.astype(float), top


def rank_estimates(
    survey: Survey,
    draws: ShareDraws,
    found: Sequence[tuple[Array, ...]],
    rows: tuple[str, Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]],
    made: dict[str, Any],
) -> Estimates:
    """The result from what :func:`place_words` gave for every group.

    ``rows``: what stands in the column "list"; the counts that each word rests on; and the
    published totals that these add up to.
    """
    estimate, variance, low, high, share = (np.array(each) for each in zip(*found, strict=True))
    analysis = _analysis(draws, rows, (estimate, variance), made["statistic"])
    frame, _ = assemble(analysis, survey.instrument, survey.smallest_group)
    for column, values in (("conf_low", low), ("conf_high", high), ("top_share", share)):
        frame[column] = np.where(frame["suppressed"], np.nan, values.ravel())
    origin = describe_origin(survey, analysis, made)
    replicates = draws.options.replicates
    origin = replace(origin, method="bootstrap", seed=draws.seed, replicates=replicates)
    return Estimates(frame, origin)


def ranks(shares: Array) -> Array:
    """Rank along the last axis, 1 for the largest; ties share the mean of theirs.

    For shares or their differences: numbers between -1 and 1, none missing.
    """
    words = shares.shape[-1]
    bits = max(words - 1, 1).bit_length()
    # Weighted sums of equal votes may differ in the last bit. The place of a word rides in the
    # low bits of its votes: sorting whole numbers is far faster than sorting by reference.
    keys = np.rint(shares * -PRECISION).astype(np.int64)
    keys <<= bits
    keys |= np.arange(words)
    keys.sort(axis=-1)
    order = keys & ((1 << bits) - 1)
    keys >>= bits
    starts = np.ones(keys.shape, bool)
    starts[..., 1:] = keys[..., 1:] != keys[..., :-1]
    first = np.flatnonzero(starts)
    level = np.diff(first, append=keys.size)
    place = 1 + first % words + (level - 1) / 2
    out = np.empty(keys.shape)
    np.put_along_axis(out, order, np.repeat(place, level).reshape(keys.shape), axis=-1)
    return out


def _analysis(
    draws: ShareDraws,
    rows: tuple[str, Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]],
    found: tuple[Array, Array],
    name: str,
) -> Analysis:
    about_list, guards, counts = rows
    base = draws.statistic.outputs[0].base
    outputs = tuple(
        Output(word, "rank", base, "mean", list=about_list, guards=paths)
        for word, paths in guards.items()
    )
    statistic = Statistic(
        name, draws.statistic.features, outputs, draws.statistic.f, False, counts=counts
    )
    result = Result(statistic, *found, None)
    df = degrees_of_freedom(draws.totals, draws.strata)
    return Analysis(draws.totals, draws.strata, (result,), draws.options, draws.seed, df)
