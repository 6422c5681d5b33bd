"""Agreement of two vote profiles: four functions of votes per word, vectorised.

Each takes votes ``a`` and ``b`` (..., words) and returns (...), 0-1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.statistic import Array

TOP = 10
PERSISTENCE = 0.9
HAIR = 1e-13


def profile_overlap(a: Array, b: Array) -> Array:
    """Sum over words of the smaller of the two vote shares."""
    return np.asarray(np.minimum(_shares(a), _shares(b)).sum(axis=-1))


def weighted_jaccard(a: Array, b: Array) -> Array:
    """Sum of the smaller over the sum of the larger vote shares (Ruzicka similarity)."""
    p, q = _shares(a), _shares(b)
    return np.asarray(np.minimum(p, q).sum(axis=-1) / np.maximum(p, q).sum(axis=-1))


def top10_matches(a: Array, b: Array) -> Array:
    """Words in both top tens, in tenths. Words tied at the tenth place share the seats left."""
    return np.asarray(np.minimum(_seats(a), _seats(b)).sum(axis=-1) / TOP)


def rank_biased_overlap(a: Array, b: Array) -> Array:
    """Agreement of the two rankings, depth d weighted by .9^(d-1), over all words."""
    words = a.shape[-1]
    depth = np.arange(1, words + 1)
    weight = PERSISTENCE ** (depth - 1)
    # A word found by depth m in both rankings adds 1/d to the agreement at every d >= m.
    tail = np.cumsum((weight / depth)[::-1])[::-1] / weight.sum()
    deeper = np.maximum(_ranks(a), _ranks(b))
    return np.asarray(tail[deeper].sum(axis=-1))


FORMS: dict[str, Callable[[Array, Array], Array]] = {
    "profile_overlap": profile_overlap,
    "weighted_jaccard": weighted_jaccard,
    "top10_matches": top10_matches,
    "rank_biased_overlap": rank_biased_overlap,
}


def _shares(votes: Array) -> Array:
    # Inflated resampling noise can push a rare word below zero votes.
    kept = np.maximum(votes, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(kept / kept.sum(axis=-1, keepdims=True))


def _seats(votes: Array) -> Array:
    place = min(TOP, votes.shape[-1])
    tenth = -np.partition(-votes, place - 1, axis=-1)[..., place - 1 : place]
    above = votes > tenth
    tied = votes == tenth
    left = place - above.sum(axis=-1, keepdims=True)
    return np.asarray(above + tied * left / np.maximum(tied.sum(axis=-1, keepdims=True), 1))


def _ranks(votes: Array) -> NDArray[np.intp]:
    """Places from 0; tied words keep their order, which the hair does faster than a stable sort."""
    place = np.arange(votes.shape[-1])
    hair = HAIR * np.abs(votes).max(axis=-1, keepdims=True) * place
    order = np.argsort(hair - votes, axis=-1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, place, axis=-1)
    return ranks
