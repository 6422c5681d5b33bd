"""Varimax rotation: orthogonal factors of simple structure."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.projection import (
    LIMIT,
    Rotated,
    communality_weights,
    unrotated,
)

Array = NDArray[np.float64]


def varimax(L: Array, *, kaiser: bool = True, r_tolerance: float | None = None) -> Rotated:
    """Orthogonal factors whose squared loadings vary most within each factor.

    Parameters
    ----------
    L : array (q, k)
        Unrotated loadings.
    kaiser : bool
        Whether items are weighted to equal communality while rotating, as Kaiser did.
    r_tolerance : float, optional
        Iterate as R's ``varimax`` does and stop where it does at this relative gain (its
        default is 1e-5): loadings are then up to .003 away from the maximum, as R prints them.

    Returns
    -------
    Rotated

    Notes
    -----
    Two factors at a time are turned to their maximum, which never goes downhill.

    References
    ----------
    Kaiser (1958), Psychometrika 23, 187-200.

    Examples
    --------
    >>> import numpy as np
    >>> from berakhlak_stats.association.varimax import varimax
    >>> simple = np.array([[0.8, 0.0], [0.7, 0.0], [0.0, 0.6], [0.0, 0.5]])
    >>> turned = simple @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    >>> np.abs(varimax(turned).pattern).round(4).max(axis=1).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """
    loadings = np.asarray(L, float)
    size, k = loadings.shape
    if k == 1:
        return unrotated(loadings)
    scaled = loadings / (communality_weights(loadings) if kaiser else np.ones((size, 1)))
    found = _by_planes(scaled) if r_tolerance is None else _as_r_does(scaled, r_tolerance)
    transform, converged = found
    pattern = loadings @ transform
    sign = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    return Rotated(pattern * sign, np.eye(k), transform * sign, converged)


def _by_planes(loadings: Array) -> tuple[Array, bool]:
    """Kaiser's sweeps over all pairs of factors, until no pair turns any more."""
    size, k = loadings.shape
    turned, transform = loadings.copy(), np.eye(k)
    for _ in range(LIMIT):
        largest = 0.0
        for pair in combinations(range(k), 2):
            x, y = turned[:, pair].T
            u, v = x**2 - y**2, 2 * x * y
            a, b = u.sum(), v.sum()
            above = 2 * (u @ v) - 2 * a * b / size
            angle = float(np.arctan2(above, u @ u - v @ v - (a**2 - b**2) / size)) / 4
            cos, sin = np.cos(angle), np.sin(angle)
            turn = np.array([[cos, -sin], [sin, cos]])
            turned[:, pair], transform[:, pair] = turned[:, pair] @ turn, transform[:, pair] @ turn
            largest = max(largest, abs(angle))
        if largest < 1e-10:
            return transform, True
    return transform, False


def _as_r_does(loadings: Array, tolerance: float) -> tuple[Array, bool]:
    """All factors at once by singular values, until their sum hardly grows."""
    transform, before = np.eye(loadings.shape[1]), 0.0
    for _ in range(LIMIT):
        turned = loadings @ transform
        target = loadings.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, values, right = np.linalg.svd(target)
        transform, total = left @ right, float(values.sum())
        if total < before * (1 + tolerance):
            return transform, True
        before = total
    return transform, False
