"""Variance between units from their estimates and sampling variances.

All functions take arrays (units, k): one column per score, NaN where a unit has none. ``Q(t)``
is the sum over units of ``(y - mean)^2 / (v + t)`` about the mean under these weights; it falls
in ``t`` and is convex, so that Newton steps from the left find every root.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

BetweenVariance = Literal["paule_mandel", "dersimonian_laird", "reml"]
STEPS, HALVINGS = 200, 30
TOLERANCE = 1e-13


def paule_mandel(y: Array, v: Array) -> Array:
    """Between-unit variance (k,): the ``t`` at which ``Q(t)`` is what it is expected to be.

    Parameters
    ----------
    y, v : array (units, k)
        Estimates and their sampling variances.

    References
    ----------
    Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385.
    """
    return solve_q(y, v, _units(y, v) - 1.0)


def dersimonian_laird(y: Array, v: Array) -> Array:
    """Between-unit variance (k,) from ``Q(0)`` alone.

    Parameters
    ----------
    y, v : array (units, k)
        Estimates and their sampling variances, all above 0.

    References
    ----------
    DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188.
    """
    known = np.isfinite(y) & np.isfinite(v)
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(known, 1.0 / v, 0.0)
        total = w.sum(axis=0)
        mean = (w * np.where(known, y, 0.0)).sum(axis=0) / total
        q = np.where(known, w * (y - mean) ** 2, 0.0).sum(axis=0)
        raw = (q - (known.sum(axis=0) - 1)) / (total - (w**2).sum(axis=0) / total)
    return np.where(known.sum(axis=0) > 1, np.maximum(raw, 0.0), np.nan)


def reml(y: Array, v: Array) -> Array:
    """Between-unit variance (k,) of the highest restricted likelihood of normal scores, at least 0.

    Parameters
    ----------
    y, v : array (units, k)
        Estimates and their sampling variances.

    Notes
    -----
    Fisher scoring from the Paule-Mandel estimate, with steps halved until the likelihood does
    not fall.

    References
    ----------
    Patterson & Thompson (1971), Biometrika 58, 545-554; Viechtbauer (2005), Journal of
    Educational and Behavioral Statistics 30, 261-293.
    """
    known = np.isfinite(y) & np.isfinite(v)
    y, v = np.where(known, y, 0.0), np.where(known, v, 1.0)
    spread = _spread(y, known)
    least = np.where(((v <= 0) & known).any(axis=0), 1e-12 * spread, 0.0)
    t = np.maximum(solve_q(np.where(known, y, np.nan), v, _units(y, v) - 1.0), least)
    reached = _log_likelihood(y, v, known, t)
    for _ in range(STEPS):
        step, better = _scoring_step(y, v, known, t), np.zeros(t.shape, bool)
        for _ in range(HALVINGS):
            tried = np.maximum(t + step, least)
            value = _log_likelihood(y, v, known, tried)
            better |= value >= reached
            step = np.where(better, step, step / 2)
            if better.all():
                break
        moved = np.where(better, tried, t)
        done = not np.any(np.abs(moved - t) > TOLERANCE * (t + spread))
        t, reached = moved, np.where(better, value, reached)
        if done:
            break
    return np.where(known.sum(axis=0) > 1, t, np.nan)


def _scoring_step(y: Array, v: Array, known: NDArray[np.bool_], t: Array) -> Array:
    """Score over expected information of the restricted likelihood at ``t``."""
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(known, 1.0 / (v + t), 0.0)
        total, squares, cubes = (np.sum(w**power, axis=0) for power in (1, 2, 3))
        mean = (w * y).sum(axis=0) / total
        score = (w**2 * (y - mean) ** 2).sum(axis=0) - total + squares / total
        step = score / (squares - 2 * cubes / total + (squares / total) ** 2)
    return np.asarray(np.where(np.isfinite(step), step, 0.0))


def _log_likelihood(y: Array, v: Array, known: NDArray[np.bool_], t: Array) -> Array:
    """Twice the restricted log-likelihood, but for a constant."""
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(known, 1.0 / (v + t), 0.0)
        logs = np.log(np.where(known, w, 1.0)).sum(axis=0) - np.log(w.sum(axis=0))
        return np.asarray(logs - _q(y, v, known, t)[0])


def between_variance(y: Array, v: Array, method: str) -> Array:
    """Between-unit variance (k,) by the estimator of that name."""
    return _ESTIMATORS[method](y, v)


def q_profile(y: Array, v: Array, conf_level: float = 0.95) -> tuple[Array, Array]:
    """Interval (k,), (k,) of the between-unit variance: all ``t`` that ``Q(t)`` does not reject.

    Parameters
    ----------
    y, v : array (units, k)
        Estimates and their sampling variances.
    conf_level : float

    Notes
    -----
    ``Q`` at the true variance is chi-squared on units - 1 degrees of freedom, exactly so where
    unit effects and errors are normal and the sampling variances known. Where even ``Q(0)`` is
    below both quantiles the interval is the point 0.

    References
    ----------
    Viechtbauer (2007), Statistics in Medicine 26, 37-52.
    """
    from scipy.special import chdtri

    tail, df = (1 - conf_level) / 2, _units(y, v) - 1.0
    # chdtri takes the mass above.
    return solve_q(y, v, chdtri(df, tail)), solve_q(y, v, chdtri(df, 1 - tail))


def solve_q(y: Array, v: Array, target: Array) -> Array:
    """The ``t`` (k,), at least 0, with ``Q(t) = target``; NaN for fewer than two units."""
    known = np.isfinite(y) & np.isfinite(v)
    y, v = np.where(known, y, 0.0), np.where(known, v, 1.0)
    spread = _spread(y, known)
    # Units without sampling variance make Q(0) infinite: start a hair to the right.
    t = np.where(((v <= 0) & known).any(axis=0), 1e-12 * spread, 0.0)
    for _ in range(STEPS):
        q, slope = _q(y, v, known, t)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where((q > target) & (slope > 0), (q - target) / slope, 0.0)
        t = t + step
        if not np.any(step > TOLERANCE * (t + spread)):
            break
    return np.where(known.sum(axis=0) > 1, t, np.nan)


def _q(y: Array, v: Array, known: NDArray[np.bool_], t: Array) -> tuple[Array, Array]:
    """``Q(t)`` and minus its slope; at the best mean the slope holds the mean fixed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(known, 1.0 / (v + t), 0.0)
        mean = (w * y).sum(axis=0) / w.sum(axis=0)
        squares = w * (y - mean) ** 2
        return squares.sum(axis=0), (w * squares).sum(axis=0)


def _spread(y: Array, known: NDArray[np.bool_]) -> Array:
    """Variance of the units that are known, the scale of everything here."""
    n = np.maximum(known.sum(axis=0), 1)
    mean = y.sum(axis=0) / n
    return np.asarray(np.where(known, (y - mean) ** 2, 0.0).sum(axis=0) / n)


def _units(y: Array, v: Array) -> Array:
    return np.asarray((np.isfinite(y) & np.isfinite(v)).sum(axis=0), float)


_ESTIMATORS: dict[str, Callable[[Array, Array], Array]] = {
    "paule_mandel": paule_mandel,
    "dersimonian_laird": dersimonian_laird,
    "reml": reml,
}
