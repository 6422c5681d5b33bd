"""Solve the calibration equations: weights whose totals equal the known ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.weighting.cells import distinct_cells
from berakhlak_stats.weighting.distance import Array, Distance

MOST_STEPS = 200
MOST_SWEEPS = 10_000
SWEEPS_PER_LOOK = 100
HALVINGS = 30
TOLERANCE = 1e-12


def solve(
    weights: Array, x: Any, targets: Array, rule: Distance, names: Sequence[str] = ()
) -> Array:
    """Factors ``g`` (n,) with ``sum w g x = targets``.

    Parameters
    ----------
    weights : array (n,)
        Design weights (or weighted counts of cells).
    x : array or scipy.sparse matrix (n, q)
        Calibrators. Redundant columns are allowed where their targets agree.
    targets : array (q,)
    rule : Distance
    names : sequence of str
        Names of the calibrators, for the error.

    Returns
    -------
    array (n,)

    Raises
    ------
    DesignError
        E620 where the equations have no solution within the bounds or steps; it names the
        calibrator that is furthest off.

    Notes
    -----
    Newton steps on lambda, halved while the largest relative gap grows. Converged when every
    total is met to 1e-12 of its size.
    """
    multipliers = np.zeros(x.shape[1])
    scale = np.maximum(np.abs(targets), 1e-300)
    g = rule.factor(x @ multipliers)
    gap = targets - x.T @ (weights * g)
    for _ in range(MOST_STEPS):
        if np.max(np.abs(gap) / scale) <= TOLERANCE:
            return g
        slope = rule.slope(x @ multipliers) * weights
        step = np.linalg.lstsq(_cross(x, slope), gap, rcond=None)[0]
        moved = _shorten(weights, x, targets, rule, multipliers, step, gap / scale, scale)
        if moved is None:
            break
        multipliers, g, gap = moved
    if np.max(np.abs(gap) / scale) <= 1e-8:
        return g
    worst = int(np.argmax(np.abs(gap) / scale))
    name = names[worst] if names else str(worst)
    reached = float(targets[worst] - gap[worst])
    raise DesignError("E620", margin=name, target=f"{targets[worst]:g}", reached=f"{reached:g}")


def _cross(x: Any, slope: Array) -> Array:
    """``x' diag(slope) x``, dense; ``x`` may be sparse (dummies of many units)."""
    if hasattr(x, "toarray"):
        return np.asarray((x.T @ x.multiply(slope[:, None]).tocsr()).toarray())
    return np.asarray(x.T @ (slope[:, None] * x))


def _shorten(
    weights: Array,
    x: Any,
    targets: Array,
    rule: Distance,
    start: Array,
    step: Array,
    gap: Array,
    scale: Array,
) -> tuple[Array, Array, Array] | None:
    """The longest halving of a step that brings the totals closer; None where none does."""
    before = np.max(np.abs(gap))
    for halving in range(HALVINGS):
        tried = start + step / 2**halving
        g = rule.factor(x @ tried)
        left = targets - x.T @ (weights * g)
        if np.all(np.isfinite(left)) and np.max(np.abs(left) / scale) < before:
            return tried, g, left
    return None


def rake(
    weights: Array,
    codes: Sequence[NDArray[np.integer]],
    targets: Sequence[Array],
    names: Sequence[Sequence[str]] = (),
) -> Array:
    """Iterative proportional fitting over margins: factors (n,).

    Parameters
    ----------
    weights : array (n,)
    codes : sequence of int arrays (n,)
        Category of every row on each margin.
    targets : sequence of arrays
        Known totals of the categories of each margin.
    names : sequence of sequences of str
        Names of the categories of each margin, for the error.

    Returns
    -------
    array (n,)

    Raises
    ------
    DesignError
        E621 where no weights meet all margins at once; it names the category furthest off.

    Notes
    -----
    Rows with equal codes move together, so the work does not grow with the number of rows.
    Unlike Newton it never leaves the positive weights and needs no starting luck.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427-444.
    """
    cells, slot = distinct_cells(codes)
    total = np.asarray(np.bincount(slot, weights=weights, minlength=len(cells)), float)
    fitted = total.copy()
    stalled = np.inf
    for sweep in range(MOST_SWEEPS):
        largest = _sweep(fitted, cells, targets)
        if largest <= TOLERANCE:
            break
        if sweep % SWEEPS_PER_LOOK == SWEEPS_PER_LOOK - 1:
            # At this pace the sweeps that are left would not get there.
            if largest > 0.99 * stalled:
                break
            stalled = largest
    if largest > 1e-8:
        raise _not_raked(fitted, cells, targets, names)
    return np.asarray((fitted / total)[slot])


def _sweep(fitted: Array, cells: NDArray[np.int64], targets: Sequence[Array]) -> float:
    """Scale ``fitted`` in place to each margin in turn; the largest relative change."""
    largest = 0.0
    for j, target in enumerate(targets):
        now = np.bincount(cells[:, j], weights=fitted, minlength=len(target))
        ratio = np.divide(target, now, out=np.ones_like(now), where=now > 0)
        fitted *= ratio[cells[:, j]]
        largest = max(largest, float(np.max(np.abs(ratio - 1))))
    return largest


def _not_raked(
    fitted: Array,
    cells: NDArray[np.int64],
    targets: Sequence[Array],
    names: Sequence[Sequence[str]],
) -> DesignError:
    """E621 about the category that is furthest off after the last sweep."""
    worst = (-1.0, "", 0.0, 0.0)
    for j, target in enumerate(targets):
        now = np.bincount(cells[:, j], weights=fitted, minlength=len(target))
        gap = np.abs(now - target) / np.maximum(np.abs(target), 1e-300)
        at = int(np.argmax(gap))
        name = names[j][at] if names else f"{j}:{at}"
        worst = max(worst, (float(gap[at]), name, float(target[at]), float(now[at])))
    _, margin, wanted, reached = worst
    return DesignError("E621", margin=margin, target=f"{wanted:g}", reached=f"{reached:g}")
