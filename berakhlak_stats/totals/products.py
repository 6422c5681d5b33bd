"""Sums of products: small matrix products per cell, instead of columns per person."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.parts import run_starts
from berakhlak_stats.totals.statistic import Array

Block = NDArray[Any]


def product_sums(
    blocks: tuple[Block, Block], order: NDArray[np.intp], keys: Block, weights: Array | None
) -> Array:
    """``sum w x y'`` per run of equal keys, shape (runs, a, b).

    ``blocks`` are (n, a) and (n, b) in the order of the survey; ``keys`` and ``weights`` are
    sorted by ``order``.
    """
    kind: type = np.float32 if weights is None and _is_exact(*blocks) else np.float64
    left: Block = blocks[0][order].astype(kind)
    right: Block = left if blocks[0] is blocks[1] else blocks[1][order].astype(kind)
    if weights is not None:
        left = left * weights[:, None]
    bounds = np.append(run_starts(keys), len(left))
    out = np.empty((len(bounds) - 1, left.shape[1], right.shape[1]))
    for i, (a, b) in enumerate(pairwise(bounds)):
        out[i] = left[a:b].T @ right[a:b]
    return out


def _is_exact(left: Block, right: Block) -> bool:
    """Whether single precision adds products of these small whole numbers without an error."""
    if left.dtype.kind not in "bui" or right.dtype.kind not in "bui" or not left.size * right.size:
        return False
    largest = np.abs(left.astype(np.int16)).max() * float(np.abs(right.astype(np.int16)).max())
    return bool(largest * len(left) < 2**24)
