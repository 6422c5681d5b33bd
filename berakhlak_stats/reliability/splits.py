"""Splits of a set of items into two halves, all of them where they can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

MOST = 22
"""Items up to which every split is looked at."""
DRAWS = 100_000
"""Random splits of more items."""
CHUNK = 65_536
Signs = NDArray[np.int8]
"""Rows of 1 and -1: the half an item goes to."""


@dataclass(frozen=True)
class Splits:
    """The splits with the highest and the lowest coefficient (q,), and how many were tried."""

    highest: Array
    lowest: Array
    count: int


def split_value(S: Array, signs: Array) -> Array:
    """``4 cov(A, B) / var(A + B)`` of one split, the coefficient of Guttman and Flanagan."""
    whole = S.sum()
    return np.asarray((whole - signs @ S @ signs) / whole)


def split_slope(S: Array, signs: Array) -> Array:
    """Derivatives (q, q) of :func:`split_value` by the covariances."""
    whole = S.sum()
    return np.asarray((signs @ S @ signs) / whole**2 - np.outer(signs, signs) / whole)


def mean_value(S: Array) -> Array:
    """Average coefficient over all splits into halves, in closed form.

    Two items fall into the same half with the same chance for every pair, so that only the sum
    of the covariances counts. With an even number of items this is alpha (Cronbach 1951).
    """
    same, whole, own = _same(len(S)), S.sum(), np.trace(S)
    return np.asarray(1 - (own + same * (whole - own)) / whole)


def mean_slope(S: Array) -> Array:
    """Derivatives (q, q) of :func:`mean_value`."""
    same, whole, own = _same(len(S)), S.sum(), np.trace(S)
    unit = np.eye(len(S))
    return np.asarray((own + same * (whole - own)) / whole**2 - (unit + same * (1 - unit)) / whole)


def _same(size: int) -> float:
    """Mean product of the signs of two items over splits into halves."""
    return -1 / (size - 1) if size % 2 == 0 else -1 / size


def extreme_splits(S: Array, *, halves: bool = True, seed: int = 1) -> Splits:
    """The best and the worst split of the items of ``S`` (q, q).

    ``halves`` asks for parts of equal size, or one item apart where their number is odd. With
    more than 22 items random halves are drawn.
    """
    signs = _all_splits(len(S), halves) if len(S) <= MOST else _drawn(len(S), seed)
    spread = np.empty(len(signs))
    for start in range(0, len(signs), CHUNK):
        part = signs[start : start + CHUNK].astype(float)
        spread[start : start + CHUNK] = ((part @ S) * part).sum(axis=1)
    # A negative variance of the sum (a matrix with gaps) would turn best and worst round.
    best, worst = int(np.argmin(spread)), int(np.argmax(spread))
    return Splits(signs[best].astype(float), signs[worst].astype(float), len(signs))


def count_of(size: int, *, halves: bool = True) -> int:
    """How many splits :func:`extreme_splits` looks at."""
    if size > MOST:
        return DRAWS
    if not halves:
        return int(2 ** (size - 1) - 1)
    both: int = comb(size, size // 2)
    return both // 2 if size % 2 == 0 else both


@lru_cache(maxsize=8)
def _all_splits(size: int, halves: bool) -> Signs:
    """Every split once: the last item always stands on the same side."""
    codes = np.arange(1, 2 ** (size - 1), dtype=np.uint32)
    if halves:
        ones = np.bitwise_count(codes)
        codes = codes[(ones == size // 2) | (ones == size - size // 2)]
    bits = (codes[:, None] >> np.arange(size, dtype=np.uint32)) & np.uint32(1)
    return np.asarray(2 * bits.astype(np.int8) - 1, np.int8)


def _drawn(size: int, seed: int) -> Signs:
    rng = np.random.default_rng(seed)
    one = np.where(np.arange(size) < size // 2, 1, -1).astype(np.int8)
    return rng.permuted(np.tile(one, (DRAWS, 1)), axis=1)


def odd_even(size: int) -> Array:
    """Signs of the items in odd and in even places."""
    return np.where(np.arange(size) % 2 == 0, 1.0, -1.0)
