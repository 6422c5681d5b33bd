"""Replicates from totals: the Rao-Wu bootstrap.

Source: Rao & Wu (1988), JASA 83, 231-241; Rust & Rao (1996), Statistical Methods in Medical
Research 5, 283-310.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.calibrated import regression
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.parts import Parts, Within
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

DRAW_BUDGET = 4_000_000
TOTALS_BUDGET = 8_000_000


@dataclass(frozen=True)
class Resampler:
    """Rao-Wu bootstrap of every PSU (or person, or random group), in canonical order.

    ``slots[e]`` is the unit of part ``e``; ``unit_strata`` and ``unit_counts`` say to which
    stratum a unit belongs and how many units each stratum has.
    """

    totals: Totals
    strata: Strata
    replicates: int
    seed: int
    slots: NDArray[np.intp]
    unit_strata: NDArray[np.int64]
    unit_counts: NDArray[np.int64]

    @property
    def parts(self) -> Parts | Within:
        """The sums that are resampled."""
        return self.totals.parts

    def draws(self) -> NDArray[Any]:
        """How often each unit is drawn (units, replicates)."""
        out = np.empty((len(self.unit_strata), self.replicates), np.uint16)
        for h, name in enumerate(self.totals.strata):
            columns = np.flatnonzero(self.unit_strata == h)
            if not len(columns):
                continue
            rng = generator(self.seed, name)
            m = int(self.unit_counts[h])
            drawn = _draw(m, self.replicates, rng) if m > 1 else _signs(self.replicates, rng)
            out[columns] = drawn[:, : len(columns)].T
        return out

    def factors(self) -> tuple[Array, Array]:
        """Start and slope of the weight factor of each unit: ``1 - l + l m/(m-1) r``.

        ``r`` is how often the unit was drawn and ``l`` the root of what replicates must show.
        They stay apart from the draws because whole draws add up exactly, so that words with
        equal votes are still tied in a replicate.
        """
        m = self.unit_counts.astype(float)
        stretch = np.sqrt(np.maximum(self.strata.shrink, 0.0))
        slope = stretch * np.where(m > 1, m / np.maximum(m - 1, 1), 1.0)
        return (1 - stretch)[self.unit_strata], slope[self.unit_strata]

    def totals_by_group(self, columns: NDArray[np.intp]) -> Iterator[tuple[slice, Array]]:
        """Replicated totals (replicates, groups, p), for one block of groups after another."""
        from threadpoolctl import threadpool_limits

        draws = self.draws()
        factors = self.factors()
        short = self._short(draws, factors)
        missed = self._missed(draws, factors, short)
        slopes = regression(self.totals, columns)
        if draws.size <= DRAW_BUDGET:
            draws = draws.astype(float)
        block = max(1, TOTALS_BUDGET // (self.replicates * max(len(columns), 1)))
        for start in range(0, len(self.totals.groups), block):
            stop = min(start + block, len(self.totals.groups))
            out = np.zeros((self.replicates, stop - start, len(columns)))
            # Skinny products with several BLAS threads cost far more than they save.
            with threadpool_limits(1, user_api="blas"):
                for g in range(start, stop):
                    self._replicate(g, columns, draws, factors, out[:, g - start])
                    out[:, g - start] += missed @ slopes[g]
                    if short is not None:
                        out[:, g - start] += short @ self._means(g)[:, columns]
            yield slice(start, stop), out

    def _short(self, draws: NDArray[Any], factors: tuple[Array, Array]) -> Array | None:
        """How many persons of each stratum a replicate lacks (replicates, strata).

        Random groups are of unequal size, which says nothing about the answers: persons as
        units are all of one size. None where no random groups are drawn.
        """
        if self.totals.plan.part_kind != "random":
            return None
        n = np.bincount(self.slots, weights=self.parts.n)
        out = np.zeros((self.replicates, len(self.totals.strata)))
        for h in np.flatnonzero(self.unit_counts > 1):
            own = np.flatnonzero(self.unit_strata == h)
            moving = (factors[1][own] * n[own]) @ draws[own].astype(float, copy=False)
            out[:, h] = n[own].sum() - factors[0][own] @ n[own] - moving
        return out

    def _means(self, group: int | None = None) -> Array:
        """Totals of a group (of everybody) per person of each stratum (strata, p)."""
        cells = self.totals.cells
        own = slice(None) if group is None else cells.keys[:, 0] == group
        total = np.zeros((len(self.totals.strata), cells.total.shape[1]))
        np.add.at(total, cells.keys[own, 1], cells.total[own])
        n = np.bincount(cells.keys[:, 1], weights=cells.n, minlength=len(total))
        return np.asarray(total / np.maximum(n, 1)[:, None])

    def _missed(
        self, draws: NDArray[Any], factors: tuple[Array, Array], short: Array | None
    ) -> Array:
        """By how much each replicate misses the known totals (replicates, calibrators).

        Moving each sum by its regression on the calibrators is what calibrating the
        replicate again would do, to first order.
        """
        known = list(self.totals.plan.calibrators)
        data = self.parts.total[:, known]
        reached = np.zeros((self.replicates, len(known)))
        if known:
            start_of, slope = factors
            moving = np.zeros((len(self.unit_strata), len(known)))
            np.add.at(moving, self.slots, slope[self.slots, None] * data)
            reached = start_of[self.slots] @ data + draws.T.astype(float) @ moving
            if short is not None:
                reached += short @ self._means()[:, known]
        return np.asarray(data.sum(axis=0) - reached)

    def _replicate(
        self,
        group: int,
        columns: NDArray[np.intp],
        draws: NDArray[Any],
        factors: tuple[Array, Array],
        out: Array,
    ) -> None:
        """Fill ``out`` (replicates, p) with the replicated totals of one group."""
        a, b = np.searchsorted(self.parts.keys[:, 0], [group, group + 1])
        units, data = self.slots[a:b], self.parts.total[a:b][:, columns]
        fixed = factors[0][units] @ data
        moving = factors[1][units, None] * data
        every = len(units) == len(draws) and bool((np.diff(units) == 1).all())
        size = max(1, DRAW_BUDGET // max(b - a, 1))
        for r in range(0, self.replicates, size):
            drawn = draws[:, r : r + size] if every else draws[units, r : r + size]
            out[r : r + size] = fixed + drawn.T.astype(float, copy=False) @ moving

    def evaluate(self, statistic: Statistic) -> Array:
        """Replicated estimates (replicates, groups, outputs)."""
        shape = (self.replicates, len(self.totals.groups), len(statistic.outputs))
        out = np.empty(shape)
        columns = self.totals.plan.columns_of(statistic)
        for where, totals in self.totals_by_group(columns):
            out[:, where] = evaluate(statistic, totals)
        return out


def resampler(totals: Totals, strata: Strata, *, replicates: int, seed: int) -> Resampler:
    """Prepare a Rao-Wu bootstrap of ``totals``, or a rescaled one of several stages.

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
    if totals.plan.stages:
        # That module builds on this one.
        from berakhlak_stats.inference.rescaled import rescaled

        return rescaled(totals, strata, replicates=replicates, seed=seed)
    distinct, slots = np.unique(unit_pairs(totals), axis=0, return_inverse=True)
    unit_strata = distinct[:, 0].astype(np.int64)
    counts = unit_counts(totals, strata, unit_strata)
    return Resampler(totals, strata, replicates, seed, slots.reshape(-1), unit_strata, counts)


def spread(drawn: Array) -> Array:
    """Variance over replicates (axis 0) of those that exist.

    A group that lies in few PSUs is missing from some replicates. NaN where it is missing
    from more than half of them.
    """
    known = np.isfinite(drawn)
    count = known.sum(axis=0)
    mean = np.where(known, drawn, 0.0).sum(axis=0) / np.maximum(count, 1)
    squares = (np.where(known, drawn - mean, 0.0) ** 2).sum(axis=0)
    return np.asarray(np.where(2 * count > len(drawn), squares / np.maximum(count - 1, 1), np.nan))


def generator(seed: int, stratum: str) -> np.random.Generator:
    """Random numbers that depend on the seed and the name of what is drawn from, alone."""
    key = int.from_bytes(blake2b(f"{seed}/{stratum}".encode(), digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key))


def _draw(m: int, replicates: int, rng: np.random.Generator) -> NDArray[np.uint16]:
    """Counts (replicates, m) of ``m - 1`` draws with replacement."""
    out = np.empty((replicates, m), np.uint16)
    block = max(1, DRAW_BUDGET // m)
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        drawn = rng.integers(0, m, size=(size, m - 1)) + np.arange(size)[:, None] * m
        counts = np.bincount(drawn.ravel(), minlength=size * m).reshape(size, m)
        out[start : start + size] = counts
    return out


def _signs(replicates: int, rng: np.random.Generator) -> NDArray[np.uint16]:
    """A lonely unit counts 0 or 2 times: its variance about the mean, where a policy asks it."""
    return (2 * rng.integers(0, 2, size=(replicates, 1))).astype(np.uint16)


def unit_pairs(totals: Totals) -> NDArray[np.uint64]:
    """Stratum and unit of every part."""
    return np.stack([totals.parts.keys[:, 1].astype(np.uint64), totals.parts.units], axis=1)


def unit_counts(
    totals: Totals, strata: Strata, unit_strata: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Units per stratum. PSUs that were planned but hold nobody count too."""
    found = np.bincount(unit_strata, minlength=len(totals.strata))
    return found if totals.plan.part_kind == "random" else np.maximum(found, strata.m)
