"""Intervals and the confidence distributions behind them.

One rule per kind of quantity, so that readers meet one convention. A confidence distribution
is the curve of all one-sided confidence bounds; its mass between two cuts is the approximate
probability of a band (Xie & Singh 2013, International Statistical Review 81, 3-39). It is
not a posterior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.inference.replicates import spread
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
    low, high = np.maximum(centre - half, 0), np.minimum(centre + half, 1)
    return Interval(np.minimum(low, p), np.maximum(high, p))


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
        lowest = betaincinv(np.maximum(x, 1e-12), np.maximum(n - x + 1, 1e-12), a)
        highest = betaincinv(x + 1, np.maximum(n - x, 1e-12), 1 - a)
        low = np.where(x <= 0, 0.0, lowest)
        high = np.where(x >= n, 1.0, highest)
    return Interval(low, high)


def student(estimate: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """Estimate plus and minus a t quantile times the standard error."""
    half = _t_quantile(0.5 + conf_level / 2, df) * std_error
    return Interval(estimate - half, estimate + half)


def logit_student(u: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """T interval on the logit of a share ``u`` (0 to 1), back-transformed. Stays inside (0, 1)."""
    from scipy.special import expit

    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log(u) - np.log1p(-u)
        half = _t_quantile(0.5 + conf_level / 2, df) * std_error / (u * (1 - u))
        return Interval(expit(centre - half), expit(centre + half))


def log_student(u: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """T interval on the logarithm of a positive ``u``, back-transformed. Stays above zero.

    For variances and their ratios, whose distribution is skewed in small groups; NaN at zero.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.exp(_t_quantile(0.5 + conf_level / 2, df) * std_error / u)
        return Interval(u / reach, u * reach)


def fisher_student(r: Array, std_error: Array, df: Array, conf_level: float = 0.95) -> Interval:
    """T interval on ``artanh(r)`` of a correlation, back-transformed. Stays inside (-1, 1).

    References
    ----------
    Fisher (1921), Metron 1, 3-32.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        half = _t_quantile(0.5 + conf_level / 2, df) * std_error / (1 - r**2)
        return Interval(np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half))


def percentile(
    replicates: Array, estimate: Array, df: Array | None = None, conf_level: float = 0.95
) -> Interval:
    """Percentile interval over the first axis, widened to hold the estimate.

    Parameters
    ----------
    replicates : array (B, r)
    estimate : array (r,)
    df : array (r,), optional
        With few degrees of freedom the tails are expanded to ``Phi(-t)``, t being the
        quantile that a t interval would use; without, they are those of the normal.
    conf_level : float

    Notes
    -----
    Replicates know the spread of the estimate only as well as the sample does. A t interval
    pays for that; percentiles pay by reaching further out.

    References
    ----------
    Efron (1981), Canadian Journal of Statistics 9, 139-172; Hesterberg (2015), The American
    Statistician 69, 371-386 (expanded percentiles).
    """
    from scipy.special import ndtr

    tail = np.full(estimate.shape, (1 - conf_level) / 2)
    if df is not None:
        reach = _t_quantile(0.5 + conf_level / 2, df)
        tail = np.where(df > 0, ndtr(-np.nan_to_num(reach)), tail)
    ranked = np.sort(replicates, axis=0)
    low, high = _ranked_quantile(ranked, tail), _ranked_quantile(ranked, 1 - tail)
    return Interval(np.minimum(low, estimate), np.maximum(high, estimate))


def stepped(
    replicates: Array,
    part: Array,
    estimate: Array,
    part_estimate: Array,
    df: Array,
    conf_level: float = 0.95,
) -> Interval:
    """Interval of a sum of a smooth part and a part that moves in steps.

    Parameters
    ----------
    replicates, part : array (B, r)
        Replicates of the sum and, in its units, of the stepped part.
    estimate, part_estimate : array (r,)
    df : array (r,)
    conf_level : float

    Notes
    -----
    Each value the stepped part may have gets the t interval of the smooth part around it;
    the result reaches from the lowest to the highest. Percentiles of the sum fail here: a
    value of the stepped part that is true but shows in few replicates takes nearly the whole
    tail, so that hardly any of the smooth part's spread is left around it. Where the stepped
    part is certain, this is the t interval of the smooth part.

    References
    ----------
    Berger & Boos (1994), JASA 89, 1012-1016, for searching over a confidence set of what is
    not smooth; here without their smaller tails, which simulation shows not to be needed.
    """
    steps = percentile(part, part_estimate, df, conf_level)
    std_error = np.sqrt(spread(replicates - part))
    rest = student(estimate - part_estimate, std_error, df, conf_level)
    return Interval(rest.low + steps.low, rest.high + steps.high)


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


def student_below(cut: float, estimate: Array, std_error: Array, df: Array) -> Array:
    """Confidence that a quantity lies below ``cut``, from t on its own scale."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        t = (cut - estimate) / std_error
    return np.asarray(stdtr(np.maximum(df, 1), t))


def logit_below(cut: float, u: Array, std_error: Array, df: Array) -> Array:
    """Confidence that a share lies below ``cut``, from t on the logit."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.log(cut / (1 - cut)) - (np.log(u) - np.log1p(-u))
        z = shift * u * (1 - u) / std_error
    return np.asarray(stdtr(np.maximum(df, 1), z))


def log_below(cut: float, u: Array, std_error: Array, df: Array) -> Array:
    """Confidence that a positive quantity lies below ``cut``, from t on its logarithm."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.log(cut) - np.log(u)) * u / std_error
    return np.asarray(stdtr(np.maximum(df, 1), z))


def fisher_below(cut: float, r: Array, std_error: Array, df: Array) -> Array:
    """Confidence that a correlation lies below ``cut``, from t on its artanh."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.arctanh(cut) - np.arctanh(r)) * (1 - r**2) / std_error
    return np.asarray(stdtr(np.maximum(df, 1), z))


def _ranked_quantile(ranked: Array, level: Array) -> Array:
    """Quantiles of sorted columns (B, r), each at its own level, by linear interpolation.

    NaN stands last in a sorted column: replicates without a single member of the group have
    no estimate, and only the others count.
    """
    last = np.maximum(np.isfinite(ranked).sum(axis=0) - 1, 0)
    place = level * last
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, last)
    columns = np.arange(ranked.shape[1])
    low, high = ranked[below, columns], ranked[above, columns]
    return np.asarray(low + (place - below) * (high - low))


def _t_quantile(level: float, df: Array) -> Array:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.where(df > 0, df, np.nan), level))


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(level))
