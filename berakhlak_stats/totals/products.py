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
    exact = weights is None and _is_exact(*blocks)
    kind: type = np.float32 if exact else np.float64
    bounds = np.append(run_starts(keys), len(order))
    # In one cell, sums without an error are the same in every order of the rows.
    turn: Any = slice(None) if exact and len(bounds) == 2 else order
    left: Block = blocks[0][turn].astype(kind)
    right: Block = left if blocks[0] is blocks[1] else blocks[1][turn].astype(kind)
    if weights is not None:
        left = left * weights[:, None]
    out = np.empty((len(bounds) - 1, left.shape[1], right.shape[1]))
    for i, (a, b) in enumerate(pairwise(bounds)):
        out[i] = left[a:b].T @ right[a:b]
    return out


def _is_exact(left: Block, right: Block) -> bool:
    """Whether single precision adds products of these small whole numbers without an error."""
    if left.dtype.kind not in "bui" or right.dtype.kind not in "bui" or not left.size * right.size:
        return False
    return _largest(left) * _largest(right) * len(left) < 2**24


def _largest(block: Block) -> int:
    return max(abs(int(block.min())), abs(int(block.max())))
