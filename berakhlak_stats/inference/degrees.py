"""Variance and degrees of freedom of sums of estimates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

ROUNDING = 1e-11
INDEPENDENT = 1e-9
"""Relative covariance under which estimates count as independent."""


def has_spread(std_error: Array, size: Array) -> NDArray[np.bool_]:
    """Whether standard errors are more than what rounding leaves of none.

    ``size`` is that of the numbers which were subtracted.
    """
    return np.asarray(std_error > ROUNDING * np.maximum(1.0, np.abs(size)))


def contrast_variance(weights: Array, covariance: Array) -> Array:
    """Variance (c,) of ``weights`` (c, r) times estimates; NaN where a needed part is unknown."""
    known = np.nan_to_num(covariance)
    variance = np.einsum("cr,rs,cs->c", weights, known, weights, optimize=True)
    used = (weights != 0).astype(float)
    unknown = np.einsum(
        "cr,rs,cs->c", used, np.isnan(covariance).astype(float), used, optimize=True
    )
    return np.where(unknown > 0, np.nan, variance)


def welch_df(first: Array, first_df: Array, second: Array, second_df: Array) -> Array:
    """Satterthwaite's degrees of freedom of the sum of two independent variances.

    One without variance (a census, or nothing) takes nothing from the other.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(x > 0, x**2 / df, 0.0) for x, df in ((first, first_df), (second, second_df))
        ]
        found = (first + second) ** 2 / (parts[0] + parts[1])
    return np.where(np.isfinite(found), found, np.fmin(first_df, second_df))


def contrast_df(weights: Array, covariance: Array, df: Array) -> Array:
    """Degrees of freedom (c,) of ``weights`` (c, r) times estimates with ``df`` (r,).

    Estimates without covariance share no primary unit: their sum has Satterthwaite's degrees of
    freedom. Where estimates share some, the sum has no more than the least of them.

    Of more than two estimates, a sum has no more than it would have were all primary units
    equally variable. A group whose variance came out too small is the one that looks different,
    and it leaves Satterthwaite's formula too many: ten groups of ten units each, told from their
    mean with Holm at 2.5%, gave a false finding in 3.4% of samples, and with this in 2.1%.
    """
    total = contrast_variance(weights, covariance)
    parts = weights**2 * np.nan_to_num(np.diag(covariance))
    least = np.array([np.nanmin(df[row != 0], initial=np.inf) for row in weights])
    apart = np.abs(total - parts.sum(axis=1)) <= INDEPENDENT * total
    with np.errstate(divide="ignore", invalid="ignore"):
        found = total**2 / np.nansum(parts**2 / df, axis=1)
    many = (weights != 0).sum(axis=1) > 2
    found = np.where(many, np.fmin(found, _alike_df(weights, df)), found)
    return np.where(apart & np.isfinite(found), found, least)


def _alike_df(weights: Array, df: Array) -> Array:
    """Satterthwaite's degrees of freedom where each estimate rests on ``df + 1`` equal units."""
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(weights != 0, weights**2 / (df + 1), 0.0)
        squares = np.where(parts > 0, parts**2 / df, 0.0)
        return np.asarray(parts.sum(axis=1) ** 2 / squares.sum(axis=1))
