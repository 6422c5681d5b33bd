"""Ranks and benchmarks of the groups of the first column, made from what a report holds already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.bounds import tested_size
from berakhlak_stats.inference.multiplicity import LEAST_RANKED
from berakhlak_stats.present.rows import Row, grouped, pick, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.present.verbs import ALPHA
from berakhlak_stats.report.evidence import unless_refused
from berakhlak_stats.report.families import alpha_shares

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

ITEM = "implementation"
LEAST_GROUPS, MOST_RANKED = 3, 100
"""Fewer groups have no order worth a figure; of more, a funnel shows all that can be told."""
REPLICATES = 200


def benchmark_results(
    survey: Survey, made: Mapping[str, Estimates], by: tuple[str, ...], options: Mapping[str, Any]
) -> dict[str, Estimates]:
    """Values of groups against their mean, a funnel, and sets of ranks, by name.

    The ranks come last: their level depends on their share of the alpha of the report.
    """
    scores = made.get(f"indices:{by[0]}") if by else None
    if scores is None or scores.covariance is None:
        return {}
    shown = [row for row in grouped(pick(rows_of(scores), item=ITEM)) if row.shown]
    if len(shown) < LEAST_GROUPS:
        return {}
    from berakhlak_stats import significance

    found: dict[str, Estimates] = {}
    values = _groups(scores, "value")
    against = significance.compare(values, against="mean")
    if against.frame["p_value"].notna().any():
        found[f"values:{by[0]}"] = against
    chosen = {**options, "replicates": min(options["replicates"], REPLICATES)}
    shape = unless_refused(lambda: significance.funnel(survey, by=by[0], **chosen))()
    if shape is not None:
        found[f"funnel:{by[0]}"] = select(shape, lambda row: row.item == ITEM)
    own = select(scores, lambda row: row.item == ITEM and row.group != "")
    ranked = int((tested_size(own.frame) >= LEAST_RANKED).sum())
    if ranked >= LEAST_GROUPS and len(shown) <= MOST_RANKED:
        name = f"ranks:{by[0]}"
        level = 1 - ALPHA * alpha_shares({**made, **found, name: own}, by)[name]
        found[name] = significance.rank_sets(own, conf_level=level, rng=options["rng"])
    return found


def _groups(scores: Estimates, level: str) -> Estimates:
    def wanted(row: Row) -> bool:
        return row.level == level and row.group != ""

    return select(scores, wanted)
