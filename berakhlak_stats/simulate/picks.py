"""Successive sampling of words by Gumbel top-k, and the packing of answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import pack_picks

Float32 = NDArray[np.float32]


def gumbel(rng: np.random.Generator, shape: tuple[int, ...], scale: float) -> Float32:
    """Gumbel noise of the given scale (the negative log of an exponential)."""
    noise = rng.standard_exponential(shape, dtype=np.float32)
    # An exponential of exactly 0 would give an infinite utility; the floor is far in the tail.
    np.maximum(noise, np.float32(1e-30), out=noise)
    np.log(noise, out=noise)
    noise *= np.float32(-scale)
    return noise


def top_k(utilities: Float32, k: int) -> NDArray[np.bool_]:
    """Mark the ``k`` largest entries of every row; shape (n, words) in and out.

    Notes
    -----
    Adding Gumbel noise to log-weights and keeping the ``k`` largest is the same as drawing
    ``k`` times without replacement in proportion to the weights (Yellott 1977).

    References
    ----------
    Yellott, J. I. (1977). The relationship between Luce's choice axiom, Thurstone's theory of
    comparative judgment, and the double exponential distribution. J. Math. Psychology, 15.
    """
    width = utilities.shape[1]
    cut = np.partition(utilities, width - k, axis=1)[:, width - k]
    chosen = utilities >= cut[:, None]
    for row in np.flatnonzero(chosen.sum(axis=1) != k):
        # Two equal 32-bit utilities at the cut: the later words give way.
        chosen[row] = False
        chosen[row, np.argsort(-utilities[row], kind="stable")[:k]] = True
    return chosen


def packed_top_k(utilities: Float32, k: int) -> NDArray[np.uint64]:
    """:func:`top_k` in the packed form of a survey's picks."""
    return pack_picks(top_k(utilities, k))
