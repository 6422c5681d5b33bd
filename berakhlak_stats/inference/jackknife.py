"""Delete-one-PSU jackknife from totals.

Source: Rust & Rao (1996), Statistical Methods in Medical Research 5, 283-310; Wolter (2007),
Introduction to Variance Estimation, ch. 4.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.replicates import unit_counts, unit_pairs
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic


def jackknife(statistic: Statistic, totals: Totals, strata: Strata) -> tuple[Array, Array]:
    """Delete-one-PSU jackknife: estimates (G, k) and variances (G, k).

    Stratified (JKn), replicates centred at the full estimate. Where no PSU is named, persons
    (or random groups of persons) are deleted one by one.
    """
    if not statistic.smooth:
        raise DesignError("E607", statistic=statistic.id, method="jackknife")
    if totals.plan.stages:
        raise DesignError("E666")
    columns = totals.plan.columns_of(statistic)
    base = totals.by_group(totals.cells.total[:, columns])
    estimate = evaluate(statistic, base)
    keys, data = totals.parts.keys, totals.parts.total[:, columns]
    unit_strata = np.unique(unit_pairs(totals), axis=0)[:, 0].astype(np.int64)
    units = unit_counts(totals, strata, unit_strata)
    variance = np.zeros_like(estimate)
    for g in range(len(totals.groups)):
        for h in range(len(totals.strata)):
            here = (keys[:, 0] == g) & (keys[:, 1] == h)
            m = int(units[h])
            if totals.plan.part_kind == "random" and m > 1:
                rows, grow = _random_groups(totals, h, here, data)
                squares = _without_each(statistic, base[g], estimate[g], rows, grow)
                squares *= (m - 1) / m
            else:
                squares = _deletions(statistic, base[g], estimate[g], data[here], m)
            variance[g] += strata.shrink[h] * squares
    variance[~np.isfinite(estimate)] = np.nan
    return estimate, variance


def _random_groups(
    totals: Totals, stratum: int, here: NDArray[np.bool_], data: Array
) -> tuple[Array, Array]:
    """Totals of all random groups of a stratum, and what the others grow by without each.

    They grow to the size of the stratum in persons, for the groups are of unequal size.
    """
    parts = totals.parts
    own = parts.keys[:, 1] == stratum
    units, slot = np.unique(parts.units[own], return_inverse=True)
    n = np.bincount(slot, weights=parts.n[own])
    rows = np.zeros((len(units), data.shape[1]))
    rows[np.searchsorted(units, parts.units[here])] = data[here]
    return rows, n.sum() / np.maximum(n.sum() - n, 1)


def _deletions(statistic: Statistic, base: Array, estimate: Array, rows: Array, m: int) -> Array:
    """Squared changes of one (group, stratum): members deleted in turn, others at once."""
    if not len(rows):
        return np.zeros_like(estimate)
    if m < 2:
        return np.asarray((evaluate(statistic, base - rows[0]) - estimate) ** 2)
    total = rows.sum(axis=0)
    grow = m / (m - 1)
    squares = _without_each(statistic, base, estimate, rows, np.full(len(rows), grow))
    if m > len(rows):
        absent = evaluate(statistic, base + (grow - 1) * total)
        squares = squares + (m - len(rows)) * (absent - estimate) ** 2
    return np.asarray((m - 1) / m * squares)


def _without_each(
    statistic: Statistic, base: Array, estimate: Array, rows: Array, grow: Array
) -> Array:
    """Sum of squared changes where each row goes in turn and the others grow."""
    total = rows.sum(axis=0)
    deleted = base - total + grow[:, None] * (total - rows)
    return np.asarray(((evaluate(statistic, deleted) - estimate) ** 2).sum(axis=0))
