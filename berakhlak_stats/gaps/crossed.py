"""Products of two blocks of answers per person, and the spread of their sums, cell by cell.

Cell (i, j) sums ``l_i r_j`` over people; with blocks of 90 words there are 8,100 cells. Their
covariance matrix is never formed. Its trace follows from its diagonal; the trace of its square
is a sum of squared inner products: between primary units (the Gram matrix, in batches), or,
where persons are the units, between pairs of words of the one block and pairs of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.gaps.word_pairs import Line, centred_square
from berakhlak_stats.totals.statistic import Array

BATCH = 4_096


class Crossed(Protocol):
    """Two blocks ``left`` (n, a) and ``right`` (n, b); rows outside the domain are zeros."""

    @property
    def left(self) -> Array:
        """The first block."""
        ...

    @property
    def right(self) -> Array:
        """The second block."""
        ...

    def gram_square(self, weights: Array) -> float:
        """Sum of squares of the matrix ``sum w d d'``, with ``d`` a person's (a * b) products."""
        ...


@dataclass(frozen=True)
class CrossedPicks:
    """Two lists: standardised marks of the words picked on each.

    ``picked`` are the marks themselves; a row of a block is ``(mark - mean) * slope`` by its
    line, and zero outside ``known``.
    """

    picked: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    lines: tuple[Line, Line]
    known: NDArray[np.bool_]

    @cached_property
    def left(self) -> Array:
        """Standardised marks of the first list."""
        return self._block(0)

    @cached_property
    def right(self) -> Array:
        """Standardised marks of the second list."""
        return self._block(1)

    def _block(self, side: int) -> Array:
        mean, slope = self.lines[side]
        return np.where(self.known[:, None], (self.picked[side] - mean) * slope, 0.0)

    def gram_square(self, weights: Array) -> float:
        """By pairs of words, of which a person picks few: sparse sums, block by block."""
        first, second = (marks[self.known] for marks in self.picked)
        return centred_square(first, second, weights[self.known], self.lines)


@dataclass(frozen=True)
class CrossedClasses:
    """One class per person against a list: marks of the class, and residuals of the words."""

    left: Array
    right: Array
    codes: NDArray[np.intp]

    def gram_square(self, weights: Array) -> float:
        """People of one class share their left row: second moments per class are enough."""
        classes = np.unique(self.codes[self.codes >= 0])
        rows, moments = [], []
        for code in classes:
            here = self.codes == code
            block = self.right[here]
            rows.append(self.left[here][0])
            moments.append(((block * weights[here, None]).T @ block).ravel())
        inner = np.array(rows) @ np.array(rows).T
        spread = np.array(moments) @ np.array(moments).T
        return float((inner**2 * spread).sum())


def batches(n: int) -> Iterator[slice]:
    """Runs of rows small enough to work on."""
    for start in range(0, n, BATCH):
        yield slice(start, min(start + BATCH, n))


def weighted_sums(crossed: Crossed, weights: Array) -> Array:
    """``sum w l r'``, shape (a, b)."""
    return np.asarray((crossed.left * weights[:, None]).T @ crossed.right)


def weighted_squares(crossed: Crossed, weights: Array) -> Array:
    """``sum w l^2 r^2`` of every cell, shape (a, b)."""
    out = np.zeros((crossed.left.shape[1], crossed.right.shape[1]))
    for rows in batches(len(weights)):
        left = crossed.left[rows] ** 2 * weights[rows, None]
        out += left.T @ crossed.right[rows] ** 2
    return out


def projected_square(crossed: Crossed, weights: Array, direction: Array) -> float:
    """``sum w (l' D r)^2`` for a matrix ``D`` (a, b)."""
    along = ((crossed.left @ direction) * crossed.right).sum(axis=1)
    return float((weights * along**2).sum())


def persons_trace(
    crossed: Crossed,
    weights: Array,
    taken: Sequence[tuple[float, Array]],
    gram_square: float | None = None,
) -> tuple[Array, float]:
    """Diagonal (a, b), and trace of the square, of ``sum w d d' - sum c T T'``.

    ``taken`` holds pairs of a constant ``c`` and a matrix ``T`` (a, b). ``gram_square`` is that
    of ``crossed`` under ``weights``, where it is known already.
    """
    diagonal = weighted_squares(crossed, weights)
    square = crossed.gram_square(weights) if gram_square is None else gram_square
    for constant, direction in taken:
        diagonal = diagonal - constant * direction**2
        square -= 2 * constant * projected_square(crossed, weights, direction)
    if taken:
        flat = np.array([direction.ravel() for _, direction in taken])
        constants = np.array([constant for constant, _ in taken])
        square += float(np.einsum("h,k,hk->", constants, constants, (flat @ flat.T) ** 2))
    return diagonal, square


def units_trace(rows: Array, signs: Array) -> tuple[Array, float]:
    """Diagonal (cells,), and trace of the square, of ``sum sign R R'`` for ``R`` (units, cells)."""
    square = 0.0
    for here in batches(len(rows)):
        inner = rows[here] @ rows.T
        square += float(signs[here] @ (inner**2) @ signs)
    return np.asarray((signs[:, None] * rows**2).sum(axis=0)), square
