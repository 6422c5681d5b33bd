"""The one pass: from respondents to totals, batch by batch, whatever the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.design import ONE_STRATUM
from berakhlak_stats.totals.batch import Batch, sort_rows
from berakhlak_stats.totals.cells import cell_sums, moments
from berakhlak_stats.totals.coded import (
    Block,
    Coded,
    Piece,
    is_exact,
    pieces,
    take,
    width,
    written_out,
)
from berakhlak_stats.totals.parts import Parts, Within, nothing_within, run_starts
from berakhlak_stats.totals.plan import make_plan, needed_features
from berakhlak_stats.totals.products import sum_runs, sums_of_products
from berakhlak_stats.totals.state import Plan, Totals, merge
from berakhlak_stats.totals.statistic import Array, Feature, Products, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

BATCH_ROWS = 65_536
BATCH_NUMBERS = 1 << 23
"""Wide features come in shorter batches, so that memory stays bounded."""


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
    found = [each.compute(survey) for each in features]
    multiplied = [each.compute(survey) for each in products]
    batch = sort_rows(
        survey, plan, group_codes, exact=_is_exact(survey, [*found, *chain(*multiplied)])
    )
    columns = _columns(found, batch, plan)
    weighted = _rows(columns, batch, plan)
    return Totals(
        plan=plan,
        design=survey.design.without_rows(),
        groups=groups,
        strata=strata,
        cells=cell_sums(columns, batch, plan, _multiplied(products, multiplied, batch)),
        parts=_parts(weighted, batch, plan),
        within=_within(weighted, batch, plan, survey),
        grouped=_grouped(weighted, batch, plan, survey),
        n_rows=survey.n,
    )


def _is_exact(survey: Survey, blocks: Sequence[Block]) -> bool:
    """Whether no sum depends on the order of the rows."""
    plain = survey.weights is None and survey.design.calibration is None
    plain = plain and survey.design.replicates is None
    return plain and all(is_exact(each) for each in blocks)


def _columns(found: Sequence[Block], batch: Batch, plan: Plan) -> tuple[Piece, ...]:
    """The features in the order of the batch: written out where that is needed."""
    parts = [take(piece, batch.order) for block in found for piece in pieces(block)]
    if not plan.needs_rows and any(isinstance(each, Coded) for each in parts):
        return tuple(parts)
    out = np.empty((len(batch.keys), plan.layout.width))
    start = 0
    for piece in parts:
        stop = start + width(piece)
        out[:, start:stop] = written_out(piece)
        start = stop
    return (out,)


def _rows(columns: Sequence[Piece], batch: Batch, plan: Plan) -> Array:
    """Weighted features, a row per person, where sums of units are kept."""
    if not plan.needs_rows:
        return np.empty((0, plan.layout.width))
    x = written_out(tuple(columns))
    return x if batch.weights is None else np.asarray(x * batch.weights[:, None])


def _multiplied(
    products: Sequence[Products], blocks: Sequence[tuple[Block, Block]], batch: Batch
) -> dict[str, Array]:
    out = {}
    for each, (left, right) in zip(products, blocks, strict=True):
        x = [take(piece, batch.order) for piece in pieces(left)]
        y = x if left is right else [take(piece, batch.order) for piece in pieces(right)]
        out[each.name] = sums_of_products(
            x, y, batch.bounds, batch.weights if each.weighted else None
        )
    return out


def _groups(survey: Survey, by: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Group code per row; rows without a group (-1) form none and are left out."""
    if not by:
        return np.zeros(survey.n, np.int64), ("",)
    column = survey.column(by)
    return column.codes.astype(np.int64), column.labels


def _parts(weighted: Array, batch: Batch, plan: Plan) -> Parts:
    if plan.part_kind == "none":
        empty, none = np.empty((0, 2), np.int64), np.empty(0, np.int64)
        return Parts(empty, np.empty(0, np.uint64), none, np.empty((0, weighted.shape[1])))
    first = batch.units[:, 0]
    starts = run_starts(batch.keys, first)
    n = np.diff(np.append(starts, len(weighted)))
    return Parts(batch.keys[starts], first[starts], n, sum_runs(weighted, starts))


def _within(weighted: Array, batch: Batch, plan: Plan, survey: Survey) -> Within:
    """Sums below the PSU, by named units, or by persons where they are few."""
    if not plan.stages:
        return nothing_within(weighted.shape[1])
    named = batch.units[:, :-1] if plan.people == "random" else batch.units
    made = _below(weighted, batch, named, survey)
    bounds = np.append(run_starts(batch.keys, named), len(weighted))
    return replace(made, second=moments((weighted,), bounds, None, plan))


def _grouped(weighted: Array, batch: Batch, plan: Plan, survey: Survey) -> Within:
    if plan.people != "random":
        return nothing_within(weighted.shape[1])
    return _below(weighted, batch, batch.units, survey)


def _below(weighted: Array, batch: Batch, units: NDArray[np.uint64], survey: Survey) -> Within:
    starts = run_starts(batch.keys, units)
    sizes = np.stack([each.sizes for each in survey.design.stages], axis=1)[batch.order]
    n = np.diff(np.append(starts, len(weighted)))
    total = sum_runs(weighted, starts)
    return Within(batch.keys[starts], units[starts], sizes[starts], n, total)
