"""Hashes of rows and of texts, the same on every machine and in every release of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray


def hash_rows(columns: Sequence[NDArray[Any]], n: int) -> NDArray[np.uint64]:
    """A hash per row of what stands in ``columns``: rows of equal content have the same."""
    mixed = np.zeros(n, np.uint64)
    for column in columns:
        block = np.ascontiguousarray(column)
        block = block.reshape(n, -1) if n else block.reshape(0, 1)
        for j in range(block.shape[1]):
            mixed = spread(mixed ^ _as_uint64(block[:, j])) + np.uint64(0x9E3779B97F4A7C15)
    return mixed


def hash_texts(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A hash per text."""
    digests = b"".join(blake2b(str(each).encode(), digest_size=8).digest() for each in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def spread(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea & Flood 2014): every bit moves every bit."""
    with np.errstate(over="ignore"):
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def _as_uint64(column: NDArray[Any]) -> NDArray[np.uint64]:
    if column.dtype.kind == "f":
        filled: NDArray[np.float64] = np.nan_to_num(column, nan=-1.7e308).astype(np.float64)
        return filled.view(np.uint64)
    if column.dtype.kind == "i":
        return column.astype(np.int64).view(np.uint64)
    return column.astype(np.uint64)
