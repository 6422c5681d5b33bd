"""Intervals of a proportion under other conventions than that of the house, by name.

They are for comparison with other software; :func:`~berakhlak_stats.inference.intervals.wilson`
is what the toolkit itself reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.totals.statistic import Array

Form = Literal["wilson", "logit", "likelihood", "asin", "beta", "mean", "xlogit"]
FORMS: tuple[Form, ...] = get_args(Form)

PROFILE_STEPS = 10
"""Points of the profile on each side of the estimate, at most (less one)."""


@dataclass(frozen=True)
class Shares:
    """Proportions with what their intervals need, shape (r,).

    ``logit_error`` is the standard error of the log odds. Linearised, it is that of the
    proportion over ``p (1 - p)``; from replicates it is not quite.
    """

    p: Array
    std_error: Array
    logit_error: Array
    n: Array
    df: Array


def proportion_interval(form: Form, shares: Shares, conf_level: float = 0.95) -> iv.Interval:
    """Interval of proportions strictly between 0 and 1.

    Parameters
    ----------
    form : str
        "wilson": at the effective n. "mean": t on the share itself. "asin": t on the arcsine of
        its root. "xlogit": t on the log odds, linearised. "logit": the same with the standard
        error of the log odds itself. "beta": Korn-Graubard. "likelihood": profile likelihood
        of the log odds, scaled by the design effect.
    shares : Shares
    conf_level : float

    Returns
    -------
    Interval

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24, 193-201; Rao & Scott (1984), Annals of
    Statistics 12, 46-60, for the scaled likelihood.
    """
    p, se, df = shares.p, shares.std_error, shares.df
    if form == "mean":
        return iv.student(p, se, df, conf_level)
    if form == "xlogit":
        return iv.logit_student(p, se, df, conf_level)
    if form == "logit":
        return iv.logit_student(p, shares.logit_error * p * (1 - p), df, conf_level)
    if form == "asin":
        return _asin(p, se, df, conf_level)
    if form == "likelihood":
        return _likelihood(shares, conf_level)
    n_eff = iv.effective_n(p, se**2, shares.n, df, conf_level)
    return (iv.clopper_pearson if form == "beta" else iv.wilson)(p, n_eff, conf_level)


def _asin(p: Array, se: Array, df: Array, conf_level: float) -> iv.Interval:
    """T interval on the angle; angles outside a quarter turn are shares of 0 and 1."""
    angles = iv.student(np.arcsin(np.sqrt(p)), se / (2 * np.sqrt(p * (1 - p))), df, conf_level)
    low, high = (np.sin(np.clip(a, 0, np.pi / 2)) ** 2 for a in (angles.low, angles.high))
    return iv.Interval(low, high)


def _likelihood(shares: Shares, conf_level: float) -> iv.Interval:
    rows = [
        _profiled(*row, conf_level)
        for row in zip(shares.p, shares.logit_error, shares.n, shares.df, strict=True)
    ]
    bounds = np.array(rows, float).reshape(-1, 2)
    return iv.Interval(bounds[:, 0], bounds[:, 1])


def _profiled(
    p: float, logit_error: float, n: float, df: float, conf_level: float
) -> tuple[float, float]:
    """Where the signed root of the deviance reaches the t quantile times the root of deff.

    The curve is taken as R's ``confint`` takes it: at steps of a fifth of its range, a cubic
    spline through them read at three times as many points, and straight lines between.
    Solving for the exact crossing moves a limit by some 1e-4.
    """
    from scipy.special import expit, logit, ndtr, ndtri, stdtrit

    deff = logit_error**2 * n * p * (1 - p)
    tail = ndtr(stdtrit(df, (1 - conf_level) / 2) * np.sqrt(deff))
    reach = float(stdtrit(n - 1, 1 - tail / 4))
    points, roots = [float(logit(p))], [0.0]
    for sign in (-1, 1):
        root, step = 0.0, 1
        while step < PROFILE_STEPS and abs(root) < reach:
            points.append(float(logit(p)) + sign * step * reach / 5 * logit_error)
            root = sign * _deviance_root(p, float(expit(points[-1])), n)
            roots.append(root)
            step += 1
    order = np.argsort(roots)
    x, z = _spline(np.array(points)[order], np.array(roots)[order])
    low, high = np.interp([ndtri(tail), -ndtri(tail)], z, x, left=np.nan, right=np.nan)
    return float(expit(low)), float(expit(high))


def _deviance_root(p: float, q: float, n: float) -> float:
    """Root of the deviance of ``q`` beside the estimate ``p``, over its dispersion."""
    from scipy.special import rel_entr

    deviance = 2 * n * (rel_entr(p, q) + rel_entr(1 - p, 1 - q))
    return float(np.sqrt(max(deviance * (n - 1) / n, 0.0)))


def _spline(x: Array, y: Array) -> tuple[Array, Array]:
    """Cubic spline at three times as many points; cubics through four points rule its ends.

    Forsythe, Malcolm & Moler (1977), Computer Methods for Mathematical Computations, ch. 4.
    """
    from scipy.interpolate import make_interp_spline

    ends = ([(3, _third(x[:4], y[:4]))], [(3, _third(x[-4:], y[-4:]))])
    fine = np.linspace(x[0], x[-1], 3 * len(x))
    return fine, np.asarray(make_interp_spline(x, y, k=3, bc_type=ends)(fine))


def _third(x: Array, y: Array) -> float:
    """Third derivative of the cubic through four points."""
    for width in (1, 2, 3):
        y = np.diff(y) / (x[width:] - x[:-width])
    return float(6 * y[0])
