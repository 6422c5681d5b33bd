"""Likeness of two rated profiles of one person, row by row.

Source: Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473; Furr (2010), Multivariate
Behavioral Research 45, 173-195, for the double-entry intraclass correlation.
"""

from __future__ import annotations

import numpy as np

from berakhlak_stats.totals.statistic import Array

PROFILE_MEASURES = (
    "pearson",
    "spearman",
    "double_entry_icc",
    "d2",
    "d",
    "mean_abs",
    "mean_difference",
)


def profile_measures(x: Array, y: Array) -> Array:
    """All measures of :data:`PROFILE_MEASURES`, shape (n, 7).

    Parameters
    ----------
    x, y : arrays (n, items)
        Two profiles of each person; NaN where an answer is missing.

    Returns
    -------
    array (n, 7)
        NaN for people with a missing answer, and for correlations of a flat profile.

    Notes
    -----
    The correlations see only the shape of a profile, ``d2`` and ``mean_abs`` its level and
    spread too; the double-entry ICC is one only for identical profiles. ``mean_difference`` is
    second minus first, and may hide gaps that cancel.
    """
    away = y - x
    squared = (away**2).sum(axis=1)
    return np.stack(
        [
            correlations(x, y),
            correlations(_ranks(x), _ranks(y)),
            _double_entry(x, y),
            squared,
            np.sqrt(squared),
            np.abs(away).mean(axis=1),
            away.mean(axis=1),
        ],
        axis=1,
    )


def correlations(x: Array, y: Array) -> Array:
    """Pearson correlation within every row (n,)."""
    a, b = (each - each.mean(axis=1, keepdims=True) for each in (x, y))
    spread = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 1e-12, (a * b).sum(axis=1) / spread, np.nan)


def _double_entry(x: Array, y: Array) -> Array:
    middle = (x.mean(axis=1, keepdims=True) + y.mean(axis=1, keepdims=True)) / 2
    a, b = x - middle, y - middle
    spread = (a**2 + b**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 1e-12, 2 * (a * b).sum(axis=1) / spread, np.nan)


def _ranks(x: Array) -> Array:
    """Mean ranks within every row; rows with a missing answer stay missing."""
    from scipy.stats import rankdata

    missing = np.isnan(x).any(axis=1, keepdims=True)
    return np.where(missing, np.nan, rankdata(np.where(missing, 0.0, x), axis=1))
