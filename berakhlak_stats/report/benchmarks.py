"""Ranks and benchmarks of the groups of the first column, made from what a report holds already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.rows import Row, grouped, pick, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.present.verbs import ALPHA
from berakhlak_stats.report.evidence import unless_refused
from berakhlak_stats.report.families import declared

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

    The ranks come last: their level depends on how many families share the alpha of the report.
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
    found[f"values:{by[0]}"] = significance.compare(values, against="mean")
    chosen = {**options, "replicates": min(options["replicates"], REPLICATES)}
    shape = unless_refused(lambda: significance.funnel(survey, by=by[0], **chosen))()
    if shape is not None:
        found[f"funnel:{by[0]}"] = select(shape, lambda row: row.item == ITEM)
    if len(shown) <= MOST_RANKED:
        name = f"ranks:{by[0]}"
        own = select(scores, lambda row: row.item == ITEM and row.group != "")
        level = 1 - ALPHA / len(declared({**made, **found, name: own}, by))
        found[name] = significance.rank_sets(own, conf_level=level, rng=options["rng"])
    return found


def _groups(scores: Estimates, level: str) -> Estimates:
    def wanted(row: Row) -> bool:
        return row.level == level and row.group != ""

    return select(scores, wanted)
