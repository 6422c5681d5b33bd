"""Which ranks the words of a list may have in the population, all words at once.

Word k stands above word j for sure where their difference exceeds a critical value times its
standard error; the critical value is that of the largest of all such differences, so that
every statement holds together. Counting who stands above and below gives the set of ranks.

Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; two
steps as in Romano, Shaikh & Wolf (2014), Econometrica 82, 1979-2002.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

SCREENED = 0.1
"""Share of the error level that is spent on words far below the top."""


@dataclass(frozen=True)
class RankSets:
    """Lowest and highest rank of every word (words,), 1 for the most voted."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]


def in_top(votes: Array, size: int) -> NDArray[np.bool_]:
    """Who is among the ``size`` most-voted along the last axis, ties at the last place included."""
    place = min(size, votes.shape[-1])
    last = -np.partition(-votes, place - 1, axis=-1)[..., place - 1 : place]
    return np.asarray((votes >= last * (1 - 1e-9)) & (votes > 0))


def rank_sets(
    lists: Sequence[tuple[Array, Array]], *, conf_level: float, df: float = inf, size: int = 0
) -> list[RankSets]:
    """Simultaneous rank sets of the words of several lists.

    Parameters
    ----------
    lists : sequence of (shares (words,), deviations of replicates (B, words))
        Replicates of all lists belong together.
    conf_level : float
        Of all statements about all words of all lists.
    df : float
        Degrees of freedom of the design: with few, differences must be larger, as for a t.
    size : int
        With a size, only places up to it matter: words surely further down are screened out
        first, at a tenth of the error level, and are placed anywhere below.

    Returns
    -------
    list of RankSets
        One per list.
    """
    error = 1 - conf_level
    stretch = _stretch(df, conf_level)
    errors = [_pair_errors(drawn) for _, drawn in lists]
    kept = [np.arange(len(shares)) for shares, _ in lists]
    if size:
        tests = sum(len(shares) * (len(shares) - 1) for shares, _ in lists)
        cut = _normal(1 - SCREENED * error / max(tests, 1)) * stretch
        kept = [
            _candidates(shares, spread, cut, size)
            for (shares, _), spread in zip(lists, errors, strict=True)
        ]
        error *= 1 - SCREENED
    parts = [
        (shares[rows], drawn[:, rows], spread[np.ix_(rows, rows)])
        for (shares, drawn), spread, rows in zip(lists, errors, kept, strict=True)
    ]
    largest = np.max([_largest(drawn, spread) for _, drawn, spread in parts], axis=0)
    critical = float(np.quantile(largest, 1 - error, method="higher")) * stretch
    return [
        _ranks(len(whole[0]), rows, shares, spread * critical)
        for whole, rows, (shares, _, spread) in zip(lists, kept, parts, strict=True)
    ]


def _pair_errors(drawn: Array) -> Array:
    """Standard error of every difference (words, words), from deviations of replicates."""
    cov = drawn.T @ drawn / max(len(drawn) - 1, 1)
    own = np.diag(cov)
    return np.asarray(np.sqrt(np.maximum(own[:, None] + own - 2 * cov, 0.0)))


def _candidates(shares: Array, errors: Array, cut: float, size: int) -> NDArray[np.intp]:
    """Words that are not surely below ``size`` others."""
    above = shares[:, None] - shares > np.maximum(cut * errors, 1e-12)
    return np.flatnonzero(above.sum(axis=0) < size)


def _largest(drawn: Array, errors: Array) -> Array:
    """Per replicate the largest standardised deviation of a difference (B,)."""
    out = np.zeros(len(drawn), np.float32)
    # A word per row: the largest over words is then taken along whole lines of replicates.
    moved = np.ascontiguousarray(drawn.T, np.float32)
    with np.errstate(divide="ignore"):
        scale = np.where(errors > 1e-12, 1 / errors, 0.0).astype(np.float32)
    for j in range(len(moved) - 1):
        away = moved[j + 1 :] - moved[j]
        away *= scale[j, j + 1 :, None]
        np.abs(away, out=away)
        np.maximum(out, away.max(axis=0), out=out)
    return out.astype(float)


def _ranks(words: int, rows: NDArray[np.intp], shares: Array, reach: Array) -> RankSets:
    """Ranks from sure differences; words that were screened out stand below all others."""
    above = shares[:, None] - shares > np.maximum(reach, 1e-12)
    low = np.full(words, len(rows) + 1 if len(rows) < words else 1, np.intp)
    high = np.full(words, words, np.intp)
    low[rows] = 1 + above.sum(axis=0)
    high[rows] = len(rows) - above.sum(axis=1)
    return RankSets(low, high)


def _stretch(df: float, conf_level: float) -> float:
    from scipy.special import stdtrit

    level = 0.5 + conf_level / 2
    return 1.0 if not np.isfinite(df) else float(stdtrit(max(df, 1.0), level) / _normal(level))


def _normal(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(level))


def match_bounds(first: RankSets, second: RankSets, size: int) -> tuple[int, int]:
    """Fewest and most words that two tops of ``size`` words can share, given the rank sets.

    Notes
    -----
    A top holds its sure words and fills up with possible ones. Fewest: it fills up with words
    that cannot be in the other top, then with words that may be left out there, and only then
    with sure words of the other. Most: the other way round.
    """
    sure = [each.high <= size for each in (first, second)]
    maybe = [(each.low <= size) & ~yes for each, yes in zip((first, second), sure, strict=True)]
    never = [~(yes | perhaps) for yes, perhaps in zip(sure, maybe, strict=True)]
    open_places = [max(size - int(yes.sum()), 0) for yes in sure]
    both, doubt = int((sure[0] & sure[1]).sum()), int((maybe[0] & maybe[1]).sum())
    apart = [int((maybe[i] & never[1 - i]).sum()) for i in (0, 1)]
    joined = [int((maybe[i] & sure[1 - i]).sum()) for i in (0, 1)]
    rest = [max(places - free, 0) for places, free in zip(open_places, apart, strict=True)]
    taken = [min(each, doubt) for each in rest]
    fewest = both + sum(rest) - sum(taken) + max(sum(taken) - doubt, 0)
    used = [min(places, each) for places, each in zip(open_places, joined, strict=True)]
    left = [places - each for places, each in zip(open_places, used, strict=True)]
    return fewest, both + sum(used) + min(*left, doubt)
