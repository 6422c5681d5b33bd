"""Taylor linearisation of calibrated estimates.

Calibration leaves only the variance of residuals: of each linearised answer after regression
on the calibrators. A person outside a group still has a residual there (minus the fitted
value), because calibrated weights tie everybody together.

Source: Deville & Sarndal (1992), JASA 87, 376-382; Estevao & Sarndal (2006), International
Statistical Review 74, 127-147.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.inference.derivatives import along, jacobian
from berakhlak_stats.inference.pieces import Pieces, is_small
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

Columns = NDArray[np.intp]


def calibrated(
    statistic: Statistic, totals: Totals, strata: Strata, base: Array, columns: Columns
) -> Pieces:
    """Covariance of a smooth statistic under calibrated weights; see ``taylor``."""
    fitted = _fitted(statistic, totals, base, columns)
    if totals.plan.part_kind == "psu":
        return _from_parts(statistic, totals, strata, base, columns, fitted)
    return _from_moments(statistic, totals, strata, base, columns, fitted)


def regression(totals: Totals, columns: Columns) -> Array:
    """Coefficients (G, calibrators, p) of each group's features on the calibrators.

    Redundant calibrators (margins that share a total) are no harm: the pseudo-inverse picks
    one of the equivalent solutions.
    """
    known = list(totals.plan.calibrators)
    square = totals.cells.cross[:, :, known].sum(axis=0)
    by_group = totals.by_group(totals.cells.cross[:, :, columns])
    return np.asarray(np.linalg.pinv(square, rcond=1e-12, hermitian=True) @ by_group)


def _fitted(statistic: Statistic, totals: Totals, base: Array, columns: Columns) -> Array:
    """Coefficients (G, calibrators, k) of the linearised statistic on the calibrators."""
    slopes = regression(totals, columns)
    groups, count, _ = slopes.shape
    total = totals.cells.total[:, list(totals.plan.calibrators)].sum(axis=0)
    # A tenth of a calibrator's total keeps both truncation and rounding near 1e-12.
    size = np.where(total == 0, 1.0, 0.1 * total)
    direction = (slopes * size[None, :, None]).reshape(groups * count, -1)
    moved = along(statistic, np.repeat(base, count, axis=0), direction)
    return np.asarray(moved.reshape(groups, count, -1) / size[None, :, None])


def _from_parts(
    statistic: Statistic,
    totals: Totals,
    strata: Strata,
    base: Array,
    columns: Columns,
    fitted: Array,
) -> Pieces:
    """Named PSUs: every group has a residual in every PSU."""
    parts = totals.parts
    labels = np.stack([parts.keys[:, 1].astype(np.uint64), parts.units], axis=1)
    psus, slot = np.unique(labels, axis=0, return_inverse=True)
    slot, stratum = slot.reshape(-1), psus[:, 0].astype(np.int64)
    known = np.zeros((len(psus), len(totals.plan.calibrators)))
    np.add.at(known, slot, parts.total[:, list(totals.plan.calibrators)])
    groups, outputs = len(base), fitted.shape[2]
    residuals = np.empty((len(psus), groups, outputs))
    for g in range(groups):
        here = parts.keys[:, 0] == g
        residuals[:, g] = -known @ fitted[g]
        start = np.repeat(base[g : g + 1], int(here.sum()), axis=0)
        np.add.at(
            residuals[:, g], slot[here], along(statistic, start, parts.total[here][:, columns])
        )
    return _assemble(residuals, stratum, strata)


def _assemble(residuals: Array, stratum: NDArray[np.int64], strata: Strata) -> Pieces:
    """Variance of residual totals (psus, G, k) by strata."""
    _, groups, outputs = residuals.shape
    small = is_small(groups, outputs)
    full = np.zeros((groups * outputs, groups * outputs)) if small else None
    within = np.zeros((groups, outputs, outputs))
    for h in range(len(strata.m)):
        here = residuals[stratum == h]
        centre = 0.0 if strata.lonely[h] else here.sum(axis=0) / max(int(strata.m[h]), 1)
        factor = float(strata.factor[h] * strata.boost)
        # PSUs that were planned but hold nobody count as zeros about the same centre.
        absent = max(int(strata.m[h]) - len(here), 0)
        moved = here - centre
        within += factor * np.einsum("pgk,pgl->gkl", moved, moved)
        rest = np.broadcast_to(np.asarray(centre), (groups, outputs))
        within += factor * absent * np.einsum("gk,gl->gkl", rest, rest)
        if full is not None:
            flat = moved.reshape(len(here), -1)
            full += factor * (flat.T @ flat + absent * np.outer(rest.ravel(), rest.ravel()))
    return Pieces(within, full)


def _from_moments(
    statistic: Statistic,
    totals: Totals,
    strata: Strata,
    base: Array,
    columns: Columns,
    fitted: Array,
) -> Pieces:
    """Persons as PSUs, from second moments of features and calibrators together."""
    cells, width = totals.cells, len(columns)
    second = cells.second[statistic.id]
    own = second[:, :width, :width]
    n = totals.by_group(cells.n[:, None].astype(float))
    diagonal = totals.by_group(np.einsum("cpp->cp", own))
    slopes = jacobian(statistic, base, np.sqrt(np.maximum(n * diagonal, 0)))
    groups, outputs = slopes.shape[:2]
    pieces = Pieces(
        np.zeros((groups, outputs, outputs)),
        np.zeros((groups * outputs,) * 2) if is_small(groups, outputs) else None,
    )
    for h in range(len(strata.m)):
        here = np.flatnonzero(cells.keys[:, 1] == h)
        _add_stratum(pieces, totals, strata, h, here, second[here], slopes, fitted, columns)
    return pieces


def _add_stratum(
    pieces: Pieces,
    totals: Totals,
    strata: Strata,
    h: int,
    here: Columns,
    second: Array,
    slopes: Array,
    fitted: Array,
    columns: Columns,
) -> None:
    """Add one stratum: ``z = J x - B a`` inside a group, ``-B a`` outside it."""
    cells, width = totals.cells, len(columns)
    groups, outputs = slopes.shape[:2]
    whole = second[:, width:, width:].sum(axis=0)
    known = cells.total[here][:, list(totals.plan.calibrators)].sum(axis=0)
    sums = -np.einsum("gqk,q->gk", fitted, known)
    mixed = np.zeros((groups, outputs, len(known)))
    squares = np.einsum("gqk,qr,grl->gkl", fitted, whole, fitted)
    for i, cell in enumerate(here):
        g = int(cells.keys[cell, 0])
        if g < 0:
            continue
        sums[g] += slopes[g] @ cells.total[cell, columns]
        mixed[g] = slopes[g] @ second[i, :width, width:]
        cross = mixed[g] @ fitted[g]
        squares[g] += slopes[g] @ second[i, :width, :width] @ slopes[g].T - cross - cross.T
    factor = float(strata.factor[h] * strata.boost)
    centred = 0.0 if strata.lonely[h] else 1.0 / max(int(strata.m[h]), 1)
    pieces.within[...] += factor * (squares - centred * np.einsum("gk,gl->gkl", sums, sums))
    if pieces.full is None:
        return
    # Between groups nobody is a member of both: only fitted values meet.
    both = np.einsum("gqk,qr,jrl->gkjl", fitted, whole, fitted)
    one_sided = np.einsum("gkq,jql->gkjl", mixed, fitted)
    both -= one_sided + one_sided.transpose(2, 3, 0, 1)
    for g in range(groups):
        both[g, :, g, :] = squares[g]
    flat = sums.ravel()
    size = groups * outputs
    pieces.full[...] += factor * (both.reshape(size, size) - centred * np.outer(flat, flat))
