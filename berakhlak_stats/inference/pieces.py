"""Covariance on its way to a result: within groups, and of everything where that is small."""

from __future__ import annotations

from dataclasses import dataclass

from berakhlak_stats.totals.statistic import Array

COVARIANCE_LIMIT = 2000
"""Outputs times groups up to which the full covariance is kept: enough for all agencies."""


@dataclass(frozen=True)
class Pieces:
    """Covariance within groups (G, k, k), and of all (G*k)^2 or None."""

    within: Array
    full: Array | None

    def __add__(self, other: Pieces) -> Pieces:
        """Variances of independent stages add up."""
        known = self.full is not None and other.full is not None
        full = self.full + other.full if known else None  # type: ignore[operator]
        return Pieces(self.within + other.within, full)


def is_small(groups: int, outputs: int) -> bool:
    """Whether the full covariance is worth keeping."""
    return groups * outputs <= COVARIANCE_LIMIT
