"""Pearson and Spearman correlations of rating items, as functions of their cross-tables."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.cross_tables import CrossTables
from berakhlak_stats.association.pairs import NOTES, PairCorrelations
from berakhlak_stats.association.two_step import cut_points

Scores = Literal["pearson", "spearman"]
Complex = NDArray[np.complex128]
STEP = 1e-20
"""Of the complex step, whose derivatives are exact to the last digit."""


def scored(found: CrossTables, scores: Scores) -> PairCorrelations:
    """Correlations of category numbers, or of ranks with ties at their middle.

    Every function of a table has the influence of one more person in a cell as its derivative
    by that cell, ranks and all.
    """
    first, second = found.pairs
    size = len(found.categories)
    shape = (len(found.groups), len(first))
    tables = found.tables[:, first, second]
    rho = _correlation(tables.astype(complex), scores).real
    both = np.empty(tables.shape)
    for a in range(size):
        for b in range(size):
            moved = tables.astype(complex)
            # Relative to the table, so that the step is small for any size of weights.
            step = STEP * np.maximum(tables.sum(axis=(-2, -1)), 1.0)
            moved[..., a, b] += 1j * step
            both[..., a, b] = _correlation(moved, scores).imag / step
    n = found.n[:, first, second]
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = n / tables.sum(axis=(-2, -1))
        variance = (tables * both**2).sum(axis=(-2, -1)) / scale
    perfect = np.isclose(np.abs(rho), 1.0, rtol=0, atol=1e-12)
    variance = np.where(perfect, np.nan, variance)
    notes = np.full(shape, "", dtype=object)
    notes[perfect] = NOTES[2]
    notes[~np.isfinite(rho)] = NOTES[1]
    notes[n == 0] = NOTES[0]
    none = np.zeros((*shape, size))
    filled = np.zeros(shape, np.intp)
    thresholds = cut_points(found.margins)
    return PairCorrelations(found, rho, variance, thresholds, notes, filled, both, none, none)


def _correlation(tables: Complex, scores: Scores) -> Complex:
    """Of tables (..., c, c); NaN where one item does not vary."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = tables / tables.sum(axis=(-2, -1), keepdims=True)
        x, y = (_scores(margin, scores) for margin in (p.sum(axis=-1), p.sum(axis=-2)))
        centred = [
            z - (q * z).sum(axis=-1, keepdims=True)
            for z, q in ((x, p.sum(axis=-1)), (y, p.sum(axis=-2)))
        ]
        cov = np.einsum("...ab,...a,...b->...", p, *centred)
        spread = np.einsum("...ab,...a->...", p, centred[0] ** 2) * np.einsum(
            "...ab,...b->...", p, centred[1] ** 2
        )
        out = cov / np.sqrt(spread)
    varies = ((p.real > 0).any(axis=-1).sum(axis=-1) > 1) & (
        (p.real > 0).any(axis=-2).sum(axis=-1) > 1
    )
    return np.where(varies, out, np.nan)


def _scores(margin: Complex, scores: Scores) -> Complex:
    """Numbers of the categories, or the middles of their ranks (as shares of everybody)."""
    if scores == "pearson":
        return np.broadcast_to(np.arange(margin.shape[-1], dtype=complex), margin.shape)
    return np.asarray(np.cumsum(margin, axis=-1) - margin / 2)
