"""Taylor linearisation from totals.

Source: Binder (1983), International Statistical Review 51, 279-292; Sarndal, Swensson &
Wretman (1992), Model Assisted Survey Sampling, ch. 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.calibrated import calibrated
from berakhlak_stats.inference.derivatives import along, evaluate, jacobian
from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT, Pieces, is_small
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.state import Totals, run_starts
from berakhlak_stats.totals.statistic import Array, Statistic

__all__ = ["COVARIANCE_LIMIT", "Variance", "taylor"]

Codes = NDArray[np.int64]
ROUNDING = 1e-13
"""A variance this small beside its own sum of squares is what rounding leaves of zero."""


@dataclass(frozen=True)
class Variance:
    """Estimates (G, k), their variances (G, k), and the covariance of all (G*k)^2 or None.

    ``within`` (G, k, k) is the covariance inside each group, whatever the size; None where it
    was not formed.
    """

    estimate: Array
    variance: Array
    covariance: Array | None
    within: Array | None = None


def taylor(statistic: Statistic, totals: Totals, strata: Strata) -> Variance:
    """Linearised variance of ``statistic`` for every group of ``totals``.

    Parameters
    ----------
    statistic : Statistic
        Must be smooth.
    totals : Totals
        Collected for this statistic: with PSU parts, or with second moments where persons
        are the PSUs.
    strata : Strata
        From :func:`~berakhlak_stats.inference.strata.describe_strata`.

    Returns
    -------
    Variance
        NaN for groups whose estimate does not exist.
    """
    if not statistic.smooth:
        raise DesignError("E607", statistic=statistic.id, method="taylor")
    columns = totals.plan.columns_of(statistic)
    base = totals.by_group(totals.cells.total[:, columns])
    estimate = evaluate(statistic, base)
    if totals.plan.calibrators:
        return _finish(estimate, calibrated(statistic, totals, strata, base, columns))
    if totals.plan.part_kind == "psu":
        covariance = _from_parts(statistic, totals, strata, base, columns)
    else:
        covariance = _from_moments(statistic, totals, strata, base, columns)
    return _finish(estimate, covariance)


def _finish(estimate: Array, pieces: Pieces) -> Variance:
    variance = np.einsum("gkk->gk", pieces.within).copy()
    variance[~np.isfinite(estimate)] = np.nan
    variance = np.where(variance < 0, 0.0, variance)
    return Variance(estimate, variance, pieces.full, pieces.within)


def _from_moments(
    statistic: Statistic, totals: Totals, strata: Strata, base: Array, columns: NDArray[np.intp]
) -> Pieces:
    """Persons as PSUs: everything follows from second moments per (group, stratum)."""
    inside = totals.cells.keys[:, 0] >= 0
    group, stratum = totals.cells.keys[inside].T
    second = totals.cells.second[statistic.id][inside]
    n = totals.by_group(totals.cells.n[:, None].astype(float))
    diagonal = np.zeros_like(base)
    np.add.at(diagonal, group, np.einsum("cpp->cp", second))
    slopes = jacobian(statistic, base, np.sqrt(np.maximum(n * diagonal, 0)))[group]
    squares = slopes @ second @ slopes.transpose(0, 2, 1)
    sums = np.einsum("ckp,cp->ck", slopes, totals.cells.total[inside][:, columns])
    return _assemble(squares, sums, group, stratum, len(base), strata)


def _assemble(
    squares: Array, sums: Array, group: Codes, stratum: Codes, groups: int, strata: Strata
) -> Pieces:
    """Add strata up; groups that share a stratum covary through its mean."""
    outputs = sums.shape[1]
    factor, m = strata.factor[stratum], np.maximum(strata.m[stratum], 1)
    # A lonely stratum is never centred at its own mean: its square would vanish.
    centred = np.where(strata.lonely[stratum], 0.0, 1.0)
    products = np.einsum("ck,cl->ckl", sums, sums)
    cell = factor[:, None, None] * (squares - (centred / m)[:, None, None] * products)
    _drop_rounding(cell, factor[:, None, None] * squares)
    within = np.zeros((groups, outputs, outputs))
    np.add.at(within, group, cell)
    within *= strata.boost
    if not is_small(groups, outputs):
        return Pieces(within, None)
    full = np.zeros((groups * outputs, groups * outputs))
    for h in range(len(strata.m)):
        here = stratum == h
        block = np.zeros((groups, outputs))
        block[group[here]] = sums[here]
        flat = block.ravel()
        share = 0.0 if strata.lonely[h] else strata.factor[h] / max(int(strata.m[h]), 1)
        full -= share * strata.boost * np.outer(flat, flat)
    for g in range(groups):
        own = slice(g * outputs, (g + 1) * outputs)
        full[own, own] = within[g]
    return Pieces(within, full)


def _drop_rounding(cell: Array, squares: Array) -> None:
    """Set variances that are nothing but rounding to zero, in place."""
    outputs = np.arange(cell.shape[1])
    own, scale = cell[:, outputs, outputs], squares[:, outputs, outputs]
    cell[:, outputs, outputs] = np.where(own < ROUNDING * scale, 0.0, own)


def _from_parts(
    statistic: Statistic, totals: Totals, strata: Strata, base: Array, columns: NDArray[np.intp]
) -> Pieces:
    """Named PSUs: linearised PSU totals, shared by all groups."""
    inside = totals.parts.keys[:, 0] >= 0
    keys, units = totals.parts.keys[inside], totals.parts.units[inside]
    z = along(statistic, base[keys[:, 0]], totals.parts.total[inside][:, columns])
    starts = run_starts(keys)
    cell = keys[starts]
    bounds = np.append(starts, len(z))
    squares = np.zeros((len(starts), z.shape[1], z.shape[1]))
    for i, (a, b) in enumerate(pairwise(bounds)):
        squares[i] = z[a:b].T @ z[a:b]
    sums = np.add.reduceat(z, starts, axis=0) if len(z) else z
    pieces = _assemble(squares, sums, cell[:, 0], cell[:, 1], len(base), strata)
    if pieces.full is None:
        return pieces
    return Pieces(pieces.within, _full(z, keys, units, len(base), strata))


def _full(z: Array, keys: Codes, units: NDArray[np.uint64], groups: int, strata: Strata) -> Array:
    """Covariance of all outputs of all groups over one shared PSU index."""
    from scipy.sparse import csr_array

    group, stratum = keys.T
    outputs = z.shape[1]
    size = groups * outputs
    full = np.zeros((size, size))
    for h in range(len(strata.m)):
        here = np.flatnonzero(stratum == h)
        _, row = np.unique(units[here], return_inverse=True)
        columns = group[here, None] * outputs + np.arange(outputs)
        rows = np.repeat(row, outputs)
        shape = (int(row.max()) + 1 if len(row) else 0, size)
        matrix = csr_array((z[here].ravel(), (rows, columns.ravel())), shape=shape)
        total = np.asarray(matrix.sum(axis=0)).ravel()
        square = (matrix.T @ matrix).toarray()
        centred = 0.0 if strata.lonely[h] else 1.0 / max(int(strata.m[h]), 1)
        full += strata.factor[h] * (square - centred * np.outer(total, total))
    return full * strata.boost
