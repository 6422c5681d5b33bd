"""Rank statistics of two samples and of paired differences, with ties, by normal or exact law.

The exact law is that of the midranks at hand: all ways to give the ranks to groups, or signs to
the differences, are equally likely. Sums of midranks are whole or half, so their law is found
by adding one rank after another to a table of sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class RankStatistic:
    """A rank sum, its standardised value and its two-sided p value."""

    statistic: float
    z: float
    p_value: float


def midranks(values: Array) -> Array:
    """Ranks from 1; ties share the middle of theirs."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(values), float)


def rank_sum(first: Array, second: Array, *, exact: bool, continuity: bool) -> RankStatistic:
    """Mann-Whitney's U of the first sample against the second."""
    ranks = midranks(np.concatenate([first, second]))
    a, b = len(first), len(second)
    n = a + b
    observed = float(ranks[:a].sum())
    u, centre = observed - a * (a + 1) / 2, a * b / 2
    variance = a * b / (n * (n - 1)) * float(((ranks - ranks.mean()) ** 2).sum())
    z = _standardised(u - centre, variance, continuity)
    if not exact:
        return RankStatistic(u, z, _two_sided(z))
    sums, mass = _sums_of_subsets(ranks, a)
    far = np.abs(sums - ranks.mean() * a) >= abs(u - centre) - ROUNDING
    return RankStatistic(u, z, float(mass[far].sum()))


def signed_rank(differences: Array, *, zeros: str, exact: bool, continuity: bool) -> RankStatistic:
    """Wilcoxon's V: the sum of ranks of positive differences.

    ``zeros`` "wilcoxon" leaves them out before ranking, "pratt" after.
    """
    kept = differences[differences != 0]
    if zeros == "pratt":
        ranks = midranks(np.abs(differences))[differences != 0]
    else:
        ranks = midranks(np.abs(kept))
    v = float(ranks[kept > 0].sum())
    centre, variance = float(ranks.sum()) / 2, float((ranks**2).sum()) / 4
    z = _standardised(v - centre, variance, continuity)
    if not exact:
        return RankStatistic(v, z, _two_sided(z))
    sums, mass = _sums_of_signs(ranks)
    far = np.abs(sums - centre) >= abs(v - centre) - ROUNDING
    return RankStatistic(v, z, float(mass[far].sum()))


def _standardised(distance: float, variance: float, continuity: bool) -> float:
    step = 0.5 * np.sign(distance) if continuity else 0.0
    return float((distance - step) / np.sqrt(variance))


def _two_sided(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))


def _sums_of_signs(ranks: Array) -> tuple[Array, Array]:
    """Possible sums of positive ranks and their probabilities, all signs equally likely."""
    doubled = np.rint(2 * ranks).astype(int)
    mass = np.zeros(int(doubled.sum()) + 1)
    mass[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(mass)
        moved[rank:] = mass[: len(mass) - rank]
        mass = (mass + moved) / 2
    return np.arange(len(mass)) / 2, mass


def _sums_of_subsets(ranks: Array, size: int) -> tuple[Array, Array]:
    """Possible rank sums of ``size`` persons and their probabilities, all choices equal.

    Row ``k`` of the table holds the sums of ``k`` chosen ones. Persons come one by one and are
    chosen with the chance that is left, so that no count grows beyond what a float holds.
    """
    doubled = np.rint(2 * ranks).astype(int)
    most = int(np.sort(doubled)[-size:].sum())
    mass = np.zeros((size + 1, most + 1))
    mass[0, 0] = 1.0
    chosen = np.arange(size + 1)
    for i, rank in enumerate(doubled):
        chance = np.clip((size - chosen) / (len(doubled) - i), 0.0, 1.0)[:, None]
        moved = np.zeros_like(mass)
        moved[1:, rank:] = (mass * chance)[:-1, : most + 1 - rank]
        mass = mass * (1 - chance) + moved
    return np.arange(most + 1) / 2, mass[size]
