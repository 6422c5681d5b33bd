"""Deciding what a pass has to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.stages import PERSONS
from berakhlak_stats.totals.state import PartKind, PeopleKind, Plan
from berakhlak_stats.totals.statistic import Feature, Layout, Products, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PERSON_LIMIT = 20_000
RANDOM_GROUPS = 200
RANDOM_WITHIN = 20
"""Random groups of persons within a PSU, where persons are the last of several stages."""


def make_plan(
    statistics: Sequence[Statistic],
    *,
    by: str = "",
    n: int,
    design: Design,
    replicates: bool,
    products: Sequence[Products] = (),
) -> Plan:
    """Decide what a pass over ``n`` rows has to keep.

    With a named PSU, sums per PSU serve Taylor and replicates alike. Without one, Taylor
    needs second moments; replicates resample persons, or 200 random groups per stratum once
    there are more than 20,000 rows (design of the house, not a statistical necessity).
    Persons who are the last of several stages are kept one by one up to the same number;
    above it, second moments per unit serve Taylor, and 20 random groups per unit replicates.

    Parameters
    ----------
    statistics : sequence of Statistic
    by : str
        Column of the groups; empty for everybody.
    n : int
        Rows to come.
    design : Design
        Says whether PSUs are named, and what weights were calibrated or replicated with.
    replicates : bool
        Whether parts for resampling are wanted.
    products : sequence of Products

    Returns
    -------
    Plan
    """
    has_psu = design.psu_codes is not None
    layout = Layout.of(needed_features(statistics, design))
    kind: PartKind = "psu" if has_psu else "none"
    if not has_psu and replicates:
        kind = "person" if n <= PERSON_LIMIT else "random"
    known = () if design.calibration is None else _whole(layout.positions([calibrators(design)]))
    stages = stages_that_count(design)
    people = _people(stages, n, replicates)
    summed = not has_psu or people in ("moments", "random")
    smooth = [each for each in statistics if each.smooth] if summed else []
    return Plan(
        layout,
        by,
        kind,
        random_groups=RANDOM_GROUPS if kind == "random" else 0,
        moments=tuple(
            (each.id, _whole(layout.positions(each.features)) + known) for each in smooth
        ),
        calibrators=known,
        drawn=0 if design.replicates is None else design.replicates.factors.shape[1],
        products=tuple(each.name for each in products),
        stages=stages,
        people=people,
    )


def _people(stages: tuple[str, ...], n: int, replicates: bool) -> PeopleKind:
    if PERSONS not in stages:
        return "none"
    if n <= PERSON_LIMIT:
        return "person"
    return "random" if replicates else "moments"


def stages_that_count(design: Design) -> tuple[str, ...]:
    """Units of the later stages; none without population counts, when only PSUs count."""
    return () if design.population is None else tuple(each.unit for each in design.stages)


def calibrators(design: Design) -> Feature:
    """What the weights of a design were calibrated on."""
    known = design.calibration
    names = () if known is None else known.names

    def compute(survey: Survey) -> NDArray[Any]:
        here = survey.design.calibration
        return np.empty((survey.n, 0)) if here is None else here.matrix()

    return Feature("calibrators", names, compute)


def needed_features(statistics: Sequence[Statistic], design: Design) -> list[Feature]:
    """What a pass adds up: the features of ``statistics``, and the calibrators."""
    features = [feature for each in statistics for feature in (*each.features, *each.bases)]
    return [*features, *([] if design.calibration is None else [calibrators(design)])]


def _whole(positions: NDArray[np.intp]) -> tuple[int, ...]:
    return tuple(int(each) for each in positions)
