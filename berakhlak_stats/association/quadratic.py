"""Quadratic forms ``y' B y`` of many rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

CHUNK_ROWS, BLOCK_ROWS = 4_096, 64
FEW = 4
"""Forms, per pair of columns, below which each is computed by itself."""
EXACT = 1e-14
"""What rounding leaves when a form is put together from its parts, beside its largest entry."""


def quadratic(y: NDArray[Any], forms: Array) -> Array:
    """``y' B y`` for rows ``y`` (n, p) and matrices ``B`` (k, p, p): (n, k)."""
    forms = (forms + forms.swapaxes(-1, -2)) / 2
    parts = [_parts(form) for form in forms]
    simple = [part for part in parts if part is not None]
    if len(simple) == len(forms):
        return _by_chunk(y, len(forms), lambda part: _simple(part, simple))
    i, j = np.triu_indices(y.shape[1])
    half = np.where(i == j, 1.0, 2.0) * forms[:, i, j]
    used = np.flatnonzero((half != 0).any(axis=0))
    i, j, half = i[used], j[used], half[:, used]
    # Products of pairs serve many forms at once; one form is quicker by itself.
    if len(forms) * FEW < len(used):
        return _by_chunk(y, len(forms), lambda part: _single(part, forms))
    return _by_chunk(y, len(forms), lambda part: half @ (part[i] * part[j]))
