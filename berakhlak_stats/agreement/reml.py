"""Restricted maximum likelihood of a random intercept, profiled over one ratio of variances.

Everything follows from sums per unit, so that a step of the search costs as much as there are
units, not persons. Source: Patterson & Thompson (1971), Biometrika 58, 545-554.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.agreement.unit_totals import UnitTotals
from berakhlak_stats.totals.statistic import Array

_END = 1 - 1e-9


@dataclass(frozen=True)
class UnitSums:
    """Per unit: size (G,), ``X'X`` (G, p, p), ``X'y`` (G, p), ``y'y`` (G,), ``X'1``, ``y'1``."""

    size: Array
    xx: Array
    xy: Array
    yy: Array
    x: Array
    y: Array


@dataclass(frozen=True)
class Fit:
    """Coefficients with their covariance, both variances, and the restricted log-likelihood."""

    coefficients: Array
    covariance: Array
    between: float
    within: float
    log_likelihood: float

    @property
    def icc(self) -> float:
        """Share of the variance that lies between units."""
        return self.between / (self.between + self.within)


def intercept_only(units: UnitTotals) -> UnitSums:
    """The sums of a model with nothing but units, of the first value."""
    n, mean = units.size, units.mean[:, 0]
    square = units.within[:, 0, 0] + n * mean**2
    total = n * mean
    return UnitSums(n, n[:, None, None], total[:, None], square, n[:, None], total)


def fit_at(sums: UnitSums, share: float) -> Fit:
    """The best fit with this share of variance between units."""
    ratio = share / (1 - share)
    shrink = ratio / (1 + ratio * sums.size)
    xx = (sums.xx - shrink[:, None, None] * sums.x[:, :, None] * sums.x[:, None, :]).sum(axis=0)
    xy = (sums.xy - (shrink * sums.y)[:, None] * sums.x).sum(axis=0)
    yy = float((sums.yy - shrink * sums.y**2).sum())
    inverse = np.linalg.inv(xx)
    coefficients = inverse @ xy
    free = float(sums.size.sum()) - len(xy)
    within = (yy - float(xy @ coefficients)) / free
    twice = free * (np.log(2 * np.pi * within) + 1) + float(np.log1p(ratio * sums.size).sum())
    twice += float(np.linalg.slogdet(xx)[1])
    return Fit(coefficients, inverse * within, ratio * within, within, -twice / 2)


def fit(sums: UnitSums) -> Fit:
    """The fit with the highest restricted likelihood; a variance between units may be zero."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda share: -fit_at(sums, share).log_likelihood,
        bounds=(0.0, _END),
        method="bounded",
        options={"xatol": 1e-11},
    )
    best, none = fit_at(sums, float(found.x)), fit_at(sums, 0.0)
    return none if none.log_likelihood >= best.log_likelihood else best


def share_interval(sums: UnitSums, best: Fit, conf_level: float) -> tuple[float, float]:
    """Shares between units that the profile likelihood does not reject (chi-squared, 1 df)."""
    from scipy.optimize import brentq
    from scipy.special import chdtri

    drop = float(chdtri(1, 1 - conf_level)) / 2

    def gap(share: float) -> float:
        return best.log_likelihood - fit_at(sums, share).log_likelihood - drop

    low = 0.0 if gap(0.0) <= 0 else float(brentq(gap, 0.0, best.icc))
    high = 1.0 if gap(_END) <= 0 else float(brentq(gap, best.icc, _END))
    return low, high
