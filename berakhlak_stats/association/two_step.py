"""Polychoric correlations of many tables at once, for given cut points.

Source: Olsson (1979), Psychometrika 44, 443-460.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.bivariate import (
    FAR,
    Cells,
    cell_probabilities,
    normal_density,
    threshold_slopes,
)

Array = NDArray[np.float64]
EDGE = 1 - 1e-6
"""Correlations are searched up to here; a search that ends here has no maximum inside."""
SMALLEST = 1e-15
"""Cell probabilities below this are rounding."""
STEPS = 200
CLOSE = 1e-13
FLAT = 1e-10
"""Information per person below this is none."""


@dataclass(frozen=True)
class Fit:
    """Correlations of ``P`` tables.

    Attributes
    ----------
    rho : array (P,)
        NaN where a table has answers in one row or one column only; -1 or 1 where the
        likelihood rises up to the edge.
    information : array (P,)
        Minus the second derivative of the log likelihood by ``rho``, in units of the table.
    converged, at_edge : bool array (P,)
    cells : Cells
        Probabilities (P, r, c) at the solution, with derivatives.
    """

    rho: Array
    information: Array
    converged: NDArray[np.bool_]
    at_edge: NDArray[np.bool_]
    cells: Cells


def cut_points(margins: Array) -> Array:
    """Normal quantiles (..., c - 1) of cumulative margins (..., c); NaN where nobody answered."""
    from scipy.special import ndtri

    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.cumsum(margins, axis=-1)[..., :-1] / margins.sum(axis=-1, keepdims=True)
    above = np.cumsum(margins[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    # A margin that adds up to one but for rounding has nobody above it.
    return np.asarray(np.where(above == 0, np.inf, ndtri(np.minimum(below, 1.0))))


def two_step(tables: Array, rows: Array, columns: Array) -> Fit:
    """Most likely correlation of each table, its cut points held at ``rows`` and ``columns``.

    Parameters
    ----------
    tables : array (P, r, c)
        Counts, possibly weighted.
    rows, columns : array (P, r - 1), (P, c - 1)

    Returns
    -------
    Fit

    Notes
    -----
    Newton's method on the derivative of the log likelihood, inside an interval that its sign
    keeps narrowing, for all tables together.
    """
    spread = ((tables.sum(axis=2) > 0).sum(axis=1) > 1) & ((tables.sum(axis=1) > 0).sum(axis=1) > 1)
    rho = np.where(spread, np.clip(1.1 * _pearson(tables), -0.9, 0.9), np.nan)
    low, high = np.full(len(rho), -EDGE), np.full(len(rho), EDGE)
    live = np.flatnonzero(spread)
    for _ in range(STEPS):
        if not len(live):
            break
        cells = cell_probabilities(rows[live], columns[live], rho[live])
        slope, bend = _derivatives(tables[live], cells)
        rises = slope > 0
        low[live], high[live] = (
            np.where(rises, rho[live], low[live]),
            np.where(rises, high[live], rho[live]),
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            new = rho[live] + slope / bend
        # A step too small to leave the edge of the interval is the end, not a way out of it.
        inside = (bend > 0) & (new >= low[live]) & (new <= high[live])
        new = np.where(inside, new, (low[live] + high[live]) / 2)
        moved = np.abs(new - rho[live])
        rho[live] = new
        live = live[moved > CLOSE]
    converged = spread.copy()
    converged[live] = False
    return _finish(tables, rows, columns, rho, converged)


def _finish(
    tables: Array, rows: Array, columns: Array, rho: Array, converged: NDArray[np.bool_]
) -> Fit:
    cells = cell_probabilities(rows, columns, np.where(np.isfinite(rho), rho, 0.0))
    _, bend = _derivatives(tables, cells)
    # Far out, an empty cell takes its last probability below rounding: the likelihood lies flat.
    flat = bend <= FLAT * tables.sum(axis=(1, 2))
    at_edge = (np.abs(rho) > 1 - 1e-5) | (flat & (np.abs(rho) > 0.5))
    usable = converged & ~at_edge & (bend > 0)
    rho = np.where(at_edge, np.sign(rho), rho)
    return Fit(rho, np.where(usable, bend, np.nan), converged, at_edge, cells)


def _derivatives(tables: Array, cells: Cells) -> tuple[Array, Array]:
    """First derivative of the log likelihood, and minus the second."""
    p = np.maximum(cells.p, SMALLEST)
    ratio = cells.d_rho / p
    slope = np.einsum("...ab,...ab->...", tables, ratio)
    return slope, np.einsum("...ab,...ab->...", tables, ratio**2 - cells.d2_rho / p)


def _pearson(tables: Array) -> Array:
    """Correlations of the category numbers."""
    total = tables.sum(axis=(1, 2))
    x, y = np.arange(tables.shape[1]), np.arange(tables.shape[2])
    with np.errstate(divide="ignore", invalid="ignore"):
        p = tables / total[:, None, None]
        a, b = p.sum(axis=2), p.sum(axis=1)
        mean_x, mean_y = a @ x, b @ y
        cov = np.einsum("pab,a,b->p", p, x, y) - mean_x * mean_y
        var = (a @ x**2 - mean_x**2) * (b @ y**2 - mean_y**2)
        return np.asarray(np.nan_to_num(cov / np.sqrt(var)))


def fit_statistic(tables: Array, fit: Fit) -> tuple[Array, Array]:
    """Likelihood ratio statistic against the free table, and its degrees of freedom (P,).

    Whether two normal variables cut into categories can have given the table; categories
    without an answer do not count.
    """
    n = tables.sum(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = tables * np.log(tables / (n * np.maximum(fit.cells.p, SMALLEST)))
    r, c = (tables.sum(axis=2) > 0).sum(axis=1), (tables.sum(axis=1) > 0).sum(axis=1)
    return 2 * np.where(tables > 0, parts, 0.0).sum(axis=(1, 2)), np.asarray(r * c - r - c, float)


@dataclass(frozen=True)
class CellInfluence:
    """What an answer adds to the correlation of each of ``P`` pairs, per unit of weight.

    Attributes
    ----------
    both : array (P, r, c)
        By the answers to both items, where both are known.
    row, column : array (P, r), (P, c)
        By the answer to one item, through its cut points; for everybody who counts in them.
    """

    both: Array
    row: Array
    column: Array


def cell_influence(
    tables: Array, rows: Array, columns: Array, weights: tuple[Array, Array], fit: Fit
) -> CellInfluence:
    """Influence values of the two-step correlations, cut points estimated.

    Parameters
    ----------
    tables : array (P, r, c)
    rows, columns : array (P, r - 1), (P, c - 1)
    weights : pair of array (P,)
        Sums of weights behind the cut points of the rows and of the columns.
    fit : Fit

    Notes
    -----
    With ``s`` the derivative of the log probability of a cell by the correlation, the
    correlation solves ``sum w s = 0``; its influence is ``(s + sum over cut points of the
    derivative of that sum times the influence of the cut point) / information``, and a cut
    point ``t`` has influence ``(1[x below t] - Phi(t)) / (weight phi(t))``.

    References
    ----------
    Muthen (1984), Psychometrika 49, 115-132; Joreskog (1994), Psychometrika 59, 381-389.
    """
    p = np.maximum(fit.cells.p, SMALLEST)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = (1 / fit.information)[:, None]
        both = fit.cells.d_rho / p * per[..., None]
    rho = np.where(np.isfinite(fit.information), fit.rho, 0.0)
    turned = Cells(
        *(each.transpose(0, 2, 1) for each in (fit.cells.p, fit.cells.d_rho, fit.cells.d2_rho))
    )
    row = _through_cuts(tables, fit.cells, (rows, columns), rho, weights[0])
    column = _through_cuts(tables.transpose(0, 2, 1), turned, (columns, rows), rho, weights[1])
    return CellInfluence(both, row * per, column * per)


def cut_influence(cuts: Array, weight: Array) -> Array:
    """Influence of an answer ``x`` on each cut point: (..., c - 1, c), 0 for an infinite one."""
    from scipy.special import ndtr

    density = normal_density(np.clip(cuts, -FAR, FAR))
    size = cuts.shape[-1] + 1
    below = np.arange(size) <= np.arange(size - 1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        finite = np.abs(cuts) < FAR
        per = np.where(finite, 1 / (weight[..., None] * np.where(finite, density, 1.0)), 0.0)
    return np.asarray((below - ndtr(cuts)[..., None]) * per[..., None])


def _through_cuts(
    tables: Array, cells: Cells, cuts: tuple[Array, Array], rho: Array, weight: Array
) -> Array:
    """Derivative of the score by the cut points of the rows, times their influence: (P, r)."""
    slope_p, slope_d = threshold_slopes(*cuts, rho)
    p = np.maximum(cells.p, SMALLEST)[:, None]
    moved = slope_d / p - cells.d_rho[:, None] * slope_p / p**2
    by_cut = np.einsum("prc,pkrc->pk", tables, moved)
    return np.asarray(np.einsum("pk,pkx->px", by_cut, cut_influence(cuts[0], weight)))
