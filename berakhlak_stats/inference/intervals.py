"""Intervals and the confidence distributions behind them.

One rule per kind of quantity, so that readers meet one convention. A confidence distribution
is the curve of all one-sided confidence bounds; its mass between two cuts is the approximate
probability of a band (Xie & Singh 2013, International Statistical Review 81, 3-39). It is
not a posterior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array


@dataclass(frozen=True)
class Interval:
    """Lower and upper bounds, same shape as the estimates."""

    low: Array
    high: Array


def wilson(p: Array, n_eff: Array, conf_level: float = 0.95) -> Interval:
    """Wilson interval of a proportion at an effective sample size.

    Parameters
    ----------
    p : array
        Proportions, 0 to 1.
    n_eff : array
        Effective sample size, ``p (1 - p) / v``, adjusted for degrees of freedom.
    conf_level : float

    References
    ----------
    Wilson (1927), JASA 22, 209-212; Korn & Graubard (1998), Survey Methodology 24, 193-201.
    """
    z = _normal_quantile(0.5 + conf_level / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        shrink = 1 + z**2 / n_eff
        centre = (p + z**2 / (2 * n_eff)) / shrink
        half = z / shrink * np.sqrt(p * (1 - p) / n_eff + z**2 / (4 * n_eff**2))
    centre = np.where(np.isinf(n_eff), p, centre)
    half = np.where(np.isinf(n_eff), 0.0, half)
    return Interval(np.minimum(np.maximum(centre - half, 0), p), np.maximum(np.minimum(centre + half, 1), p))


def effective_n(p: Array, variance: Array, n: Array, df: Array, conf_level: float = 0.95) -> Array:
    """``p (1 - p) / v`` times the Korn-Graubard ratio of t quantiles, never above one."""
    from scipy.special import stdtrit

    tail = 0.5 + conf_level / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = p * (1 - p) / variance
        ratio = (stdtrit(np.maximum(n - 1, 1), tail) / stdtrit(np.maximum(df, 1), tail)) ** 2
    return np.asarray(raw * np.minimum(ratio, 1.0))


def clopper_pearson(p: Array, n: Array, conf_level: float = 0.95) -> Interval:
    """Exact binomial interval at a possibly fractional n (Clopper & Pearson 1934)."""
    from scipy.special import betaincinv

    a, x = (1 - conf_level) / 2, p * n
    with np.errstate(invalid="ignore"):
        low = np.where(x <= 0, 0.0, betaincinv(np.maximum(x, 1e-12), np.maximum(n - x + 1, 1e-12), a))
        high = np.where(x >= n, 1.0, betaincinv(x + 1, np.maximum(n - x, 1e-12), 1 - a))
    return Interval(low, high)


def student(estimate: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """Estimate plus and minus a t quantile times the standard error."""
    half = _t_quantile(0.5 + conf_level / 2, df) * std_error
    return Interval(estimate - half, estimate + half)


def logit_student(u: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """t interval on the logit of a share ``u`` (0 to 1), back-transformed. Stays inside (0, 1)."""
    from scipy.special import expit

    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log(u) - np.log1p(-u)
        half = _t_quantile(0.5 + conf_level / 2, df) * std_error / (u * (1 - u))
    return Interval(expit(centre - half), expit(centre + half))


def percentile(replicates: Array, estimate: Array, conf_level: float = 0.95) -> Interval:
    """Percentile interval over the first axis, widened to hold the estimate (Efron 1981)."""
    tail = (1 - conf_level) / 2
    low, high = np.quantile(replicates, [tail, 1 - tail], axis=0)
    return Interval(np.minimum(low, estimate), np.maximum(high, estimate))


def wilson_below(cut: float, p: Array, n_eff: Array) -> Array:
    """Confidence that a proportion lies below ``cut``, from the Wilson curve."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore"):
        z = (cut - p) * np.sqrt(n_eff / (cut * (1 - cut)))
    return np.asarray(ndtr(z))


def exact_below(cut: float, p: Array, n: Array) -> Array:
    """The same from the mid-p binomial curve, for p = 0 or 1."""
    from scipy.special import betainc

    x = p * n
    with np.errstate(invalid="ignore"):
        upper = np.where(x >= n, 0.0, betainc(x + 1, np.maximum(n - x, 1e-12), cut))
        lower = np.where(x <= 0, 1.0, betainc(np.maximum(x, 1e-12), n - x + 1, cut))
    return np.asarray((upper + lower) / 2)


def logit_below(cut: float, u: Array, std_error: Array, df: Array) -> Array:
    """Confidence that a share lies below ``cut``, from t on the logit."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.log(cut / (1 - cut)) - (np.log(u) - np.log1p(-u))
        z = shift * u * (1 - u) / std_error
    return np.asarray(stdtr(np.maximum(df, 1), z))


def _t_quantile(level: float, df: Array) -> Array:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.where(df > 0, df, np.nan), level))


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(level))
