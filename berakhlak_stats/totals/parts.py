"""Sums per unit: of a named PSU, a person, a random group of persons, or of later stages.

All of it merges by addition, like the cells of :mod:`~berakhlak_stats.totals.state`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.totals.statistic import Array

Keys = NDArray[np.int64]
Units = NDArray[np.uint64]
Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True)
class Parts:
    """Weighted sums per (group, stratum, unit): keys (e, 2), units (e,) and total (e, p).

    ``n`` (e,) counts persons, unweighted.
    """

    keys: Keys
    units: Units
    n: NDArray[np.int64]
    total: Array


@dataclass(frozen=True)
class Within:
    """Weighted sums below the PSU, for designs of several stages.

    Attributes
    ----------
    keys : int array (e, 2): group code, stratum code
    units : array (e, s): PSU, unit of the second stage, and so on
    sizes : array (e, stages)
        Per later stage: units in the population of what it was drawn in.
    n : int array (e,), unweighted persons
    total : array (e, p)
    second : mapping of statistic id to array (e, q, q)
        Sums of ``w^2 x x'``, where the last stage are persons too many to keep one by one.
    """

    keys: Keys
    units: Units
    sizes: Array
    n: NDArray[np.int64]
    total: Array
    second: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.n)


def nothing_within(width: int) -> Within:
    """What designs of one stage keep below the PSU."""
    return Within(
        np.empty((0, 2), np.int64),
        np.empty((0, 1), np.uint64),
        np.empty((0, 0)),
        np.empty(0, np.int64),
        np.empty((0, width)),
    )


def merge_parts(a: Parts, b: Parts) -> Parts:
    """Parts of both sides."""
    if not len(a.units) + len(b.units):
        return a
    rows = _Rows.of(a.keys, a.units, b.keys, b.units)
    n = rows.put(a.n, rows.first) + rows.put(b.n, rows.second)
    return Parts(rows.keys, rows.units, n, rows.add(a.total, b.total))


def merge_within(a: Within, b: Within) -> Within:
    """Sums below the PSU of both sides.

    Raises
    ------
    DesignError
        E608 where the two count the population of the same unit differently.
    """
    if not len(a) + len(b):
        return a
    rows = _Rows.of(a.keys, a.units, b.keys, b.units)
    sizes = np.maximum(rows.put(a.sizes, rows.first), rows.put(b.sizes, rows.second))
    for given, where in ((a.sizes, rows.first), (b.sizes, rows.second)):
        if (given != sizes[where]).any():
            raise DesignError("E608", reason="designs differ: population of a later stage")
    return Within(
        rows.keys,
        rows.units,
        sizes,
        rows.put(a.n, rows.first) + rows.put(b.n, rows.second),
        rows.add(a.total, b.total),
        {name: rows.add(a.second[name], b.second[name]) for name in a.second},
    )


@dataclass(frozen=True)
class _Rows:
    """The distinct rows of two sets of parts, and where each side's rows are among them."""

    keys: Keys
    units: Units
    first: NDArray[np.intp]
    second: NDArray[np.intp]

    @classmethod
    def of(cls, keys: Keys, units: Units, more_keys: Keys, more_units: Units) -> _Rows:
        both, chain = np.concatenate([keys, more_keys]), np.concatenate([units, more_units])
        columns = chain[:, None] if chain.ndim == 1 else chain
        order = np.lexsort((*columns.T[::-1], both[:, 1], both[:, 0]))
        starts = run_starts(both[order], chain[order])
        fresh = np.zeros(len(order), np.intp)
        fresh[starts] = 1
        slot = np.empty(len(order), np.intp)
        slot[order] = np.cumsum(fresh) - 1
        kept = order[starts]
        return cls(both[kept], chain[kept], slot[: len(keys)], slot[len(keys) :])

    def add(self, a: Array, b: Array) -> Array:
        return np.asarray(self.put(a, self.first) + self.put(b, self.second))

    def put(self, values: NDArray[Number], where: NDArray[np.intp]) -> NDArray[Number]:
        out = np.zeros((len(self.keys), *values.shape[1:]), values.dtype)
        out[where] = values
        return out


def run_starts(keys: Keys, units: Units | None = None) -> NDArray[np.intp]:
    """Where a new (key, unit) begins in sorted arrays; ``units`` is (n,) or (n, stages)."""
    if not len(keys):
        return np.empty(0, np.intp)
    new = np.zeros(len(keys) - 1, bool)
    for column in keys.T:
        new |= column[1:] != column[:-1]
    if units is not None:
        changed = units[1:] != units[:-1]
        new |= changed if changed.ndim == 1 else changed.any(axis=1)
    return np.concatenate([[0], np.flatnonzero(new) + 1])
