"""Replicates from totals: Rao-Wu bootstrap and delete-one-PSU jackknife.

Source: Rao & Wu (1988), JASA 83, 231-241; Rust & Rao (1996), Statistical Methods in Medical
Research 5, 283-310.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

DRAW_BUDGET = 4_000_000
TOTALS_BUDGET = 8_000_000


@dataclass(frozen=True)
class Resampler:
    """Bootstrap factors of every PSU (or person, or random group), in canonical order.

    ``slots[e]`` is the column of part ``e`` in the factor matrix.
    """

    totals: Totals
    strata: Strata
    replicates: int
    seed: int
    slots: NDArray[np.intp]
    unit_strata: NDArray[np.int64]

    def factors(self) -> Array:
        """Weight factors (replicates, units): ``1 - l + l m/(m-1) r``, ``l = sqrt(1 - f)``."""
        out = np.empty((self.replicates, len(self.unit_strata)), np.float32)
        for h, name in enumerate(self.totals.strata):
            columns = np.flatnonzero(self.unit_strata == h)
            rate = float(self.strata.rate[h])
            out[:, columns] = _rao_wu(len(columns), rate, self.replicates, self.seed, name)
        return out

    def totals_by_group(self, columns: NDArray[np.intp]) -> Iterator[tuple[slice, Array]]:
        """Replicated totals (replicates, groups, p), for one block of groups after another."""
        factors = self.factors()
        groups = self.totals.parts.keys[:, 0]
        data = self.totals.parts.total[:, columns]
        block = max(1, TOTALS_BUDGET // (self.replicates * max(len(columns), 1)))
        for start in range(0, len(self.totals.groups), block):
            stop = min(start + block, len(self.totals.groups))
            out = np.zeros((self.replicates, stop - start, len(columns)))
            for g in range(start, stop):
                a, b = np.searchsorted(groups, [g, g + 1])
                out[:, g - start] = factors[:, self.slots[a:b]].astype(float) @ data[a:b]
            yield slice(start, stop), out

    def evaluate(self, statistic: Statistic) -> Array:
        """Replicated estimates (replicates, groups, outputs)."""
        shape = (self.replicates, len(self.totals.groups), len(statistic.outputs))
        out = np.empty(shape)
        columns = self.totals.plan.columns_of(statistic)
        for where, totals in self.totals_by_group(columns):
            out[:, where] = evaluate(statistic, totals)
        return out


def resampler(totals: Totals, strata: Strata, *, replicates: int, seed: int) -> Resampler:
    """Prepare a Rao-Wu bootstrap of ``totals``.

    Parameters
    ----------
    totals : Totals
        Collected with parts (a named PSU, or ``replicates=True``).
    strata : Strata
    replicates : int
    seed : int
        Same seed, same replicates, whatever the order of rows or partitions.
    """
    if totals.plan.part_kind == "none":
        raise DesignError("E608", reason="no parts were collected for replicates")
    pairs = np.stack([totals.parts.keys[:, 1].astype(np.uint64), totals.parts.units], axis=1)
    distinct, slots = np.unique(pairs, axis=0, return_inverse=True)
    unit_strata = distinct[:, 0].astype(np.int64)
    return Resampler(totals, strata, replicates, seed, slots.reshape(-1), unit_strata)


def _rao_wu(m: int, rate: float, replicates: int, seed: int, stratum: str) -> Array:
    """Factors (replicates, m) of one stratum. A lonely unit keeps its weight."""
    if m < 2:
        return np.ones((replicates, m), np.float32)
    key = int.from_bytes(blake2b(f"{seed}/{stratum}".encode(), digest_size=16).digest(), "little")
    rng = np.random.Generator(np.random.Philox(key=key))
    shrink = np.sqrt(max(0.0, 1.0 - rate))
    out = np.empty((replicates, m), np.float32)
    block = max(1, DRAW_BUDGET // m)
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        drawn = rng.integers(0, m, size=(size, m - 1)) + np.arange(size)[:, None] * m
        counts = np.bincount(drawn.ravel(), minlength=size * m).reshape(size, m)
        out[start : start + size] = 1 - shrink + shrink * (m / (m - 1)) * counts
    return out


def jackknife(statistic: Statistic, totals: Totals, strata: Strata) -> tuple[Array, Array]:
    """Delete-one-PSU jackknife: estimates (G, k) and variances (G, k).

    Stratified (JKn), replicates centred at the full estimate. Where no PSU is named, persons
    (or random groups of persons) are deleted one by one.
    """
    if not statistic.smooth:
        raise DesignError("E607", statistic=statistic.id, method="jackknife")
    columns = totals.plan.columns_of(statistic)
    base = totals.by_group(totals.cells.total[:, columns])
    estimate = evaluate(statistic, base)
    keys, data = totals.parts.keys, totals.parts.total[:, columns]
    units = np.bincount(_unit_strata(totals), minlength=len(totals.strata))
    variance = np.zeros_like(estimate)
    for g in range(len(totals.groups)):
        for h in range(len(totals.strata)):
            rows = data[(keys[:, 0] == g) & (keys[:, 1] == h)]
            variance[g] += _jackknife_cell(statistic, base[g], estimate[g], rows, int(units[h]), strata.rate[h])
    variance[~np.isfinite(estimate)] = np.nan
    return estimate, variance


def _unit_strata(totals: Totals) -> NDArray[np.int64]:
    pairs = np.stack([totals.parts.keys[:, 1].astype(np.uint64), totals.parts.units], axis=1)
    return np.unique(pairs, axis=0)[:, 0].astype(np.int64)


def _jackknife_cell(
    statistic: Statistic, base: Array, estimate: Array, rows: Array, m: int, rate: float
) -> Array:
    """Part of one (group, stratum): members deleted in turn, non-members counted at once."""
    if m < 2 or not len(rows):
        return np.zeros_like(estimate)
    total = rows.sum(axis=0)
    grow = m / (m - 1)
    deleted = base - total + grow * (total - rows)
    squares = ((evaluate(statistic, deleted) - estimate) ** 2).sum(axis=0)
    if m > len(rows):
        absent = evaluate(statistic, base + (grow - 1) * total)
        squares = squares + (m - len(rows)) * (absent - estimate) ** 2
    return np.asarray((1 - rate) * (m - 1) / m * squares)
