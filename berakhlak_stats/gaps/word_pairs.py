"""The size of a fourth-moment matrix of two lists, from who picked which words together.

A person who picks ten words makes 55 pairs (a word with itself included), whatever the length
of the list. So the sums over people of pairs of the one list by pairs of the other are sparse
products; subtracting means turns them into central moments block by block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROWS = 512
"""Pairs of the first list in memory at a time."""

Line = tuple[Array, Array]


def centred_square(
    first: NDArray[np.bool_], second: NDArray[np.bool_], weights: Array, lines: tuple[Line, Line]
) -> float:
    """Sum over all (i, i', j, j') of ``(sum w l_i l_i' r_j r_j')^2``.

    Parameters
    ----------
    first, second : bool arrays (n, a) and (n, b)
    weights : array (n,)
    lines : pair of (mean, slope)
        ``l_i = (first_i - mean_i) * slope_i`` for the words of the first list, and likewise.
    """
    one, two = _Pairs(first.shape[1]), _Pairs(second.shape[1])
    left = one.marks(first).T.tocsr()
    right = two.marks(second)
    right = right.multiply(weights[:, None]).tocsr()
    own = left[one.alone].dot(right).toarray()
    own = two.centre(own, lines[1][0])
    total = 0.0
    for start in range(0, one.count, ROWS):
        rows = np.arange(start, min(start + ROWS, one.count))
        raw = two.centre(left[rows].dot(right).toarray(), lines[1][0])
        i, j = one.i[rows], one.j[rows]
        p, q = lines[0][0][i, None], lines[0][0][j, None]
        central = raw - p * own[j] - q * own[i] + p * q * own[-1]
        central *= (lines[0][1][i] * lines[0][1][j])[:, None]
        central *= lines[1][1][two.i] * lines[1][1][two.j]
        total += float(one.times[rows] @ central**2 @ two.times)
    return total


class _Pairs:
    """Unordered pairs of the words of a list, and a last column that is always one."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.i, self.j = np.triu_indices(words)
        self.count = len(self.i)
        self.times = np.where(self.i == self.j, 1.0, 2.0)
        place = np.zeros((words, words), np.intp)
        place[self.i, self.j] = np.arange(self.count)
        self.place = place
        self.alone = np.append(place[np.arange(words), np.arange(words)], self.count)

    def marks(self, picked: NDArray[np.bool_]) -> csr_array:
        """1 for each pair of words that a person picked: (n, pairs + 1), sparse."""
        from scipy.sparse import csr_array

        n = len(picked)
        sizes = picked.sum(axis=1)
        rows, columns = [np.arange(n)], [np.full(n, self.count)]
        for size in np.unique(sizes[sizes > 0]):
            here = np.flatnonzero(sizes == size)
            chosen = np.nonzero(picked[here])[1].reshape(len(here), size)
            a, b = np.triu_indices(size)
            columns.append(self.place[chosen[:, a], chosen[:, b]].ravel())
            rows.append(np.repeat(here, len(a)))
        row, column = np.concatenate(rows), np.concatenate(columns)
        return csr_array((np.ones(len(row)), (row, column)), shape=(n, self.count + 1))

    def centre(self, raw: Array, mean: Array) -> Array:
        """Raw sums of products (rows, pairs + 1) as sums about the means (rows, pairs)."""
        single = raw[:, self.alone]
        p, q = mean[self.i], mean[self.j]
        return np.asarray(
            raw[:, :-1] - p * single[:, self.j] - q * single[:, self.i] + p * q * raw[:, -1:]
        )
