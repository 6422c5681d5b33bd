"""Omega from a Schmid-Leiman solution, with derivatives by refitting from a near solution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.factors import FLOOR
from berakhlak_stats.association.rotation import SchmidLeiman, schmid_leiman
from berakhlak_stats.reliability.coefficients import Problem, Solution, unsolved
from berakhlak_stats.totals.statistic import Array

STEP = 1e-4


def details_of(k: int) -> tuple[str, ...]:
    """Names of the numbers per item, in the order in which they are given."""
    factors = (f"factor_{j}" for j in range(1, k + 1))
    return ("general", *factors, "communality", "uniqueness", "general_share")


@dataclass(frozen=True)
class SchmidLeimanTask:
    """Omega with ``k`` group factors, of one matrix after another.

    ``turn`` turns items round that load negatively on the general factor; ``report`` gives
    numbers of improper solutions; ``details`` gives the loadings too.
    """

    k: int
    turn: bool = False
    report: bool = False
    details: bool = False

    def solve(self, R: Array) -> Solution:
        """Omegas (and loadings) of one correlation matrix, and derivatives by it."""
        base = schmid_leiman(R, self.k)
        size = len(R)
        count = 4 + 2 * self.k + (len(details_of(self.k)) * size if self.details else 0)
        if not base.converged:
            return unsolved(count, size, "E809")
        if base.heywood and not self.report:
            at = np.flatnonzero(base.psi <= FLOOR * (1 + 1e-6))
            return unsolved(count, size, "E808", [int(i) for i in at])
        sign = np.where(base.negative & self.turn, -1.0, 1.0)
        member = np.abs(base.group).argmax(axis=1)

        def values(matrix: Array, found: SchmidLeiman) -> Array:
            return self._values(matrix, found, sign, member)

        slopes = np.zeros((count, size, size))
        for i, j in zip(*np.triu_indices(size, 1), strict=True):
            ends = []
            for step in (STEP, -STEP):
                moved = R.copy()
                moved[i, j] = moved[j, i] = R[i, j] + step
                ends.append(values(moved, schmid_leiman(moved, self.k, start=base)))
            slopes[:, i, j] = slopes[:, j, i] = (ends[0] - ends[1]) / (4 * STEP)
        return Solution(values(R, base), slopes, self._problems(base))

    def _problems(self, base: SchmidLeiman) -> tuple[Problem, ...]:
        """Improper solutions that are reported, and items that run against the general factor."""
        made = [Problem("E816")] if base.heywood else []
        if base.negative.any():
            places = tuple(int(i) for i in np.flatnonzero(base.negative))
            made.append(Problem("E815" if self.turn else "E802", places))
        return tuple(made)

    def _values(
        self, R: Array, found: SchmidLeiman, sign: Array, member: NDArray[np.intp]
    ) -> Array:
        turned = R * np.outer(sign, sign)
        general, group = found.general * sign, found.group * sign[:, None]
        whole = turned.sum()
        hierarchical, all_of_it = general.sum() ** 2 / whole, 1 - found.u2.sum() / whole
        common = (general**2).sum()
        totals = [
            hierarchical,
            all_of_it,
            hierarchical / all_of_it,
            common / (common + (group**2).sum()),
        ]
        within = [_within(turned, general, group[:, j], member == j) for j in range(self.k)]
        own = np.array([*totals, *(one[0] for one in within), *(one[1] for one in within)])
        if not self.details:
            return own
        share = general**2 / found.h2
        return np.concatenate([own, general, group.T.ravel(), found.h2, found.u2, share])


def _within(R: Array, general: Array, group: Array, here: NDArray[np.bool_]) -> tuple[float, float]:
    """Shares of the variance of the sum of some items: the general factor's and their own."""
    if not here.any():
        return np.nan, np.nan
    whole = R[np.ix_(here, here)].sum()
    return float(general[here].sum() ** 2 / whole), float(group[here].sum() ** 2 / whole)
