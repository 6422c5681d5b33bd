"""Ask the rooms below for every number of a report. Nothing is computed here but counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.nesting import check_nested
from berakhlak_stats.report.benchmarks import benchmark_results
from berakhlak_stats.report.between import gap_plan
from berakhlak_stats.report.evidence import evidence_plan
from berakhlak_stats.report.families import share_alpha
from berakhlak_stats.report.population import Population, population_of, raking_margins
from berakhlak_stats.report.response import describe_response, reading_of
from berakhlak_stats.report.results import ReportResults

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.report.population import Frame
    from berakhlak_stats.survey.survey import Survey

PAIRS = (("personal", "current"), ("current", "desired"))
SENSITIVITY_REPLICATES = 200
"""Its intervals are not printed in the report; they are there for who reads the data."""
Step = Callable[[str], None]
Weights = Mapping[str, float] | None


def collect_results(
    survey: Survey,
    *,
    by: str | Sequence[str] | None = None,
    frame: Frame = None,
    title: str | None = None,
    weights: Weights = None,
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int = 1,
    progress: Step | None = None,
) -> ReportResults:
    """All results that a report prints.

    Parameters
    ----------
    survey : Survey
    by : str or sequence of str, optional
        Columns by which groups are shown; the first one in full.
    frame : int, mapping, Frame or path, optional
        Population: a total, counts by label of one column, or a frame
        (:func:`berakhlak_stats.weighting.read_frame`) or its file, whose margins of all ``by``
        columns are used. The design's own by default. Held against the answers: E218 where
        more people answered than there are.
    title : str, optional
        By default the title of the data, else the name of the file.
    weights : mapping of index id to weight, optional
        Of the five indices in the total; equal by default.
    conf_level, replicates, rng
        As everywhere; ``rng`` is a seed.
    progress : callable, optional
        Told the name of each result before it is computed.

    Returns
    -------
    ReportResults

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.report import collect_results
    >>> results = collect_results(bs.simulate.simulate(seed=1), replicates=100)
    >>> results.response.n
    612
    """
    columns = (by,) if isinstance(by, str) else tuple(by or ())
    check_nested(survey, columns)
    people = population_of(survey, columns, frame)
    options = {"conf_level": conf_level, "replicates": replicates, "rng": rng}
    plan = _plan(survey, columns, options, weights)
    if _has_indices(survey.instrument):
        plan |= _sensitivity_plan(survey, columns, options, weights, people)
    made: dict[str, Estimates] = {}
    for name, compute in (plan | _optional_plan(survey, columns, options)).items():
        if progress is not None:
            progress(name)
        result = compute()
        if result is not None:
            made[name] = result
    if columns and progress is not None:
        progress("benchmarks")
    made |= benchmark_results(survey, made, columns, options)
    return ReportResults(
        estimates=share_alpha(made, columns),
        response=describe_response(survey, columns, people, made),
        reading=reading_of(survey),
        title=title
        or survey.log.title
        or title_of(survey.log.source)
        or survey.instrument.title.id,
        by=columns,
        instrument=_definition(survey.instrument),
    )


def title_of(source: str) -> str:
    """A title from a file name: ``kapuas_2022.csv`` becomes ``Kapuas 2022``; else none."""
    stem = source.rpartition(".")[0]
    words = stem.replace("_", " ").replace("-", " ").split()
    return " ".join(word if word[:1].isupper() else word.capitalize() for word in words)


def _plan(
    survey: Survey, by: Sequence[str], options: Mapping[str, Any], weights: Weights
) -> dict[str, Callable[[], Estimates]]:
    """What the instrument allows, by name, in the order of the report."""
    plan: dict[str, Callable[[], Estimates]] = {}
    if _has_indices(survey.instrument):
        plan |= _index_plan(survey, by, options, weights)
    plan |= _share_plan(survey, options)
    plan |= _scale_plan(survey, by, options)
    return plan


def _optional_plan(
    survey: Survey, by: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Callable[[], Estimates | None]]:
    """What some answers do not allow: between the lists, and how far results can be relied on."""
    lists = asked(survey)
    return gap_plan(survey, lists, options) | evidence_plan(survey, lists, by, options)


def asked(survey: Survey) -> tuple[str, ...]:
    """The pick lists that anybody answered, in the order of the instrument."""
    return tuple(name for name in survey.instrument.list_index if survey.picks[name].any())


def _has_indices(instrument: Instrument) -> bool:
    lists = {name for pair in PAIRS for name in pair}
    return lists <= set(instrument.list_index) and bool(instrument.values and instrument.areas)


def _index_plan(
    survey: Survey, by: Sequence[str], options: Mapping[str, Any], weights: Weights
) -> dict[str, Callable[[], Estimates]]:
    from berakhlak_stats import indices

    plan: dict[str, Callable[[], Estimates]] = {
        "indices": lambda: indices.all_indices(survey, weights=weights, **options)
    }
    for name, pair in zip(("profile_personal", "profile_desired"), PAIRS, strict=True):
        if not set(pair) <= set(asked(survey)):
            continue
        plan[name] = lambda pair=pair: indices.alignment(  # type: ignore[misc]
            survey, lists=pair, variant="profile_overlap", **options
        )
    for column in by:
        plan[f"indices:{column}"] = lambda column=column: indices.all_indices(  # type: ignore[misc]
            survey, weights=weights, by=column, **options
        )
    if by:
        plan[f"aggregation:{by[0]}"] = lambda: indices.aggregation_rules(
            survey, over=by[0], **options
        )
    return plan


def _sensitivity_plan(
    survey: Survey,
    by: Sequence[str],
    options: Mapping[str, Any],
    weights: Weights,
    people: Population,
) -> dict[str, Callable[[], Estimates]]:
    """Both headline scores, and the direction of gaps, by every combination of rules."""
    from berakhlak_stats.report.sections.sensitivity import HEADLINES
    from berakhlak_stats.weighting.sensitivity import gap_sensitivity, sensitivity

    chosen = {**options, "replicates": min(options["replicates"], SENSITIVITY_REPLICATES)}
    over, margins = (by[0] if by else None), raking_margins(survey, by, people)
    plan: dict[str, Callable[[], Estimates]] = {
        f"sensitivity:{index}": lambda index=index: sensitivity(  # type: ignore[misc]
            survey, index=index, over=over, frame=margins, weights=weights, **chosen
        )
        for index in HEADLINES
    }
    plan["sensitivity:gap"] = lambda: gap_sensitivity(survey, over=over, frame=margins, **chosen)
    return plan


def _share_plan(survey: Survey, options: Mapping[str, Any]) -> dict[str, Callable[[], Estimates]]:
    from berakhlak_stats import indices

    lists = asked(survey)
    plan: dict[str, Callable[[], Estimates]] = {}
    if lists:
        plan["words"] = lambda: indices.top_words(survey, lists=lists, **options)
    if "current" in lists and survey.instrument.behaviours:
        plan["behaviours"] = lambda: indices.vote_share(
            survey, lists=("current",), level="behaviour", **options
        )
    if lists and survey.instrument.areas:
        plan["areas"] = lambda: indices.vote_share(survey, lists=lists, level="area", **options)
    return plan


def _scale_plan(
    survey: Survey, by: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Callable[[], Estimates]]:
    from berakhlak_stats import indices

    plan: dict[str, Callable[[], Estimates]] = {}
    if survey.instrument.ratings:
        plan["ratings"] = lambda: indices.rating_score(survey, **options)
        plan["favourable"] = lambda: indices.rating_score(survey, variant="favourable", **options)
        for column in by:
            plan[f"ratings:{column}"] = lambda column=column: indices.rating_score(  # type: ignore[misc]
                survey, by=column, **options
            )
    if survey.instrument.numbers:
        plan["numbers"] = lambda: indices.number_mean(survey, **options)
    return plan


def _definition(instrument: Instrument) -> dict[str, Any]:
    from dataclasses import asdict

    from berakhlak_stats.instrument.load import available_instruments

    return {} if instrument.id in available_instruments() else asdict(instrument)
