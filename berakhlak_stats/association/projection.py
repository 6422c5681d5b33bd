"""Gradient projection: turning loadings until a criterion is smallest.

Source: Bernaards & Jennrich (2005), Educational and Psychological Measurement 65, 676-696.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError

Array = NDArray[np.float64]
Criterion = Callable[[Array], tuple[float, Array]]
LIMIT = 5_000
STEEPNESS = 1e-9
"""Where the gradient of a rotation counts as zero. GPArotation and psych stop at 1e-5, which may
leave correlations of factors 1e-4 short of the minimum; give that to repeat their numbers."""


@dataclass(frozen=True)
class Rotated:
    """Rotated factors.

    Attributes
    ----------
    pattern : array (q, k)
        Loadings; regression weights of the items on the factors where those correlate.
    phi : array (k, k)
        Correlations of the factors; the identity for an orthogonal rotation.
    transform : array (k, k)
        ``T`` with ``pattern = L inv(T')`` and ``phi = T'T``; give it as ``start`` to rotate
        similar loadings.
    converged : bool
    objective : float
        The criterion at the solution; NaN where the method has none.
    """

    pattern: Array
    phi: Array
    transform: Array
    converged: bool
    objective: float = float("nan")

    @property
    def structure(self) -> Array:
        """Correlations of items with factors (q, k)."""
        return np.asarray(self.pattern @ self.phi)


def descend(
    loadings: Array, criterion: Criterion, start: Array, tolerance: float
) -> tuple[Array, float, bool]:
    """Gradient projection onto transformations with columns of length one."""
    transform, reach = np.array(start, float), 1.0
    pattern = loadings @ np.linalg.inv(transform).T
    value, slope = criterion(pattern)
    for _ in range(LIMIT):
        gradient = -(pattern.T @ slope @ np.linalg.inv(transform)).T
        gradient -= transform * (transform * gradient).sum(axis=0)
        steep = float(np.sqrt((gradient**2).sum()))
        if steep < tolerance:
            return transform, value, True
        reach, moved = 2 * reach, False
        for _ in range(40):
            there = transform - reach * gradient
            there /= np.sqrt((there**2).sum(axis=0))
            turned = loadings @ np.linalg.inv(there).T
            new, new_slope = criterion(turned)
            if value - new > 0.5 * steep**2 * reach:
                moved = True
                break
            reach /= 2
        if not moved:
            # Rounding hides what is left to gain.
            return transform, value, steep < 1e-5
        transform, pattern, value, slope = there, turned, new, new_slope
    return transform, value, False


def unrotated(loadings: Array) -> Rotated:
    """One factor, which nothing turns."""
    return Rotated(loadings, np.eye(1), np.eye(1), True)


def communality_weights(loadings: Array) -> Array:
    """Square roots of communalities (q, 1), which Kaiser divides by."""
    weights = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    if not weights.all():
        expected = "komunalitas > 0 / communalities > 0"
        raise OptionError("E703", name="kaiser", expected=expected, given=True)
    return np.asarray(weights)
