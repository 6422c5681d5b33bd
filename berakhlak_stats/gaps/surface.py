"""The geometry of a quadratic surface: what its shape says, with the delta method.

``z = b0 + b1 x + b2 y + b3 x^2 + b4 x y + b5 y^2``. Source: Edwards & Parry (1993), Academy of
Management Journal 36, 1577-1613; Shanock et al. (2010), Journal of Business and Psychology 25,
543-554; Humberg, Nestler & Back (2019), Social Psychological and Personality Science 10.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

COEFFICIENTS = ("b0", "b1", "b2", "b3", "b4", "b5")
SLOPES = ("a1", "a2", "a3", "a4", "a5")
AXES = ("X0", "Y0", "p10", "p11", "p20", "p21", "PA1_curvature", "PA2_curvature", "l1", "l2")
STEP = 1e-30
FLAT = 1e-7
"""A determinant this small beside its terms belongs to a ridge, which has no single top."""

LINES = np.array(
    [
        [0, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 1, 1],
        [0, 1, -1, 0, 0, 0],
        [0, 0, 0, 1, -1, 1],
        [0, 0, 0, 1, 0, -1],
    ],
    float,
)
"""``a1`` to ``a5`` from the coefficients: slope and curvature along agreement and disagreement."""


def terms(x: Array, y: Array) -> Array:
    """The six columns of the model (n, 6)."""
    return np.stack([np.ones_like(x), x, y, x**2, x * y, y**2], axis=-1)


def axes(b: NDArray[Any]) -> NDArray[Any]:
    """Stationary point, intercepts, slopes and curvatures of the principal axes, eigenvalues.

    In the order of :data:`AXES`; NaN where the surface has no stationary point, or where its
    axes are parallel to those of the data (``b4`` zero).
    """
    _, b1, b2, b3, b4, b5 = b
    with np.errstate(divide="ignore", invalid="ignore"):
        det = 4 * b3 * b5 - b4**2
        if abs(det) <= FLAT * (abs(4 * b3 * b5) + abs(b4**2)):
            det = det * np.nan
        x0, y0 = (b2 * b4 - 2 * b1 * b5) / det, (b1 * b4 - 2 * b2 * b3) / det
        root = np.sqrt((b3 - b5) ** 2 + b4**2)
        p11, p21 = (b5 - b3 + root) / b4, (b5 - b3 - root) / b4
        curved = [b3 + b4 * slope + b5 * slope**2 for slope in (p11, p21)]
        values = [(b3 + b5 + root) / 2, (b3 + b5 - root) / 2]
        return np.array([x0, y0, y0 - p11 * x0, p11, y0 - p21 * x0, p21, *curved, *values])


def derived(b: Array) -> tuple[Array, Array]:
    """``a1`` to ``a5`` and the axes (15,), and their derivatives by the coefficients (15, 6).

    The axes are differentiated by complex steps, which are exact to rounding.
    """
    moved = [axes(b + 1j * STEP * unit).imag / STEP for unit in np.eye(6)]
    values = np.concatenate([LINES @ b, axes(b)])
    return values, np.concatenate([LINES, np.array(moved).T])
