"""Random halves of a sample, made of whole primary units, and how alike their profiles are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.totals.statistic import Array, Statistic

DELETED_SETS = 40
JACKKNIFE_SPLITS = 50
"""Splits behind a standard error: each deletion is compared with itself under the same splits."""


@dataclass(frozen=True)
class Reliability:
    """Estimate, variance and degrees of freedom of one coefficient; NaN where there is none."""

    estimate: float
    variance: float
    df: float


def halves(strata: NDArray[np.int64], splits: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which units are in the first half, (splits, units): half of every stratum, at random.

    The odd unit of a stratum goes to either half by chance.
    """
    _, code, size = np.unique(strata, return_inverse=True, return_counts=True)
    # Sorted by stratum and, within it, by chance: the first half of each run is taken.
    order = np.argsort(rng.random((splits, len(strata))) + code, axis=1)
    run = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(strata)) - np.repeat(np.cumsum(size) - size, size)
    odd = rng.integers(0, 2, (splits, len(size))) * (size % 2)
    first = place < (size // 2 + odd)[:, run]
    out = np.empty_like(first)
    np.put_along_axis(out, order, first, axis=1)
    return out


def split_half(
    profile: Statistic,
    data: Array,
    strata: NDArray[np.int64],
    *,
    splits: int,
    df: float,
    rng: np.random.Generator,
) -> tuple[Reliability, Reliability]:
    """Mean correlation of two halves over random splits, and its Spearman-Brown step-up.

    Parameters
    ----------
    profile : Statistic
        Maps totals to a profile, such as the shares of words.
    data : array (units, p)
        Totals of the units of one group.
    strata : int array (units,)
    splits : int
    df : float
        Degrees of freedom of the design.
    rng : numpy Generator

    Returns
    -------
    tuple of Reliability
        Variances hold that of sampling (jackknife, deleting up to 40 random sets of units from
        whichever half they are in) and that of having drawn so many splits and no more.
    """
    nothing = Reliability(np.nan, np.nan, df)
    if len(data) < 2:
        return nothing, nothing
    first = halves(strata, splits, rng)
    total = data.sum(axis=0)
    sums = first.astype(float) @ data
    r = _correlation(profile, sums, total - sums)
    r = r[np.isfinite(r)]
    if not len(r):
        return nothing, nothing
    mean, chance = float(r.mean()), float(r.var()) / max(len(r) - 1, 1)
    kept = first[:JACKKNIFE_SPLITS]
    deleted = _deleted(profile, data, kept, sums[: len(kept)], rng)
    df = min(df, len(deleted) - 1.0)
    variance = jackknife_variance(deleted) + chance
    whole, slope = float(step_up(np.array(mean))), 2 / (1 + mean) ** 2
    return Reliability(mean, variance, df), Reliability(whole, slope**2 * variance, df)


def jackknife_variance(deleted: Array) -> float:
    """Jackknife variance of a mean over splits, from the values without each set (sets, splits).

    A set moves each split by another amount, which so few splits do not average out; sets and
    splits being crossed, the variance that this adds is known from their interaction and taken
    off.
    """
    sets, splits = deleted.shape
    by_set = deleted.mean(axis=1)
    moved = by_set - by_set.mean()
    rest = deleted - by_set[:, None] - deleted.mean(axis=0) + by_set.mean()
    interaction = (rest**2).sum() / max((sets - 1) * (splits - 1), 1)
    squares = (moved**2).sum() - (sets - 1) * interaction / splits
    return float((sets - 1) / sets * np.maximum(squares, 0.0))


def step_up(r: Array) -> Array:
    """Spearman-Brown: the reliability of the whole from the correlation of its halves."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(2 * r / (1 + r))


def _deleted(
    profile: Statistic,
    data: Array,
    first: NDArray[np.bool_],
    sums: Array,
    rng: np.random.Generator,
) -> Array:
    """Correlations without each of some sets of units, (sets, splits)."""
    sets = min(len(data), DELETED_SETS)
    member = rng.permutation(len(data)) % sets
    total = data.sum(axis=0)
    out = np.empty((sets, len(first)))
    for j in range(sets):
        gone = np.flatnonzero(member == j)
        one = sums - first[:, gone].astype(float) @ data[gone]
        out[j] = _correlation(profile, one, total - data[gone].sum(axis=0) - one)
    return out


def _correlation(profile: Statistic, first: Array, second: Array) -> Array:
    """Correlation over items of the profiles of two halves (splits, p): (splits,)."""
    a, b = evaluate(profile, first), evaluate(profile, second)
    a, b = (each - each.mean(axis=1, keepdims=True) for each in (a, b))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1)))
