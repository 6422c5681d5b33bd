"""Polychoric correlations of all pairs of items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.cross_tables import CrossTables
from berakhlak_stats.association.joint_ml import joint_ml
from berakhlak_stats.association.pairs import NOTES, PairCorrelations
from berakhlak_stats.association.two_step import (
    CellInfluence,
    Fit,
    cell_influence,
    cut_points,
    two_step,
)
from berakhlak_stats.errors import OptionError
from berakhlak_stats.totals.statistic import Array

Thresholds = Literal["global", "pairwise"]
Empty = Literal["none", "half"]
Estimator = Literal["two_step", "ml"]


@dataclass(frozen=True)
class Policy:
    """How polychoric correlations are estimated; see :func:`polychoric`."""

    thresholds: Thresholds = "global"
    empty: Empty = "none"
    estimator: Estimator = "two_step"

    def __post_init__(self) -> None:
        for name, choices in (
            ("thresholds", Thresholds),
            ("empty", Empty),
            ("estimator", Estimator),
        ):
            given, known = getattr(self, name), get_args(choices)
            if given not in known:
                raise OptionError("E701", name=name, given=given, choices=", ".join(known))


def polychorics(found: CrossTables, policy: Policy) -> PairCorrelations:
    """Estimate every pair of every group of ``found`` under ``policy``."""
    first, second = found.pairs
    size = len(found.categories)
    shape = (len(found.groups), len(first))
    weighted = found.tables[:, first, second].reshape(-1, size, size)
    n = found.n[:, first, second].ravel()
    # Weights are scaled to people, so that half a person and a variance mean what they say.
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.nan_to_num(n / weighted.sum(axis=(1, 2)), posinf=0.0)
    tables, filled = weighted * scale[:, None, None], np.zeros(len(n), np.intp)
    if policy.empty == "half":
        tables, filled = _half(tables)
    cuts = _cuts(found, tables, scale, policy)
    fit = two_step(tables, cuts.rows, cuts.columns)
    rho, variance, influence = _estimates(tables, cuts, fit, policy)
    if policy.thresholds == "pairwise" or found.missing == "listwise":
        influence = _folded(influence)
    per = scale[:, None]
    return PairCorrelations(
        found,
        rho.reshape(shape),
        variance.reshape(shape),
        cut_points(found.margins),
        _notes(n, fit, variance).reshape(shape),
        filled.reshape(shape),
        (influence.both * per[..., None]).reshape(*shape, size, size),
        np.nan_to_num(influence.row * per).reshape(*shape, size),
        np.nan_to_num(influence.column * per).reshape(*shape, size),
    )


@dataclass(frozen=True)
class _Cuts:
    """Cut points (P, c - 1) of both items of each pair, and the people (P,) behind them."""

    rows: Array
    columns: Array
    row_weight: Array
    column_weight: Array


def _cuts(found: CrossTables, tables: Array, scale: Array, policy: Policy) -> _Cuts:
    if policy.thresholds == "pairwise":
        people = tables.sum(axis=(1, 2))
        cuts = [cut_points(tables.sum(axis=2)), cut_points(tables.sum(axis=1))]
        weights = [people, people]
    else:
        every, behind = cut_points(found.margins), found.margins.sum(axis=-1)
        cuts = [every[:, each].reshape(len(tables), -1) for each in found.pairs]
        weights = [behind[:, each].ravel() * scale for each in found.pairs]
    # Where nobody answered there is no table to fit either.
    known = [np.where(np.isnan(each), 0.0, each) for each in cuts]
    return _Cuts(*known, *weights)


def _estimates(
    tables: Array, cuts: _Cuts, fit: Fit, policy: Policy
) -> tuple[Array, Array, CellInfluence]:
    if policy.estimator == "two_step":
        weights = cuts.row_weight, cuts.column_weight
        influence = cell_influence(tables, cuts.rows, cuts.columns, weights, fit)
        return fit.rho, 1 / fit.information, influence
    joint = joint_ml(tables, fit)
    rho = np.where(fit.at_edge, fit.rho, [each.rho for each in joint])
    variance = np.array([each.variance for each in joint])
    none = np.zeros(tables.shape[:2])
    return rho, variance, CellInfluence(np.stack([x.influence for x in joint]), none, none)


def _half(tables: Array) -> tuple[Array, NDArray[np.intp]]:
    """Half a person in every empty cell of categories that were used."""
    used = (tables.sum(axis=2, keepdims=True) > 0) & (tables.sum(axis=1, keepdims=True) > 0)
    empty = used & (tables == 0)
    return np.where(empty, 0.5, tables), np.asarray(empty.sum(axis=(1, 2)), np.intp)


def _folded(influence: CellInfluence) -> CellInfluence:
    """One table, where the very people who answered both items are behind the cut points."""
    both = influence.both + influence.row[:, :, None] + influence.column[:, None, :]
    return CellInfluence(both, np.zeros_like(influence.row), np.zeros_like(influence.column))


def _notes(n: Array, fit: Fit, variance: Array) -> NDArray[Any]:
    answers, one, perfect, stuck = NOTES
    out = np.full(len(n), "", dtype=object)
    out[~np.isfinite(variance)] = stuck
    out[fit.at_edge] = perfect
    out[~np.isfinite(fit.rho)] = one
    out[n == 0] = answers
    return out
