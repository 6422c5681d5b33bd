"""Reliability of a sum of ordered answers, from one factor behind them and their cut points.

An answer counts how many cut points its normal variable passes, so that covariances of answers
are sums of ``P(both below) - P(below) P(below)`` over pairs of cut points (Green & Yang 2009,
Psychometrika 74, 155-167).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.association.bivariate import (
    bivariate_cdf,
    bivariate_density,
    normal_density,
)
from berakhlak_stats.totals.statistic import Array


@dataclass(frozen=True)
class ScoreCovariances:
    """Covariances (q, q) of answers, and derivatives.

    ``by_r`` (q, q) is by the correlation behind each pair, ``by_cut`` (q, q, c) by the cut points
    of the first item of the pair.
    """

    value: Array
    by_r: Array
    by_cut: Array


@dataclass(frozen=True)
class ScoreReliability:
    """Reliability of the sum; derivatives by loadings (q,), correlations (q, q), cuts (q, c)."""

    value: float
    by_loading: Array
    by_r: Array
    by_cut: Array


def score_covariances(cuts: Array, r: Array) -> ScoreCovariances:
    """Of answers whose normal variables correlate by ``r`` (q, q), all within (-1, 1).

    The diagonal holds the covariance of two answers to the same item that share ``r`` alone.
    """
    from scipy.special import ndtr

    known = np.isfinite(cuts)
    at = np.where(known, cuts, 0.0)
    h, k = at[:, None, :, None], at[None, :, None, :]
    both = known[:, None, :, None] & known[None, :, None, :]
    rho = r[:, :, None, None]
    h, k, rho = np.broadcast_arrays(h, k, rho)
    joint = np.where(both, bivariate_cdf(h, k, rho) - ndtr(h) * ndtr(k), 0.0)
    dense = np.where(both, bivariate_density(h, k, rho), 0.0)
    moved = normal_density(h) * (ndtr((k - rho * h) / np.sqrt(1 - rho**2)) - ndtr(k))
    by_cut = np.where(both, moved, 0.0).sum(axis=3)
    return ScoreCovariances(joint.sum(axis=(2, 3)), dense.sum(axis=(2, 3)), by_cut)


def score_variances(cuts: Array) -> tuple[Array, Array]:
    """Variances (q,) of answers and derivatives (q, c) by their cut points, in rising order."""
    from scipy.special import ndtr

    known = np.isfinite(cuts)
    at = np.where(known, cuts, 0.0)
    below = np.where(known, ndtr(at), 0.0)
    total = below.sum(axis=1)
    # Of two cut points the lower one decides whether both are above the variable.
    higher = known.sum(axis=1, keepdims=True) - known.cumsum(axis=1)
    value = (below * (1 + 2 * higher)).sum(axis=1) - total**2
    slope = normal_density(at) * (1 + 2 * higher - 2 * total[:, None])
    return value, np.where(known, slope, 0.0)


def score_reliability(
    loadings: Array, cuts: Array, R: Array, *, observed: bool = True
) -> ScoreReliability:
    """Share of the variance of the sum of answers that the factor explains.

    Parameters
    ----------
    loadings : array (q,)
        Of the normal variables, whose variance is 1.
    cuts : array (q, c)
        Cut points in rising order, infinite for categories that nobody used.
    R : array (q, q)
        Correlations of the normal variables.
    observed : bool
        Whether the variance of the sum follows from ``R``, or from the loadings.
    """
    off = ~np.eye(len(R), dtype=bool)
    model = np.outer(loadings, loadings)
    true = score_covariances(cuts, model)
    between = score_covariances(cuts, np.where(off, R if observed else model, 0.0))
    own, own_slope = score_variances(cuts)
    whole = between.value[off].sum() + own.sum()
    value = true.value.sum() / whole
    shared = np.where(off, between.by_r, 0.0)
    by_loading = 2 * true.by_r @ loadings
    if not observed:
        by_loading = by_loading - value * 2 * shared @ loadings
    cut = 2 * np.where(off[:, :, None], between.by_cut, 0.0).sum(axis=1) + own_slope
    return ScoreReliability(
        float(value),
        by_loading / whole,
        -value * shared / whole if observed else np.zeros_like(R),
        (2 * true.by_cut.sum(axis=1) - value * cut) / whole,
    )
