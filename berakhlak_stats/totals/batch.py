"""The rows of one batch in the order in which the pass adds them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.lots import random_group
from berakhlak_stats.totals.coded import Rows
from berakhlak_stats.totals.parts import run_starts
from berakhlak_stats.totals.plan import RANDOM_WITHIN
from berakhlak_stats.totals.state import Plan
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Batch:
    """Codes and weights of the rows of one batch, sorted by (group, stratum, unit)."""

    order: Rows
    keys: NDArray[np.int64]
    bounds: NDArray[np.intp]
    """Where the rows of each cell begin, and the number of rows."""
    units: NDArray[np.uint64]
    """Of every stage (n, s); a single column where there is one."""
    weights: Array | None
    base: Array | None
    """Weights of the regression on the calibrators."""
    replicates: Array | None


def sort_rows(survey: Survey, plan: Plan, groups: NDArray[np.int64], *, exact: bool) -> Batch:
    """Put rows in order; ``exact`` says that no sum depends on the order within a unit."""
    design = survey.design
    zeros = np.zeros(survey.n, np.int64)
    strata = zeros if design.stratum_codes is None else design.stratum_codes.astype(np.int64)
    units = _units(survey, plan)
    # Rows without a group still take part in the design: their PSU is a planned zero. They
    # go to a cell of their own, group -1, which no result ever reads.
    # Codes that are all alike need no sorting.
    apart = [each for each in (*units.T[::-1], strata, groups) if each.any()]
    order = _order(survey, apart, exact=exact)
    keys = np.stack([groups, strata], axis=1)
    if apart:
        keys, units = keys[order], units[order]
    bounds = np.append(run_starts(keys), len(keys))
    weights = None if survey.weights is None else survey.weights[order].astype(float)
    base = None if design.calibration is None else design.calibration.base[order]
    drawn = None if design.replicates is None else design.replicates.factors[order]
    return Batch(order, keys, bounds, units, weights, base, drawn)


def _order(survey: Survey, apart: Sequence[NDArray[np.int64 | np.uint64]], *, exact: bool) -> Rows:
    """Rows by the codes ``apart``, of which the last is the first to sort by."""
    if exact:
        return np.lexsort(apart) if apart else slice(None)
    # Within a unit rows stand in the order of their lots, so that sums of fractions come out
    # the same to the last bit however the file is sorted and whatever tool wrote it.
    order = np.argsort(survey.lots)
    return order[np.lexsort([each[order] for each in apart])] if apart else order


def _units(survey: Survey, plan: Plan) -> NDArray[np.uint64]:
    """Units of every stage that is kept apart, (n, s)."""
    if plan.part_kind == "person":
        return survey.lots[:, None]
    if plan.part_kind == "random":
        return random_group(survey.lots, plan.random_groups)[:, None]
    if plan.part_kind == "none":
        return np.zeros((survey.n, 1), np.uint64)
    design = survey.design
    chain = [psu_ids(design.psu_labels)[design.psu_codes]]
    for stage in design.stages if plan.stages else ():
        if stage.codes is not None:
            chain.append(psu_ids(stage.labels)[stage.codes])
    if plan.people == "person":
        chain.append(survey.lots)
    if plan.people == "random":
        chain.append(random_group(survey.lots, RANDOM_WITHIN))
    return np.stack(chain, axis=1)


def psu_ids(labels: Sequence[str]) -> NDArray[np.uint64]:
    """A stable number per PSU label, the same in every partition of a file."""
    from berakhlak_stats.survey.survey import make_keys

    return make_keys([], len(labels), ids=labels)
