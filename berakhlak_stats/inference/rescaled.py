"""Rescaled bootstrap of samples of several stages.

In every unit half of what was drawn is drawn again, without replacement, stage by stage; each
stage is stretched so that the replicates show its own part of the variance.

Source: Preston (2009), Survey Methodology 35, 227-234.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.inference.replicates import (
    DRAW_BUDGET,
    Resampler,
    generator,
    unit_counts,
)
from berakhlak_stats.inference.stages import Level, levels_of
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.parts import Within
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array

GRID = 2.0**20
"""Multipliers stand on a grid, so that whole votes still add up exactly: words with equal
votes are tied in a replicate as they are in the sample."""


@dataclass(frozen=True)
class RescaledBootstrap(Resampler):
    """A resampler whose draws are the multipliers of the deepest units themselves.

    For a unit whose chain of stages was drawn ``d_1, d_2, ...`` (1 or 0) as ``m_t`` of
    ``n_t``, the multiplier is ``1 + sum_t l_t sqrt(prod_{j<t} d_j n_j/m_j) (d_t n_t/m_t - 1)``
    with ``l_t^2 = m_t/(n_t - m_t)`` times what the stage must show. Stages taken in full are
    left out of sum and product.
    """

    below: Within
    levels: tuple[Level, ...]

    @property
    def parts(self) -> Within:
        """The sums that are resampled."""
        return self.below

    def factors(self) -> tuple[Array, Array]:
        """The multipliers need no further change."""
        return np.zeros(len(self.unit_strata)), np.ones(len(self.unit_strata))

    def draws(self) -> NDArray[Any]:
        """Multipliers (units, replicates)."""
        units = len(self.unit_strata)
        first = np.empty(units, np.intp)
        first[self.slots] = np.arange(len(self.slots))
        stages = list(self._stages(first))
        out = np.empty((units, self.replicates), np.float32)
        size = max(1, DRAW_BUDGET // max(units, 1))
        for start in range(0, self.replicates, size):
            block = slice(start, start + size)
            made, reach = np.ones((2, units, len(range(*block.indices(self.replicates)))))
            for depth, (stretch, grown, drawn, at) in enumerate(stages):
                taken = drawn[at, block] * grown[:, None]
                moved = taken - 1
                if self.totals.plan.people == "random" and depth == len(self.levels):
                    moved -= self._unevenness(moved, first)
                made += reach * stretch[:, None] * moved
                # A stage that was taken in full shows nothing, and hands on what it got.
                reach = np.where(stretch[:, None] > 0, reach * np.sqrt(taken), reach)
            out[:, block] = np.round(made * GRID) / GRID
        return out

    def _unevenness(self, moved: Array, first: NDArray[np.intp]) -> Array:
        """What unequal random groups of persons add to a unit's number of persons.

        It says nothing about the answers: persons as units are all of one size.
        """
        n = np.bincount(self.slots, weights=self.below.n)[:, None]
        cell = self.levels[-1].cell[first]
        gained, size = np.zeros((2, int(cell.max()) + 1, moved.shape[1]))
        np.add.at(gained, cell, n * moved)
        np.add.at(size, cell, np.broadcast_to(n, moved.shape))
        return np.asarray((gained / size)[cell])

    def _stages(self, first: NDArray[np.intp]) -> Any:
        """Per stage and deepest unit: stretch, n/m, draws, and which draws are its own."""
        below = self.below
        psu = self.levels[0].cell
        strata, counts = below.keys[:, 1], self.unit_counts
        yield _stage(strata, psu, self.strata, counts, first, self._names(strata, 0), self)
        for depth, level in enumerate(self.levels, start=1):
            unit = np.arange(len(below)) if level.unit is None else level.unit
            pairs = np.unique(np.stack([level.cell, unit], axis=1), axis=0)
            found = np.bincount(pairs[:, 0])
            names = self._names(level.cell, depth)
            yield _stage(level.cell, unit, level.strata, found, first, names, self)

    def _names(self, cell: NDArray[Any], depth: int) -> list[str]:
        """A name per cell that is the same in every run and partition."""
        _, place = np.unique(cell, return_index=True)
        labels = [self.totals.strata[h] for h in self.below.keys[place, 1]]
        chain = self.below.units[place, :depth].tolist()
        return [f"{label}/{'/'.join(map(str, c))}" for label, c in zip(labels, chain, strict=True)]


def _stage(
    cell: NDArray[Any],
    unit: NDArray[Any],
    strata: Strata,
    counts: NDArray[np.int64],
    first: NDArray[np.intp],
    names: list[str],
    sampler: RescaledBootstrap,
) -> tuple[Array, Array, NDArray[np.bool_], NDArray[np.intp]]:
    """Draw half of every cell's units; see :meth:`RescaledBootstrap.draws`."""
    distinct, at = np.unique(np.stack([cell, unit], axis=1), axis=0, return_inverse=True)
    at = at.reshape(-1)
    drawn = np.empty((len(distinct), sampler.replicates), bool)
    present = np.unique(distinct[:, 0])
    for name, c in zip(names, present, strict=True):
        rows = np.flatnonzero(distinct[:, 0] == c)
        rng = generator(sampler.seed, name)
        drawn[rows] = _halves(int(counts[c]), sampler.replicates, rng)[:, : len(rows)].T
    n = counts.astype(float)
    m = np.maximum(n // 2, 1)
    # A lonely unit is drawn or not with equal chance: plus or minus its whole value.
    several = np.where(n > 1, m / np.maximum(n - m, 1), 1.0)
    stretch = np.sqrt(np.maximum(several * strata.shrink[: len(n)], 0.0))
    grown = np.where(n > 1, n / m, 2.0)
    own = cell[first]
    return stretch[own], grown[own], drawn, at[first]


def _halves(n: int, replicates: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Half of ``n`` units, drawn without replacement (replicates, n)."""
    if n == 1:
        return rng.integers(0, 2, size=(replicates, 1)).astype(bool)
    out = np.zeros((replicates, n), bool)
    size = max(1, DRAW_BUDGET // n)
    for start in range(0, replicates, size):
        block = out[start : start + size]
        chosen = np.argpartition(rng.random(block.shape), n // 2 - 1, axis=1)[:, : n // 2]
        np.put_along_axis(block, chosen, True, axis=1)
    return out


def rescaled(totals: Totals, strata: Strata, *, replicates: int, seed: int) -> RescaledBootstrap:
    """Prepare a rescaled bootstrap of a design of several stages."""
    below = totals.grouped if totals.plan.people == "random" else totals.within
    chain = np.stack([below.keys[:, 1].astype(np.uint64), *below.units.T], axis=1)
    distinct, slots = np.unique(chain, axis=0, return_inverse=True)
    psus = np.unique(distinct[:, :2], axis=0)[:, 0].astype(np.int64)
    return RescaledBootstrap(
        totals,
        strata,
        replicates,
        seed,
        slots.reshape(-1),
        distinct[:, 0].astype(np.int64),
        unit_counts(totals, strata, psus),
        below,
        levels_of(totals, strata, below),
    )
