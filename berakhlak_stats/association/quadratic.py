"""Quadratic forms ``y' B y`` of many rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

CHUNK_ROWS, BLOCK_ROWS = 4_096, 64
FEW = 4
"""Forms, per pair of columns, below which each is computed by itself."""
EXACT = 1e-14
"""What rounding leaves when a form is put together from its parts, beside its largest entry."""


def quadratic(forms: Array) -> Callable[[NDArray[Any]], Array]:
    """What maps rows ``y`` (n, p) to ``y' B y`` for matrices ``B`` (k, p, p): (n, k)."""
    count = len(forms)
    whole = (forms + forms.swapaxes(-1, -2)) / 2
    i, j = np.triu_indices(whole.shape[-1])
    half = np.where(i == j, 1.0, 2.0) * whole[:, i, j]
    used = np.flatnonzero((half != 0).any(axis=0))
    if count * FEW >= len(used):
        # Products of pairs serve many forms at once; one form is quicker by itself.
        i, j, half = i[used], j[used], half[:, used]
        return lambda y: _by_chunk(y, count, lambda part: half @ (part[i] * part[j]))
    parts = [part for part in map(_parts, whole) if part is not None]
    if len(parts) == count:
        sign = np.array([[each.sign] for each in parts])
        linear = np.stack([*(each.u for each in parts), *(each.last for each in parts)])
        own = np.stack([each.own for each in parts])
        return lambda y: _by_chunk(y, count, lambda part: _simple(part, sign, linear, own))
    return lambda y: _by_chunk(y, count, lambda part: _single(part, whole))


def _by_chunk(y: NDArray[Any], k: int, f: Callable[[Array], Array]) -> Array:
    """``f`` of columns (p, n) of respondents, written out as (n, k)."""
    out = np.empty((k, len(y)))
    for start in range(0, len(y), CHUNK_ROWS):
        rows = y[start : start + CHUNK_ROWS]
        # Zeros up to a whole block: there a product does not depend on a row's place.
        part = np.zeros((y.shape[1], -(-len(rows) // BLOCK_ROWS) * BLOCK_ROWS))
        part[:, : len(rows)] = rows.T
        out[:, start : start + len(rows)] = f(part)[:, : len(rows)]
    return out.T


def _single(part: Array, forms: Array) -> Array:
    return np.stack([((form @ part) * part).sum(axis=0) for form in forms])


@dataclass(frozen=True)
class _Parts:
    """A form ``sign (u y)^2 + own y^2 + y_last (last y)``."""

    sign: float
    u: Array
    own: Array
    last: Array


def _parts(form: Array) -> _Parts | None:
    """Such parts of a symmetric form, where all but its last row has one factor off the diagonal.

    So have the forms of coefficients that treat all items alike, or alike but for their scale.
    """
    own, inner = np.diag(form).copy(), form[:-1, :-1]
    off = inner - np.diag(np.diag(inner))
    u, sign = np.zeros(len(form)), 1.0
    if off.any():
        i, j = np.unravel_index(np.abs(off).argmax(), off.shape)
        k = np.abs(off[i] * off[j]).argmax()
        if off[i, k] * off[j, k] == 0:
            return None
        square = off[i, j] * off[i, k] / off[j, k]
        sign = float(np.sign(square))
        u[:-1] = sign * off[i] / np.sqrt(abs(square))
        u[i] = np.sqrt(abs(square))
    rest = off - sign * np.outer(u[:-1], u[:-1])
    np.fill_diagonal(rest, 0.0)
    if np.abs(rest).max(initial=0.0) > EXACT * np.abs(off).max(initial=0.0):
        return None
    last = np.append(2 * form[-1, :-1], own[-1])
    own[-1] = 0.0
    return _Parts(sign, u, own - sign * u**2, last)


def _simple(part: Array, sign: Array, linear: Array, own: Array) -> Array:
    factor, last = np.split(linear @ part, 2)
    return np.asarray(sign * factor**2 + own @ (part * part) + last * part[-1])
