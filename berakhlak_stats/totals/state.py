"""The mergeable state of a pass: sums per cell, second moments, and sums per part.

A *cell* is a (group, stratum) pair. A *part* is a (group, stratum, unit) triple, where the
unit is a named PSU, a person, or one of the random groups that stand for persons. All of it
merges by addition: State(A u B) = State(A) + State(B) for any split.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.survey.design import Design
from berakhlak_stats.totals.parts import Parts, Within, merge_parts, merge_within
from berakhlak_stats.totals.statistic import Array, Layout, Statistic

PartKind = Literal["none", "psu", "person", "random"]
PeopleKind = Literal["none", "person", "moments", "random"]


@dataclass(frozen=True)
class Plan:
    """What a pass collects. Two states merge only when their plans agree.

    ``moments`` lists, per smooth statistic, the columns whose cross-products are kept (all
    that Taylor needs where persons are the PSUs): those of the statistic, then
    ``calibrators``, the columns that weights were calibrated on. ``drawn`` counts sets of
    replicate weights; ``products`` names the sums of products. ``stages`` are the units of
    the stages after the first, and ``people`` how persons who are the last of them are kept:
    one by one, by second moments, or by those and random groups.
    """

    layout: Layout
    by: str
    part_kind: PartKind
    random_groups: int = 0
    moments: tuple[tuple[str, tuple[int, ...]], ...] = ()
    calibrators: tuple[int, ...] = ()
    drawn: int = 0
    products: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    people: PeopleKind = "none"

    @property
    def needs_rows(self) -> bool:
        """Whether sums are kept that need a row per person: of units, or under other weights."""
        kept = self.part_kind != "none" or bool(self.stages)
        return kept or bool(self.calibrators) or self.drawn > 0

    def columns_of(self, statistic: Statistic) -> NDArray[np.intp]:
        """Positions of a statistic's features in this plan's columns."""
        return self.layout.positions(statistic.features)


@dataclass(frozen=True)
class Cells:
    """Sums per (group, stratum).

    Attributes
    ----------
    keys : int array (c, 2), sorted: group code, stratum code
    n : int array (c,), unweighted persons
    count : array (c, p), unweighted sums of the features
    total : array (c, p), weighted sums
    second : mapping of statistic id to array (c, q, q), sums of ``w^2 x x'``
    cross : array (c, calibrators, p), sums of ``b a x'`` for calibrators ``a``
    weights : array (c, 2), sums over persons of their weight and of its square
    drawn : array (c, replicates, p), weighted sums under every set of replicate weights
    products : mapping of name to array (c, a, b), sums of ``w x y'``
    """

    keys: NDArray[np.int64]
    n: NDArray[np.int64]
    count: Array
    total: Array
    second: dict[str, Array]
    cross: Array
    weights: Array
    drawn: Array
    products: dict[str, Array]


@dataclass(frozen=True)
class Totals:
    """All that remains of the respondents after the pass.

    Group code -1 stands for rows outside every group: they belong to no result, but their
    PSUs and strata are part of the design. ``design`` carries no rows. ``within`` holds the
    sums below the PSU of a design of several stages, and ``grouped`` those of random groups
    of persons where replicates need them.
    """

    plan: Plan
    design: Design
    groups: tuple[str, ...]
    strata: tuple[str, ...]
    cells: Cells
    parts: Parts
    within: Within
    grouped: Within
    n_rows: int

    def __repr__(self) -> str:
        return f"Totals(n_rows={self.n_rows}, groups={len(self.groups)}, strata={len(self.strata)})"

    def __add__(self, other: Totals) -> Totals:
        return merge(self, other)

    def by_group(self, values: Array) -> Array:
        """Add cell values (c, ...) up over strata: shape (groups, ...)."""
        out = np.zeros((len(self.groups), *values.shape[1:]))
        inside = self.cells.keys[:, 0] >= 0
        np.add.at(out, self.cells.keys[inside, 0], values[inside])
        return out


def merge(left: Totals, right: Totals) -> Totals:
    """The state of both sets of respondents together.

    Parameters
    ----------
    left, right : Totals
        Collected by the same plan.

    Returns
    -------
    Totals

    Raises
    ------
    DesignError
        E608 where the plans differ.
    """
    if left.plan != right.plan:
        raise DesignError("E608", reason="plans differ")
    design = _merge_designs(left.design, right.design)
    groups = _joined(left.groups, right.groups)
    strata = _joined(left.strata, right.strata)
    a, b = _relabel(left, groups, strata), _relabel(right, groups, strata)
    return replace(
        left,
        design=replace(design, stratum_labels=strata),
        groups=groups,
        strata=strata,
        cells=_merge_cells(a.cells, b.cells),
        parts=merge_parts(a.parts, b.parts),
        within=merge_within(a.within, b.within),
        grouped=merge_within(a.grouped, b.grouped),
        n_rows=left.n_rows + right.n_rows,
    )


def _merge_designs(left: Design, right: Design) -> Design:
    """One design for both: the same policies, and the counts of the strata of either."""
    for name in ("weights", "strata", "psu", "lonely", "fpc_form"):
        if getattr(left, name) != getattr(right, name):
            raise DesignError("E608", reason=f"designs differ: {name}")
    if [each.unit for each in left.stages] != [each.unit for each in right.stages]:
        raise DesignError("E608", reason="designs differ: stages")
    return replace(
        left,
        psu_labels=_joined(left.psu_labels, right.psu_labels),
        population=_merge_counts(left.population, right.population, "population"),
        planned=_merge_counts(left.planned, right.planned, "planned"),
    )


def _merge_counts(
    left: Mapping[str, int] | None, right: Mapping[str, int] | None, name: str
) -> Mapping[str, int] | None:
    if left is None or right is None:
        if left is not right:
            raise DesignError("E608", reason=f"designs differ: {name}")
        return None
    if any(left[stratum] != right[stratum] for stratum in left.keys() & right.keys()):
        raise DesignError("E608", reason=f"designs differ: {name}")
    return {**left, **right}


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Labels of both sides: unchanged where they agree, else sorted, whichever came first."""
    return left if left == right else tuple(sorted({*left, *right}))


def _relabel(state: Totals, groups: tuple[str, ...], strata: tuple[str, ...]) -> Totals:
    if state.groups == groups and state.strata == strata:
        return state
    # The trailing -1 keeps group -1 (rows outside every group) where it is.
    group_to = np.array([groups.index(label) for label in state.groups] + [-1], np.int64)
    stratum_to = np.array([strata.index(label) for label in state.strata], np.int64)

    def move(keys: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.stack([group_to[keys[:, 0]], stratum_to[keys[:, 1]]], axis=1)

    return replace(
        state,
        groups=groups,
        strata=strata,
        cells=replace(state.cells, keys=move(state.cells.keys)),
        parts=replace(state.parts, keys=move(state.parts.keys)),
        within=replace(state.within, keys=move(state.within.keys)),
        grouped=replace(state.grouped, keys=move(state.grouped.keys)),
    )


def _merge_cells(a: Cells, b: Cells) -> Cells:
    keys, slot = np.unique(np.concatenate([a.keys, b.keys]), axis=0, return_inverse=True)
    first, second = np.split(slot.reshape(-1), [len(a.keys)])

    def add(x: NDArray[np.generic], y: NDArray[np.generic]) -> NDArray[np.generic]:
        out = np.zeros((len(keys), *x.shape[1:]), x.dtype)
        out[first] = x
        out[second] += y
        return out

    return Cells(
        keys,
        add(a.n, b.n),  # type: ignore[arg-type]
        add(a.count, b.count),  # type: ignore[arg-type]
        add(a.total, b.total),  # type: ignore[arg-type]
        {name: add(a.second[name], b.second[name]) for name in a.second},  # type: ignore[misc]
        add(a.cross, b.cross),  # type: ignore[arg-type]
        add(a.weights, b.weights),  # type: ignore[arg-type]
        add(a.drawn, b.drawn),  # type: ignore[arg-type]
        {name: add(a.products[name], b.products[name]) for name in a.products},  # type: ignore[misc]
    )
