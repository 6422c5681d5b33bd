"""The largest error variance that a covariance matrix allows: a small semidefinite programme.

Maximise ``sum theta`` subject to ``S - diag(theta)`` positive semidefinite and ``theta >= 0``.
Newton's method on the logarithmic barrier (Nesterov & Nemirovskii 1994): on the central path
``Y = inv(S - diag(theta)) / t`` is feasible for the dual (minimise ``tr(S Y)`` subject to ``Y``
positive semidefinite and ``diag(Y) >= 1``), and the two differ by exactly ``2 q / t``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array

GAP = 1e-9
"""Distance of primal and dual, as a share of the trace, at which to stop."""
GROWTH = 8.0
STEPS = 60


@dataclass(frozen=True)
class ErrorVariance:
    """Largest error variances ``theta`` (q,), and the dual matrix ``Y`` (q, q) that proves it."""

    theta: Array
    dual: Array


def largest_error(S: Array) -> ErrorVariance | None:
    """The solution for one positive definite matrix; None for any other."""
    size = len(S)
    scale = np.sqrt(np.diag(S))
    if not (np.isfinite(S).all() and (scale > 0).all()):
        return None
    # Weights keep the problem that of the covariances; the matrix is one of correlations.
    R, weight = S / np.outer(scale, scale), scale**2 / (scale**2).mean()
    lowest = float(np.linalg.eigvalsh(R)[0])
    if lowest <= 1e-10:
        return None
    theta, t = np.full(size, 0.5 * lowest), 1.0 / lowest
    # The last centring is the one that counts: its gap is 2 q / t.
    while True:
        theta = _centre(R, weight, theta, t)
        if 2 * size / t < GAP * weight.sum():
            break
        t *= GROWTH
    inverse = np.linalg.inv(R - np.diag(theta)) / t
    back = scale / np.sqrt((scale**2).mean())
    # In the units of S, and so that diag(Y) >= 1.
    return ErrorVariance(theta * scale**2, inverse / np.outer(back, back))


def _centre(R: Array, weight: Array, theta: Array, t: float) -> Array:
    """The maximum of ``t sum(weight theta) + log det(R - diag(theta)) + sum log theta``."""
    for _ in range(STEPS):
        inverse = np.linalg.inv(R - np.diag(theta))
        gradient = t * weight - np.diag(inverse) + 1 / theta
        hessian = inverse * inverse + np.diag(1 / theta**2)
        step = np.linalg.solve(hessian, gradient)
        decrement = float(gradient @ step)
        if decrement < 1e-16:
            break
        # Damped steps stay inside (self-concordance); full ones once close.
        size = 1.0 if decrement < 0.1 else 1 / (1 + np.sqrt(decrement))
        theta = theta + size * step
    return theta
