"""The one pass: from respondents to totals, batch by batch, whatever the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.design import ONE_STRATUM
from berakhlak_stats.totals.parts import Parts, Within, nothing_within, run_starts
from berakhlak_stats.totals.plan import RANDOM_WITHIN, make_plan, needed_features
from berakhlak_stats.totals.products import product_sums
from berakhlak_stats.totals.state import Cells, Plan, Totals, merge
from berakhlak_stats.totals.statistic import Array, Feature, Products, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

BATCH_ROWS = 65_536
BATCH_NUMBERS = 1 << 23
"""Wide features come in shorter batches, so that memory stays bounded."""


@dataclass(frozen=True)
class Batch:
    """Codes and weights of the rows of one batch, sorted by (group, stratum, unit)."""

    order: NDArray[np.intp]
    keys: NDArray[np.int64]
    units: NDArray[np.uint64]
    """Of every stage (n, s); a single column where there is one."""
    weights: Array | None
    base: Array | None
    """Weights of the regression on the calibrators."""
    replicates: Array | None


def collect(
    source: Survey | Iterable[Survey],
    statistics: Sequence[Statistic],
    *,
    by: str | None = None,
    replicates: bool = False,
    products: Sequence[Products] = (),
    n: int | None = None,
) -> Totals:
    """Read respondents once and keep the totals that ``statistics`` need.

    Parameters
    ----------
    source : Survey or iterable of Survey
        A survey in memory, or batches of one (a Parquet stream). Batches must share one
        instrument and one design.
    statistics : sequence of Statistic
    by : str, optional
        Column whose labels form the groups; None is everybody.
    replicates : bool
        Whether parts for resampling are kept where no PSU is named.
    products : sequence of Products
        Sums of products to keep per cell beside the features of ``statistics``.
    n : int, optional
        Rows to come, for an iterable; decides between persons and random groups.

    Returns
    -------
    Totals
        Mergeable by ``+``.
    """
    from threadpoolctl import threadpool_limits

    batches = iter(_slices(source, _batch_rows(statistics)))
    first = next(batches)
    design = first.design
    rows = n if n is not None else len(source)  # type: ignore[arg-type]
    plan = make_plan(
        statistics,
        by=by or "",
        n=rows,
        design=design,
        replicates=replicates,
        products=products,
    )
    features = list(dict.fromkeys(needed_features(statistics, design)))
    # Skinny products with several BLAS threads cost far more than they save.
    with threadpool_limits(1, user_api="blas"):
        states = (_state(batch, plan, features, products) for batch in _chain(first, batches))
        return reduce(merge, states)


def _chain(first: Survey, rest: Iterator[Survey]) -> Iterator[Survey]:
    yield first
    yield from rest


def _batch_rows(statistics: Sequence[Statistic]) -> int:
    features = {f: len(f.columns) for each in statistics for f in (*each.features, *each.bases)}
    return min(BATCH_ROWS, max(1024, BATCH_NUMBERS // max(sum(features.values()), 1)))


def _slices(source: Survey | Iterable[Survey], rows: int) -> Iterator[Survey]:
    from berakhlak_stats.survey.survey import Survey

    for survey in [source] if isinstance(source, Survey) else source:
        for start in range(0, max(survey.n, 1), rows):
            yield survey if survey.n <= rows else survey.take(slice(start, start + rows))


def _state(
    survey: Survey, plan: Plan, features: Sequence[Feature], products: Sequence[Products]
) -> Totals:
    group_codes, groups = _groups(survey, plan.by)
    strata = survey.design.stratum_labels if survey.design.strata else (ONE_STRATUM,)
    batch = _sort(survey, plan, group_codes)
    x = _matrix(survey, features, plan.layout.width)[batch.order]
    weighted = x if batch.weights is None else x * batch.weights[:, None]
    multiplied = {
        each.name: product_sums(
            each.compute(survey), batch.order, batch.keys, batch.weights if each.weighted else None
        )
        for each in products
    }
    return Totals(
        plan=plan,
        design=survey.design.without_rows(),
        groups=groups,
        strata=strata,
        cells=_cells(x, weighted, batch, plan, multiplied),
        parts=_parts(weighted, batch, plan),
        within=_within(weighted, batch, plan, survey),
        grouped=_grouped(weighted, batch, plan, survey),
        n_rows=survey.n,
    )


def _groups(survey: Survey, by: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Group code per row; rows without a group (-1) form none and are left out."""
    if not by:
        return np.zeros(survey.n, np.int64), ("",)
    column = survey.column(by)
    return column.codes.astype(np.int64), column.labels


def _sort(survey: Survey, plan: Plan, groups: NDArray[np.int64]) -> Batch:
    design = survey.design
    zeros = np.zeros(survey.n, np.int64)
    strata = zeros if design.stratum_codes is None else design.stratum_codes.astype(np.int64)
    units = _units(survey, plan)
    # Rows without a group still take part in the design: their PSU is a planned zero. They
    # go to a cell of their own, group -1, which no result ever reads.
    # Within a unit rows stand in the order of their keys, so that sums of fractions come out
    # the same to the last bit however the file is sorted.
    # Codes that are all alike need no sorting.
    apart = [codes for codes in (*units.T[::-1], strata, groups) if codes.any()]
    order = np.lexsort((survey.keys, *apart))
    keys = np.stack([groups, strata], axis=1)[order]
    weights = None if survey.weights is None else survey.weights[order].astype(float)
    base = None if design.calibration is None else design.calibration.base[order]
    drawn = None if design.replicates is None else design.replicates.factors[order]
    return Batch(order, keys, units[order], weights, base, drawn)


def _units(survey: Survey, plan: Plan) -> NDArray[np.uint64]:
    """Units of every stage that is kept apart, (n, s)."""
    if plan.part_kind == "person":
        return survey.keys[:, None]
    if plan.part_kind == "random":
        return (survey.keys % np.uint64(plan.random_groups))[:, None]
    if plan.part_kind == "none":
        return np.zeros((survey.n, 1), np.uint64)
    design = survey.design
    chain = [psu_ids(design.psu_labels)[design.psu_codes]]
    for stage in design.stages if plan.stages else ():
        if stage.codes is not None:
            chain.append(psu_ids(stage.labels)[stage.codes])
    if plan.people == "person":
        chain.append(survey.keys)
    if plan.people == "random":
        chain.append(survey.keys % np.uint64(RANDOM_WITHIN))
    return np.stack(chain, axis=1)


def psu_ids(labels: Sequence[str]) -> NDArray[np.uint64]:
    """A stable number per PSU label, the same in every partition of a file."""
    from berakhlak_stats.survey.survey import make_keys

    return make_keys([], len(labels), ids=labels)


def _matrix(survey: Survey, features: Sequence[Feature], width: int) -> Array:
    out = np.empty((survey.n, width))
    start = 0
    for feature in features:
        stop = start + len(feature.columns)
        out[:, start:stop] = feature.compute(survey)
        start = stop
    return out


def _cells(
    x: Array, weighted: Array, batch: Batch, plan: Plan, products: dict[str, Array]
) -> Cells:
    starts = run_starts(batch.keys)
    bounds = np.append(starts, len(x))
    n = np.diff(bounds)
    count = _sum_runs(x, starts)
    plain = batch.weights is None
    return Cells(
        keys=batch.keys[starts],
        n=n,
        count=count,
        total=count if plain else _sum_runs(weighted, starts),
        second={} if plan.stages else _moments(weighted, bounds, plan),
        cross=_cross(x, batch, bounds, plan),
        drawn=_drawn(weighted, batch, bounds),
        products=products,
    )


def _cross(x: Array, batch: Batch, bounds: NDArray[np.intp], plan: Plan) -> Array:
    """Products of calibrators with all features, for the regression on them."""
    calibrators = list(plan.calibrators)
    out = np.zeros((len(bounds) - 1, len(calibrators), x.shape[1]))
    if batch.base is not None:
        left = x[:, calibrators] * batch.base[:, None]
        for i, (a, b) in enumerate(pairwise(bounds)):
            out[i] = left[a:b].T @ x[a:b]
    return out


def _drawn(weighted: Array, batch: Batch, bounds: NDArray[np.intp]) -> Array:
    """Sums under every set of replicate weights: (cells, replicates, columns)."""
    count = 0 if batch.replicates is None else batch.replicates.shape[1]
    out = np.zeros((len(bounds) - 1, count, weighted.shape[1]))
    if batch.replicates is not None:
        for i, (a, b) in enumerate(pairwise(bounds)):
            out[i] = batch.replicates[a:b].T @ weighted[a:b]
    return out


def _moments(weighted: Array, bounds: NDArray[np.intp], plan: Plan) -> dict[str, Array]:
    return {name: _second(weighted, bounds, list(columns)) for name, columns in plan.moments}


def _second(weighted: Array, bounds: NDArray[np.intp], columns: list[int]) -> Array:
    """Cross-products of weighted features, one small product per cell."""
    block = np.ascontiguousarray(weighted[:, columns])
    out = np.empty((len(bounds) - 1, len(columns), len(columns)))
    for i, (a, b) in enumerate(pairwise(bounds)):
        out[i] = block[a:b].T @ block[a:b]
    return out


def _parts(weighted: Array, batch: Batch, plan: Plan) -> Parts:
    if plan.part_kind == "none":
        empty, none = np.empty((0, 2), np.int64), np.empty(0, np.int64)
        return Parts(empty, np.empty(0, np.uint64), none, np.empty((0, weighted.shape[1])))
    first = batch.units[:, 0]
    starts = run_starts(batch.keys, first)
    n = np.diff(np.append(starts, len(weighted)))
    return Parts(batch.keys[starts], first[starts], n, _sum_runs(weighted, starts))


def _within(weighted: Array, batch: Batch, plan: Plan, survey: Survey) -> Within:
    """Sums below the PSU, by named units, or by persons where they are few."""
    if not plan.stages:
        return nothing_within(weighted.shape[1])
    named = batch.units[:, :-1] if plan.people == "random" else batch.units
    made = _below(weighted, batch, named, survey)
    bounds = np.append(run_starts(batch.keys, named), len(weighted))
    return replace(made, second=_moments(weighted, bounds, plan))


def _grouped(weighted: Array, batch: Batch, plan: Plan, survey: Survey) -> Within:
    if plan.people != "random":
        return nothing_within(weighted.shape[1])
    return _below(weighted, batch, batch.units, survey)


def _below(weighted: Array, batch: Batch, units: NDArray[np.uint64], survey: Survey) -> Within:
    starts = run_starts(batch.keys, units)
    sizes = np.stack([each.sizes for each in survey.design.stages], axis=1)[batch.order]
    n = np.diff(np.append(starts, len(weighted)))
    total = _sum_runs(weighted, starts)
    return Within(batch.keys[starts], units[starts], sizes[starts], n, total)


def _sum_runs(values: Array, starts: NDArray[np.intp]) -> Array:
    """Sums over runs of rows. Runs are never empty, which reduceat would get wrong."""
    if not len(values):
        return np.zeros((0, values.shape[1]))
    return np.asarray(np.add.reduceat(values, starts, axis=0))
