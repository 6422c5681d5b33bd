"""Sums of columns and of their products: per cell, instead of columns per person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.coded import Block, Coded, Piece, Ways, pieces, take, width, written_out
from berakhlak_stats.totals.parts import run_starts
from berakhlak_stats.totals.statistic import Array

Bounds = NDArray[np.intp]
COUNT, CELL = 1.4, 4.0
WRITE, ADD = 1.0, 0.05
"""Nanoseconds, on one machine: to count a person in a table of two sets, and per cell of it; to
write a number out, and to add up a product. Only their proportions matter, and only for speed."""


def product_sums(
    blocks: tuple[Block, Block],
    order: NDArray[np.intp],
    keys: NDArray[Any],
    weights: Array | None,
) -> Array:
    """``sum w x y'`` per run of equal keys, shape (runs, a, b).

    ``blocks`` are (n, a) and (n, b) in the order of the survey; ``keys`` and ``weights`` are
    sorted by ``order``.
    """
    left = [take(each, order) for each in pieces(blocks[0])]
    same = blocks[0] is blocks[1]
    right = left if same else [take(each, order) for each in pieces(blocks[1])]
    return sums_of_products(left, right, np.append(run_starts(keys), len(keys)), weights)


def sums(columns: Sequence[Piece], bounds: Bounds, weights: Array | None) -> Array:
    """``sum w x`` (runs, a) of the runs of rows between ``bounds``."""
    found = [_sums(each, bounds, weights) for each in columns]
    return np.concatenate([np.zeros((len(bounds) - 1, 0)), *found], axis=1)


def _sums(piece: Piece, bounds: Bounds, weights: Array | None) -> Array:
    if isinstance(piece, Coded) and piece.ways.size * (len(bounds) - 1) <= len(piece):
        runs = [slice(a, b) for a, b in pairwise(bounds)]
        w = [None if weights is None else weights[run] for run in runs]
        parts = [counts(piece.ways.take(run), w[i]) for i, run in enumerate(runs)]
        return np.asarray(np.stack(parts) @ piece.values.astype(float))
    x = np.asarray(written_out(piece), float)
    return sum_runs(x if weights is None else x * weights[:, None], bounds[:-1])


def sum_runs(values: Array, starts: Bounds) -> Array:
    """Sums over runs of rows. Runs are never empty, which reduceat would get wrong."""
    if not len(values):
        return np.zeros((0, values.shape[1]))
    return np.asarray(np.add.reduceat(values, starts, axis=0))


def sums_of_products(
    left: Sequence[Piece],
    right: Sequence[Piece],
    bounds: Bounds,
    weights: Array | None,
    *,
    squared: bool = False,
) -> Array:
    """``sum w x y'`` (runs, a, b) of the runs of rows between ``bounds``; or ``sum w^2 x y'``."""
    shape = sum(width(each) for each in left), sum(width(each) for each in right)
    out = np.empty((len(bounds) - 1, *shape))
    for i, (a, b) in enumerate(pairwise(bounds)):
        w = None if weights is None else weights[a:b]
        x = [take(each, slice(a, b)) for each in left]
        y = x if right is left else [take(each, slice(a, b)) for each in right]
        out[i] = _run(x, y, _Weights.of(w, squared=squared))
    return out


@dataclass(frozen=True)
class _Weights:
    """What every person counts in a sum of products; None is 1."""

    whole: Array | None
    left: Array | None
    right: Array | None

    @classmethod
    def of(cls, weights: Array | None, *, squared: bool) -> _Weights:
        if weights is None or not squared:
            return cls(weights, weights, None)
        return cls(weights**2, weights, weights)


def _run(left: Sequence[Piece], right: Sequence[Piece], weights: _Weights) -> Array:
    if not _few_ways(left, right):
        whole = written_out(tuple(left))
        return _added(whole, whole if left is right else written_out(tuple(right)), weights)
    if left is not right:
        return np.block([[_pair(x, y, weights) for y in right] for x in left])
    size = range(len(left))
    upper = {(i, j): _pair(left[i], left[j], weights) for i in size for j in size[i:]}
    return np.block([[upper[i, j] if i <= j else upper[j, i].T for j in size] for i in size])


def _few_ways(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether counting people by way costs less than adding them up one by one."""
    rows, columns = len(left[0]), [sum(width(each) for each in side) for side in (left, right)]
    sizes = [
        [each.ways.size if isinstance(each, Coded) else 0 for each in x] for x in (left, right)
    ]
    if not any(sizes[0]) and not any(sizes[1]):
        return False
    share = 0.5 if left is right else 1.0
    tables = sum(COUNT * rows + CELL * a * b for a in sizes[0] for b in sizes[1])
    written = WRITE * (columns[0] if left is right else sum(columns))
    return share * tables < rows * (written + share * ADD * columns[0] * columns[1])


def _pair(x: Piece, y: Piece, weights: _Weights) -> Array:
    """``sum w x y'`` of two pieces, over ways to answer where they are coded."""
    if isinstance(x, Coded) and isinstance(y, Coded):
        return np.asarray(x.values.T.astype(float) @ _joint(x, y, weights.whole))
    if isinstance(x, Coded):
        return np.asarray(
            x.values.T.astype(float) @ _by_code(x, np.asarray(y, float), weights.whole)
        )
    return _pair(y, x, weights).T if isinstance(y, Coded) else _added(x, y, weights)


def _joint(x: Coded, y: Coded, weights: Array | None) -> Array:
    """For every way of ``x`` the sum of the rows of ``y``."""
    if x.ways is y.ways:
        return np.asarray(counts(x.ways, weights)[:, None] * y.values, float)
    size = y.ways.size
    # Narrow numbers are added several at a time.
    kind = np.uint16 if x.ways.size * size <= 1 << 16 else np.int64
    both = np.multiply(x.ways.codes, kind(size), dtype=kind)
    both += y.ways.codes.astype(kind, copy=False)
    table = np.bincount(both, weights, x.ways.size * size)
    return np.asarray(table.reshape(-1, size) @ y.values.astype(float))


def counts(ways: Ways, weights: Array | None) -> NDArray[Any]:
    """People, or their weights added up, by way."""
    return ways.people if weights is None else np.bincount(ways.codes, weights, ways.size)


def _by_code(x: Coded, columns: Array, weights: Array | None) -> Array:
    """Weighted sums (m, b) of ``columns`` (n, b) over the people of each way."""
    moved = columns if weights is None else columns * weights[:, None]
    found = [np.bincount(x.ways.codes, column, x.ways.size) for column in moved.T]
    return np.stack(found, axis=1)


def _added(left: NDArray[Any], right: NDArray[Any], weights: _Weights) -> Array:
    """``sum w x y'`` person by person."""
    kind: type = np.float32 if weights.whole is None and _is_exact(left, right) else np.float64
    x: NDArray[Any] = left.astype(kind, copy=False)
    if left is right and weights.left is weights.right:
        y = x = x if weights.left is None else x * weights.left[:, None]
    else:
        y = x if left is right else right.astype(kind, copy=False)
        x = x if weights.left is None else x * weights.left[:, None]
        y = y if weights.right is None else y * weights.right[:, None]
    return np.asarray(x.T @ y, float)


def _is_exact(left: NDArray[Any], right: NDArray[Any]) -> bool:
    """Whether single precision adds products of these small whole numbers without an error."""
    if left.dtype.kind not in "bui" or right.dtype.kind not in "bui" or not left.size * right.size:
        return False
    return _largest(left) * _largest(right) * len(left) < 2**24


def _largest(block: NDArray[Any]) -> int:
    return max(abs(int(block.min())), abs(int(block.max())))
