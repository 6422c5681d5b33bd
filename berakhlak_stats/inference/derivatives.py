"""Derivatives of a statistic with respect to its totals, by four-point differences.

A statistic's author writes ``f`` and no standard-error code. Along the totals of a PSU the
step stays inside what data can look like; along single coordinates it is scaled to the
spread of each feature.
"""

from __future__ import annotations

import numpy as np

from berakhlak_stats.totals.statistic import Array, Statistic

# Central differences of fourth order: offsets and weights (Fornberg 1988).
OFFSETS = np.array([-2.0, -1.0, 1.0, 2.0])
WEIGHTS = np.array([1.0, -8.0, 8.0, -1.0]) / 12.0
PSU_STEP = 1e-2
COORDINATE_STEP = 7e-4
CHUNK = 2_000_000


def evaluate(statistic: Statistic, totals: Array) -> Array:
    """``f`` at totals (..., p), silent about empty groups (they come out as NaN)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(statistic.f(statistic.layout.view(totals)), float)


def along(statistic: Statistic, base: Array, direction: Array) -> Array:
    """Directional derivative of ``f`` at ``base`` (e, p) along ``direction`` (e, p): (e, k)."""
    rows = max(1, CHUNK // (4 * max(base.shape[1], 1)))
    pieces = []
    for start in range(0, len(base), rows):
        at, step = base[start : start + rows], direction[start : start + rows] * PSU_STEP
        values = evaluate(statistic, at + OFFSETS[:, None, None] * step)
        pieces.append(_slope(values) / PSU_STEP)
    return np.concatenate(pieces) if pieces else np.empty((0, len(statistic.outputs)))


def jacobian(statistic: Statistic, base: Array, spread: Array) -> Array:
    """Derivative matrix at ``base`` (G, p), shape (G, k, p).

    ``spread`` (G, p) is the scale of each coordinate; where it is zero the feature never
    occurs, and the derivative is not needed: it is returned as zero.
    """
    groups, width = base.shape
    out = np.zeros((groups, len(statistic.outputs), width))
    steps = COORDINATE_STEP * np.maximum(np.abs(base), spread)
    for j in range(width):
        step = np.zeros_like(base)
        step[:, j] = steps[:, j]
        values = evaluate(statistic, base + OFFSETS[:, None, None] * step)
        slope = _slope(values)
        live = steps[:, j] > 0
        out[live, :, j] = slope[live] / steps[live, j, None]
    return out


def _slope(values: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.tensordot(WEIGHTS, values, 1))
