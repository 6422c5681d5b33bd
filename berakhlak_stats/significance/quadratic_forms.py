"""Tail probabilities of weighted sums of chi-squares, and of such sums over a chi-square.

The reference distribution of a Rao-Scott statistic: under no association, the Pearson
statistic of a complex sample is a sum of chi-squares weighted by generalised design effects.

Source: Kuonen (1999), Biometrika 86, 929-935, for the saddlepoint approximation; Imhof (1961),
Biometrika 48, 419-426, and Rice (1980), SIAM Journal on Scientific and Statistical Computing 1,
438-448, for exact integration.
"""

from __future__ import annotations

import math

import numpy as np

from berakhlak_stats.totals.statistic import Array

NEAR_MEAN = 1e-4
"""Where the saddlepoint is this near zero, its formula divides zero by zero."""


def saddlepoint_tail(x: float, weights: Array, df_2: float = math.inf) -> float:
    """Approximate ``P(sum w_j chi2_1 > x * chi2_df2 / df2)``.

    Parameters
    ----------
    x : float
        Observed value.
    weights : array (k,)
        Positive weights, one per chi-square of one degree of freedom.
    df_2 : float
        Degrees of freedom of the denominator; infinite for a plain sum.

    Returns
    -------
    float
        Relative error of a few percent, far into the tail; at the mean, where the
        approximation has a removable singularity, the exact value.
    """
    if x <= 0:
        return 1.0
    form = _Form.of(x, weights, df_2)
    s = form.saddlepoint()
    if abs(s * form.first) < NEAR_MEAN:
        return exact_tail(x, weights, df_2)
    w = math.copysign(math.sqrt(2 * (s * form.q - form.cumulant(s).real)), s)
    v = s * math.sqrt(form.curvature(s))
    return 0.5 * math.erfc((w + math.log(v / w) / w) / math.sqrt(2))


def exact_tail(x: float, weights: Array, df_2: float = math.inf) -> float:
    """``P(sum w_j chi2_1 > x * chi2_df2 / df2)`` by numerical integration.

    Parameters
    ----------
    x, weights, df_2
        As for :func:`saddlepoint_tail`.

    Returns
    -------
    float
        Good to about eight digits, in the tail too: the inversion integral is taken on a
        path through the saddlepoint, where the integrand neither cancels nor oscillates.
    """
    from scipy.integrate import quad

    if x <= 0:
        return 1.0
    form = _Form.of(x, weights, df_2)
    limit = 0.5 / form.first
    c = min(max(form.saddlepoint(), 0.1 * limit), 0.999 * limit)
    size = form.cumulant(c).real - c * form.q

    def height(u: float) -> float:
        # t = c sinh(u) reaches far with few points where the integrand falls as a power.
        t = c * math.sinh(u)
        s = complex(c + 0.5 * t * t / c, t)
        slope = complex(t / c, 1.0) * c * math.cosh(u)
        exponent = form.cumulant(s) - s * form.q - size
        if exponent.real < -700:
            return 0.0
        return float((np.exp(exponent) / s * slope).imag)

    area = sum(
        quad(height, a, b, epsabs=0, epsrel=1e-10, limit=400)[0]
        for a, b in ((0.0, 1.0), (1.0, 3.0), (3.0, 8.0), (8.0, 20.0), (20.0, 50.0))
    )
    return float(min(max(math.exp(size) * area / math.pi, 0.0), 1.0))


class _Form:
    """A sum of weighted chi-squares by its cumulant function, to be compared with ``q``."""

    def __init__(self, weights: Array, df: Array, q: float) -> None:
        self.weights, self.df, self.q = weights, df, q
        self.first = float(weights.max())

    @classmethod
    def of(cls, x: float, weights: Array, df_2: float) -> _Form:
        plain = np.asarray(weights, float)
        plain = plain[plain > 1e-12 * plain.max()]
        scale = plain.max()
        plain, x = plain / scale, x / scale
        if math.isinf(df_2):
            return cls(plain, np.ones(len(plain)), x)
        return cls(np.append(plain, -x / df_2), np.append(np.ones(len(plain)), df_2), 0.0)

    def cumulant(self, s: complex) -> complex:
        return complex(-0.5 * (self.df * np.log(1 - 2 * s * self.weights + 0j)).sum())

    def slope(self, s: float) -> float:
        return float((self.df * self.weights / (1 - 2 * s * self.weights)).sum())

    def curvature(self, s: float) -> float:
        return float(2 * (self.df * self.weights**2 / (1 - 2 * s * self.weights) ** 2).sum())

    def saddlepoint(self) -> float:
        """Where the slope of the cumulant function equals ``q``."""
        from scipy.optimize import brentq

        high = (0.5 - 1e-15) / self.first
        lowest = float(self.weights.min())
        low = (0.5 - 1e-12) / lowest if lowest < 0 else -0.5 * self.df.sum() / self.q - 1.0
        return float(brentq(lambda s: self.slope(s) - self.q, low, high, xtol=1e-15, rtol=1e-14))
