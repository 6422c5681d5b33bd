"""Rows that agree on every margin move together: work on the distinct cells instead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
_LARGEST_KEY = 2**62


def distinct_cells(codes: Sequence[NDArray[np.integer]]) -> tuple[Codes, Codes]:
    """Distinct combinations (cells, margins) and the cell of every row (n,).

    The codes are folded into one integer per row, which sorts far faster than rows of a
    matrix; before the product of the sizes could overflow, the keys are made dense.
    """
    key = np.zeros(len(codes[0]), np.int64)
    size = 1
    for column in codes:
        width = int(column.max(initial=-1)) + 1
        if size * width > _LARGEST_KEY:
            found, key = np.unique(key, return_inverse=True)
            key, size = key.reshape(-1).astype(np.int64), len(found)
        key = key * width + column
        size *= width
    _, first, slot = np.unique(key, return_index=True, return_inverse=True)
    cells = np.stack([np.asarray(column)[first] for column in codes], axis=1)
    return cells.astype(np.int64), slot.reshape(-1).astype(np.int64)
