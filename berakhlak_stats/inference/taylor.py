"""Taylor linearisation from totals.

Source: Binder (1983), International Statistical Review 51, 279-292; Sarndal, Swensson &
Wretman (1992), Model Assisted Survey Sampling, ch. 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.calibrated import calibrated
from berakhlak_stats.inference.derivatives import along, evaluate, jacobian
from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT, Pieces, is_small
from berakhlak_stats.inference.stages import describe_stages, summed
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.parts import run_starts
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

__all__ = ["COVARIANCE_LIMIT", "Variance", "taylor"]

Codes = NDArray[np.int64]
ROUNDING = 1e-13
"""A variance this small beside its own sum of squares is what rounding leaves of zero."""


@dataclass(frozen=True)
class Variance:
    """Estimates (G, k), their variances (G, k), and the covariance of all (G*k)^2 or None.

    ``within`` (G, k, k) is the covariance inside each group; None where nobody asked for it
    and the whole covariance is too large to keep.
    """

    estimate: Array
    variance: Array
    covariance: Array | None
    within: Array | None = None


@dataclass(frozen=True)
class _At:
    """A statistic at the totals of every group, and whether covariances are wanted.

    ``base`` (G, p) are those totals, ``columns`` where they stand among all features.
    """

    statistic: Statistic
    totals: Totals
    strata: Strata
    base: Array
    columns: NDArray[np.intp]
    joint: bool


def taylor(
    statistic: Statistic, totals: Totals, strata: Strata, *, within: bool = False
) -> Variance:
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
    within : bool
        Keep the covariance inside groups even where that of everything is too large. Forming
        it for hundreds of groups and outputs costs more than all variances.

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
    at = _At(statistic, totals, strata, base, columns, within or is_small(*estimate.shape))
    if totals.plan.part_kind != "psu":
        return _finish(estimate, _from_moments(at))
    pieces = _from_parts(at)
    for each in _later_stages(at):
        pieces = pieces + each
    return _finish(estimate, pieces)


def _finish(estimate: Array, pieces: Pieces) -> Variance:
    variance = np.where(np.isfinite(estimate), np.maximum(pieces.variance, 0.0), np.nan)
    return Variance(estimate, variance, pieces.full, pieces.within)


def _from_moments(at: _At) -> Pieces:
    """Persons as PSUs: everything follows from second moments per (group, stratum)."""
    cells, base = at.totals.cells, at.base
    inside = cells.keys[:, 0] >= 0
    group, stratum = cells.keys[inside].T
    second = cells.second[at.statistic.id][inside]
    total = cells.total[inside][:, at.columns]
    slopes = person_slopes(at.statistic, at.totals, base, group, second)[group]
    squares, sums = _squares(slopes, second, total, at.joint)
    return _assemble(squares, sums, group, stratum, len(base), at.strata)


def person_slopes(
    statistic: Statistic, totals: Totals, base: Array, group: Codes, second: Array
) -> Array:
    """Derivatives (G, k, p) with steps scaled to the spread of single persons."""
    n = totals.by_group(totals.cells.n[:, None].astype(float))
    diagonal = np.zeros_like(base)
    np.add.at(diagonal, group, np.einsum("cpp->cp", second[:, : base.shape[1], : base.shape[1]]))
    return jacobian(statistic, base, np.sqrt(np.maximum(n * diagonal, 0)))


def _squares(slopes: Array, second: Array, total: Array, joint: bool) -> tuple[Array, Array]:
    """Sums over persons of ``z z'`` and of ``z`` (c, k) for slopes (c, k, p).

    The first is (c, k, k) where ``joint``, else its diagonal (c, k).
    """
    half = slopes @ second
    squares = half @ slopes.transpose(0, 2, 1) if joint else np.einsum("ckp,ckp->ck", half, slopes)
    return squares, np.einsum("ckp,cp->ck", slopes, total)


def _later_stages(at: _At) -> Iterator[Pieces]:
    """What each stage below the PSU adds."""
    within, base, statistic = at.totals.within, at.base, at.statistic
    inside = within.keys[:, 0] >= 0
    group, total = within.keys[inside, 0], within.total[inside][:, at.columns]
    z = along(statistic, base[group], total) if at.totals.plan.stages else total
    for level in describe_stages(at.totals, at.strata):
        cell = level.cell[inside]
        if level.unit is not None:
            sums, first = summed(z, group, level.unit[inside])
            keys = np.stack([group, cell], axis=1)[first]
            units = level.unit[inside][first]
            yield _from_units(sums, keys, units, len(base), level.strata, at.joint)
            continue
        second = within.second[statistic.id][inside]
        slopes = person_slopes(statistic, at.totals, base, group, second)[group]
        squares, moved = _squares(slopes, second, total, at.joint)
        yield _assemble(squares, moved, group, cell, len(base), level.strata)


def _assemble(
    squares: Array, sums: Array, group: Codes, stratum: Codes, groups: int, strata: Strata
) -> Pieces:
    """Add strata up; groups that share a stratum covary through its mean.

    ``squares`` (c, k, k) give covariances too, their diagonals (c, k) variances alone.
    """
    joint, outputs = squares.ndim == 3, sums.shape[1]
    factor = strata.factor[stratum]
    # A lonely stratum is never centred at its own mean: its square would vanish.
    taken = np.where(strata.lonely[stratum], 0.0, 1 / np.maximum(strata.m[stratum], 1))
    uncentred = np.einsum("ckk->ck", squares) if joint else squares
    own = uncentred - taken[:, None] * sums**2
    own = factor[:, None] * np.where(own < ROUNDING * uncentred, 0.0, own)
    variance = strata.boost * _by_group(own, group, groups)
    if not joint:
        return Pieces(variance)
    # In place: with hundreds of groups and outputs these are hundreds of megabytes each.
    products = np.einsum("ck,cl->ckl", sums, sums)
    products *= taken[:, None, None]
    cell = np.subtract(squares, products, out=products)
    cell *= factor[:, None, None]
    np.einsum("ckk->ck", cell)[...] = own
    within = _by_group(cell, group, groups)
    within *= strata.boost
    if not is_small(groups, outputs):
        return Pieces(variance, within)
    full = np.zeros((groups * outputs, groups * outputs))
    block = np.zeros((len(strata.m), groups, outputs))
    block[stratum, group] = sums
    flat = block.reshape(len(strata.m), -1)
    full -= flat.T @ (_centring(strata)[:, None] * flat)
    for g in range(groups):
        own_place = slice(g * outputs, (g + 1) * outputs)
        full[own_place, own_place] = within[g]
    return Pieces(variance, within, full)


def _by_group(cell: Array, group: Codes, groups: int) -> Array:
    """Cells (c, ...) added up by group (G, ...); themselves where each is a group."""
    if np.array_equal(group, np.arange(groups)):
        return cell
    out = np.zeros((groups, *cell.shape[1:]))
    np.add.at(out, group, cell)
    return out


def _centring(strata: Strata) -> Array:
    """Per stratum: what the square of its total takes off; nothing where it is lonely."""
    share = strata.boost * strata.factor / np.maximum(strata.m, 1)
    return np.where(strata.lonely, 0.0, share)


def _from_parts(at: _At) -> Pieces:
    """Named PSUs: linearised PSU totals, shared by all groups."""
    parts, base = at.totals.parts, at.base
    inside = parts.keys[:, 0] >= 0
    keys, units = parts.keys[inside], parts.units[inside]
    z = along(at.statistic, base[keys[:, 0]], parts.total[inside][:, at.columns])
    return _from_units(z, keys, units, len(base), at.strata, at.joint)


def _from_units(
    z: Array, keys: Codes, units: NDArray[Any], groups: int, strata: Strata, joint: bool
) -> Pieces:
    """Linearised totals (e, k) of the units of strata: keys (e, 2) sorted by group, stratum."""
    order = np.lexsort((units, keys[:, 1], keys[:, 0]))
    z, keys, units = z[order], keys[order], units[order]
    starts = run_starts(keys)
    cell = keys[starts]
    bounds = np.append(starts, len(z))
    sums = np.add.reduceat(z, starts, axis=0) if len(z) else z
    if joint:
        squares = np.zeros((len(starts), z.shape[1], z.shape[1]))
        for i, (a, b) in enumerate(pairwise(bounds)):
            squares[i] = z[a:b].T @ z[a:b]
    else:
        squares = np.add.reduceat(z * z, starts, axis=0) if len(z) else z
    pieces = _assemble(squares, sums, cell[:, 0], cell[:, 1], groups, strata)
    if pieces.full is None:
        return pieces
    return replace(pieces, full=_full(z, keys, units, groups, strata))


def _full(z: Array, keys: Codes, units: NDArray[Any], groups: int, strata: Strata) -> Array:
    """Covariance of all outputs of all groups over one shared index of units."""
    from scipy.sparse import csr_array

    group, stratum = keys.T
    outputs, size = z.shape[1], groups * z.shape[1]
    pairs = np.stack([stratum.astype(np.uint64), units.astype(np.uint64)], axis=1)
    shared, row = np.unique(pairs, axis=0, return_inverse=True)
    columns = group[:, None] * outputs + np.arange(outputs)
    rows = np.repeat(row.reshape(-1), outputs)
    matrix = csr_array((z.ravel(), (rows, columns.ravel())), shape=(len(shared), size))
    of_unit = shared[:, 0].astype(np.int64)
    weighted = matrix.multiply((strata.boost * strata.factor[of_unit])[:, None]).tocsr()
    member = csr_array(
        (np.ones(len(shared)), (of_unit, np.arange(len(shared)))),
        shape=(len(strata.m), len(shared)),
    )
    total = (member @ matrix).toarray()
    square = (matrix.T @ weighted).toarray()
    return np.asarray(square - total.T @ (_centring(strata)[:, None] * total))
