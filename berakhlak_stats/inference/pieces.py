"""Covariance on its way to a result: variances, and what of the covariance is worth keeping."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array

COVARIANCE_LIMIT = 2000
"""Outputs times groups up to which the full covariance is kept: enough for all agencies."""


@dataclass(frozen=True)
class Pieces:
    """Variances (G, k); covariance within groups (G, k, k) and of all (G*k)^2, or None."""

    variance: Array
    within: Array | None = None
    full: Array | None = None

    @classmethod
    def of(cls, within: Array, full: Array | None) -> Pieces:
        """From covariances, whose diagonals are the variances."""
        return cls(np.einsum("gkk->gk", within).copy(), within, full)

    def __add__(self, other: Pieces) -> Pieces:
        """Variances of independent stages add up."""
        return Pieces(
            self.variance + other.variance,
            _both(self.within, other.within),
            _both(self.full, other.full),
        )


def _both(first: Array | None, second: Array | None) -> Array | None:
    return None if first is None or second is None else first + second


def is_small(groups: int, outputs: int) -> bool:
    """Whether the full covariance is worth keeping."""
    return groups * outputs <= COVARIANCE_LIMIT
