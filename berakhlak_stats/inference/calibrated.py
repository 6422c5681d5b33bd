"""Taylor linearisation of calibrated estimates.

Calibration leaves only the variance of residuals: of each linearised answer after regression
on the calibrators. A person outside a group still has a residual there (minus the fitted
value), because calibrated weights tie everybody together.

Source: Deville & Sarndal (1992), JASA 87, 376-382; Estevao & Sarndal (2006), International
Statistical Review 74, 127-147.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.inference.derivatives import along, jacobian
from berakhlak_stats.inference.pieces import Pieces, is_small
from berakhlak_stats.inference.stages import describe_stages
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

Columns = NDArray[np.intp]


def calibrated(
    statistic: Statistic, totals: Totals, strata: Strata, base: Array, columns: Columns
) -> Pieces:
    """Covariance of a smooth statistic under calibrated weights; see ``taylor``."""
    fitted = _fitted(statistic, totals, base, columns)
    if totals.plan.part_kind != "psu":
        cells = totals.cells
        second = cells.second[statistic.id]
        people = _People(cells.keys[:, 0], cells.keys[:, 1], cells.total, second, columns)
        return _from_moments(statistic, totals, strata, base, fitted, people)
    parts = totals.parts
    labels = np.stack([parts.keys[:, 1].astype(np.uint64), parts.units], axis=1)
    psus, slot = np.unique(labels, axis=0, return_inverse=True)
    units = _Units(parts.keys[:, 0], slot.reshape(-1), parts.total, columns)
    stratum = psus[:, 0].astype(np.int64)
    pieces = _from_units(statistic, totals, base, fitted, units, stratum, strata)
    for each in _later_stages(statistic, totals, strata, base, fitted, columns):
        pieces = pieces + each
    return pieces


@dataclass(frozen=True)
class _Units:
    """Rows of units: the group and the unit of each, and the totals (e, p) of all features."""

    group: NDArray[np.int64]
    slot: Columns
    total: Array
    columns: Columns


@dataclass(frozen=True)
class _People:
    """Rows of second moments: group and cell of each, totals (e, p), moments (e, q, q)."""

    group: NDArray[np.int64]
    cell: NDArray[np.int64]
    total: Array
    second: Array
    columns: Columns


def _later_stages(
    statistic: Statistic,
    totals: Totals,
    strata: Strata,
    base: Array,
    fitted: Array,
    columns: Columns,
) -> Iterator[Pieces]:
    """What each stage below the PSU adds."""
    within = totals.within
    group = within.keys[:, 0]
    for level in describe_stages(totals, strata):
        if level.unit is None:
            second = within.second[statistic.id]
            people = _People(group, level.cell.astype(np.int64), within.total, second, columns)
            yield _from_moments(statistic, totals, level.strata, base, fitted, people)
            continue
        units = _Units(group, level.unit, within.total, columns)
        cell = np.zeros(int(level.unit.max()) + 1, np.int64)
        cell[level.unit] = level.cell
        yield _from_units(statistic, totals, base, fitted, units, cell, level.strata)


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


def _from_units(
    statistic: Statistic,
    totals: Totals,
    base: Array,
    fitted: Array,
    units: _Units,
    stratum: NDArray[np.int64],
    strata: Strata,
) -> Pieces:
    """Every group has a residual in every unit; groups one by one where they are many."""
    calibrators = list(totals.plan.calibrators)
    known = np.zeros((len(stratum), len(calibrators)))
    np.add.at(known, units.slot, units.total[:, calibrators])

    def residuals(g: int) -> Array:
        here = units.group == g
        out = np.asarray(-known @ fitted[g])
        start = np.repeat(base[g : g + 1], int(here.sum()), axis=0)
        moved = along(statistic, start, units.total[here][:, units.columns])
        np.add.at(out, units.slot[here], moved)
        return out

    each = range(len(base))
    if is_small(len(base), fitted.shape[2]):
        return _assemble(np.stack([residuals(g) for g in each], axis=1), stratum, strata)
    alone = [_assemble(residuals(g)[:, None], stratum, strata).variance for g in each]
    return Pieces(np.concatenate(alone))


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
    return Pieces.of(within, full)


def _from_moments(
    statistic: Statistic,
    totals: Totals,
    strata: Strata,
    base: Array,
    fitted: Array,
    people: _People,
) -> Pieces:
    """Single persons, from second moments of features and calibrators together."""
    width = len(people.columns)
    n = totals.by_group(totals.cells.n[:, None].astype(float))
    inside = people.group >= 0
    diagonal = np.zeros_like(base)
    own = people.second[inside][:, :width, :width]
    np.add.at(diagonal, people.group[inside], np.einsum("cpp->cp", own))
    slopes = jacobian(statistic, base, np.sqrt(np.maximum(n * diagonal, 0)))
    groups, outputs = slopes.shape[:2]
    within = np.zeros((groups, outputs, outputs))
    full = np.zeros((groups * outputs,) * 2) if is_small(groups, outputs) else None
    for h in range(len(strata.m)):
        here = np.flatnonzero(people.cell == h)
        known = list(totals.plan.calibrators)
        _add_stratum((within, full), known, strata, h, here, people, slopes, fitted)
    return Pieces.of(within, full)


def _add_stratum(
    covariance: tuple[Array, Array | None],
    calibrators: list[int],
    strata: Strata,
    h: int,
    here: Columns,
    people: _People,
    slopes: Array,
    fitted: Array,
) -> None:
    """Add one stratum: ``z = J x - B a`` inside a group, ``-B a`` outside it.

    ``covariance`` (within groups, of everything or None) is added to in place.
    """
    within, full = covariance
    width, second = len(people.columns), people.second[here]
    groups, outputs = slopes.shape[:2]
    whole = second[:, width:, width:].sum(axis=0)
    known = people.total[here][:, calibrators].sum(axis=0)
    sums = -np.einsum("gqk,q->gk", fitted, known)
    mixed = np.zeros((groups, outputs, len(known)))
    squares = np.einsum("gqk,qr,grl->gkl", fitted, whole, fitted)
    for i, row in enumerate(here):
        g = int(people.group[row])
        if g < 0:
            continue
        sums[g] += slopes[g] @ people.total[row, people.columns]
        mixed[g] = slopes[g] @ second[i, :width, width:]
        cross = mixed[g] @ fitted[g]
        squares[g] += slopes[g] @ second[i, :width, :width] @ slopes[g].T - cross - cross.T
    factor = float(strata.factor[h] * strata.boost)
    centred = 0.0 if strata.lonely[h] else 1.0 / max(int(strata.m[h]), 1)
    within += factor * (squares - centred * np.einsum("gk,gl->gkl", sums, sums))
    if full is None:
        return
    # Between groups nobody is a member of both: only fitted values meet.
    both = np.einsum("gqk,qr,jrl->gkjl", fitted, whole, fitted)
    one_sided = np.einsum("gkq,jql->gkjl", mixed, fitted)
    both -= one_sided + one_sided.transpose(2, 3, 0, 1)
    for g in range(groups):
        both[g, :, g, :] = squares[g]
    flat = sums.ravel()
    size = groups * outputs
    full += factor * (both.reshape(size, size) - centred * np.outer(flat, flat))
