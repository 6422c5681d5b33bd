"""Results whose table, figure and sentences are their own, not told from their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.present.figures.figure import Figure
    from berakhlak_stats.present.narrative.claim import Narrative
    from berakhlak_stats.present.tables import Table


@dataclass(frozen=True)
class Own:
    """The three ways in which a result is shown.

    All take result and language; ``table`` also ``caption`` and ``most`` rows, ``figure``
    ``width`` and ``title``, ``narrative`` the number ``start`` of the first claim.
    """

    table: Callable[..., Table]
    figure: Callable[..., Figure]
    narrative: Callable[..., Narrative]


def own_presentation(result: Estimates) -> Own | None:
    """How a result is shown that knows for itself; None for all others."""
    found = _OWN.get(result.provenance.statistic)
    return None if found is None else found()


def _waves() -> Own:
    from berakhlak_stats.present.changes import change_table
    from berakhlak_stats.present.figures.slopes import slopes
    from berakhlak_stats.present.narrative.changes import change_narrative

    return Own(change_table, slopes, change_narrative)


def _targets() -> Own:
    from berakhlak_stats.present.figures.aims import aims
    from berakhlak_stats.present.narrative.targets import target_narrative
    from berakhlak_stats.present.targets import target_table

    return Own(target_table, aims, target_narrative)


def _published() -> Own:
    from berakhlak_stats.present.figures.scenarios import scenarios
    from berakhlak_stats.present.narrative.published import published_narrative
    from berakhlak_stats.present.published import published_table

    return Own(published_table, scenarios, published_narrative)


def _stability() -> Own:
    from berakhlak_stats.present.narrative.stability import stability_narrative
    from berakhlak_stats.present.stability import stability_figure, stability_table

    return Own(stability_table, stability_figure, stability_narrative)


def _benchmarks() -> Own:
    from berakhlak_stats.present.benchmarks import benchmark_figure, benchmark_table
    from berakhlak_stats.present.narrative.benchmarks import benchmark_narrative

    return Own(benchmark_table, benchmark_figure, benchmark_narrative)


STABILITY = (
    "unit_reliability",
    "respondents_needed",
    "split_half_respondents",
    "top_stability",
    "generalizability_study",
)
BENCHMARKS = ("funnel", "rank_sets", "shrunken_scores", "standings")
_OWN: dict[str, Callable[[], Own]] = {
    **dict.fromkeys(STABILITY, _stability),
    **dict.fromkeys(BENCHMARKS, _benchmarks),
    "waves": _waves,
    "target_achievement": _targets,
    "published_change": _published,
}
