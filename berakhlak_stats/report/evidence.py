"""How far the results can be relied on: the results behind those parts of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import BerakhlakError

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

REPLICATES = 200
"""Enough for what is printed of them; the indices keep the number that was asked for."""
NOT_FOR_THESE_ANSWERS = ("E301", "E642", "E702", "E703")
"""Codes by which a statistic says that it does not exist here; so does every code E8xx."""
Compute = Callable[[], "Estimates"]


def evidence_plan(
    survey: Survey, lists: Sequence[str], by: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Callable[[], Estimates | None]]:
    """Reliability, agreement and answer quality, by name; None where they do not exist.

    ``lists`` are the pick lists that anybody answered.
    """
    chosen = {**options, "replicates": min(options["replicates"], REPLICATES)}
    plan: dict[str, Compute] = {}
    if lists:
        plan |= _picked(survey, lists, chosen)
    if survey.instrument.ratings:
        plan |= _rated(survey, by, chosen)
    if by:
        plan |= _units(survey, by[0], chosen)
    plan |= _quality(survey, chosen)
    return {name: unless_refused(compute) for name, compute in plan.items()}


def _picked(survey: Survey, lists: Sequence[str], options: Mapping[str, Any]) -> dict[str, Compute]:
    from berakhlak_stats import reliability

    current = "current" if "current" in lists else lists[0]
    return {
        "stability": lambda: reliability.split_half_respondents(
            survey, lists=tuple(lists), **options
        ),
        "top_stability": lambda: reliability.top_stability(survey, lists=current, **options),
    }


def _rated(survey: Survey, by: Sequence[str], options: Mapping[str, Any]) -> dict[str, Compute]:
    from berakhlak_stats import interpret, reliability
    from berakhlak_stats.association.items import scales_of

    plan: dict[str, Compute] = {
        "alpha": lambda: reliability.cronbach_alpha(survey, **options),
        "omega": lambda: reliability.categorical_omega(survey, **options),
    }
    for scale in scales_of(survey.instrument) if by else ():
        plan[f"verdict:{scale}"] = lambda scale=scale: interpret.aggregation_verdict(  # type: ignore[misc]
            survey, by=by[0], items=scale, **options
        )
    return plan


def _units(survey: Survey, by: str, options: Mapping[str, Any]) -> dict[str, Compute]:
    from berakhlak_stats import reliability

    asked = survey.instrument
    about = "indices" if asked.pick_lists and asked.values else "ratings"
    return {
        "unit_reliability": lambda: reliability.unit_reliability(
            survey, by=by, statistic=about, **options
        )
    }


def _quality(survey: Survey, options: Mapping[str, Any]) -> dict[str, Compute]:
    from berakhlak_stats import quality

    return {
        "flags": lambda: quality.answer_quality(survey, **options),
        "exclusion": lambda: quality.effect_of_exclusion(survey, **options),
        "missing": lambda: quality.missing_patterns(survey, **options),
    }


def unless_refused(compute: Compute) -> Callable[[], Estimates | None]:
    """The same, with None where the answers do not allow the statistic."""

    def run() -> Estimates | None:
        try:
            return compute()
        except BerakhlakError as error:
            if error.code.startswith("E8") or error.code in NOT_FOR_THESE_ANSWERS:
                return None
            raise

    return run
