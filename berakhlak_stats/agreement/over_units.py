"""Statistics of all units together, from sums over units, with units deleted one by one.

Source: Efron & Stein (1981), Annals of Statistics 9, 586-596.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from berakhlak_stats.inference.intervals import student
from berakhlak_stats.totals.statistic import Array


@dataclass(frozen=True)
class Jackknifed:
    """Estimates (k,), standard errors and t intervals on ``units - 1`` degrees of freedom."""

    estimate: Array
    std_error: Array
    low: Array
    high: Array
    df: int


def delete_units(sums: Array, f: Callable[[Array], Array], conf_level: float) -> Jackknifed:
    """``f`` of sums (..., p) over units (G, p), each unit left out in turn."""
    whole = sums.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, without = f(whole), f(whole - sums)
        spread = ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    units = len(sums)
    # Two units always correlate perfectly: what is left of three tells nothing.
    error = np.sqrt((units - 1) / units * np.where(np.isfinite(spread), spread, np.nan))
    ends = student(estimate, error, np.full(estimate.shape, units - 1.0), conf_level)
    return Jackknifed(estimate, error, ends.low, ends.high, units - 1)
