"""Sums per (group, stratum) of the rows of one batch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.batch import Batch
from berakhlak_stats.totals.coded import Piece, choose, pieces, written_out
from berakhlak_stats.totals.products import sums, sums_of_products
from berakhlak_stats.totals.state import Cells, Plan
from berakhlak_stats.totals.statistic import Array

Bounds = NDArray[np.intp]


def cell_sums(
    columns: Sequence[Piece], batch: Batch, plan: Plan, products: dict[str, Array]
) -> Cells:
    """What a state keeps of its cells; ``columns`` are the features in the order of ``batch``."""
    bounds, weights = batch.bounds, batch.weights
    count = sums(columns, bounds, None)
    return Cells(
        keys=batch.keys[bounds[:-1]],
        n=np.diff(bounds),
        count=count,
        total=count if weights is None else sums(columns, bounds, weights),
        second={} if plan.stages else moments(columns, bounds, weights, plan),
        cross=_cross(columns, batch, plan),
        weights=_weights(bounds, weights),
        drawn=_drawn(columns, batch, plan),
        products=products,
    )


def _weights(bounds: Bounds, weights: Array | None) -> Array:
    """Sums of weights and of their squares, from which follows what unequal ones cost."""
    if weights is None:
        return np.repeat(np.diff(bounds)[:, None].astype(float), 2, axis=1)
    return sums((np.stack([weights, weights**2], axis=1),), bounds, None)


def moments(
    columns: Sequence[Piece], bounds: Bounds, weights: Array | None, plan: Plan
) -> dict[str, Array]:
    """Sums of ``w^2 x x'`` between ``bounds``, per smooth statistic."""
    out = {}
    for name, positions in plan.moments:
        chosen = pieces(choose(tuple(columns), positions))
        out[name] = sums_of_products(chosen, chosen, bounds, weights, squared=True)
    return out


def _cross(columns: Sequence[Piece], batch: Batch, plan: Plan) -> Array:
    """Products of calibrators with all features, for the regression on them."""
    calibrators = list(plan.calibrators)
    out = np.zeros((len(batch.bounds) - 1, len(calibrators), plan.layout.width))
    if batch.base is not None:
        x = written_out(tuple(columns))
        left = x[:, calibrators] * batch.base[:, None]
        for i, (a, b) in enumerate(pairwise(batch.bounds)):
            out[i] = left[a:b].T @ x[a:b]
    return out


def _drawn(columns: Sequence[Piece], batch: Batch, plan: Plan) -> Array:
    """Sums under every set of replicate weights: (cells, replicates, columns)."""
    out = np.zeros((len(batch.bounds) - 1, plan.drawn, plan.layout.width))
    if batch.replicates is not None:
        x = written_out(tuple(columns))
        weighted = x if batch.weights is None else x * batch.weights[:, None]
        for i, (a, b) in enumerate(pairwise(batch.bounds)):
            out[i] = batch.replicates[a:b].T @ weighted[a:b]
    return out
