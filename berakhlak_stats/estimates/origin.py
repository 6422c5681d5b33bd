"""Fill in a Provenance from the survey and the analysis."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.estimates import Provenance
from berakhlak_stats.survey.stream import SurveyStream, fingerprint

if TYPE_CHECKING:
    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.design import Design
    from berakhlak_stats.survey.survey import Survey


def describe_origin(
    survey: Survey | SurveyStream, analysis: Analysis, about: Mapping[str, Any]
) -> Provenance:
    """Everything needed to repeat ``analysis`` and to print its methods."""
    # Of a stream, the totals know more about the design than the file does.
    design, options = analysis.totals.design, analysis.options
    drawn = [result for result in analysis.results if result.replicates is not None]
    return describe_source(
        survey,
        design,
        stages=tuple(each or "persons" for each in analysis.totals.plan.stages),
        by=options.by or "",
        method=_method(analysis),
        conf_level=options.conf_level,
        seed=analysis.seed if drawn else None,
        replicates=options.replicates if drawn else 0,
        **about,
    )


def describe_source(
    survey: Survey | SurveyStream, design: Design | None = None, **about: Any
) -> Provenance:
    """Where a result comes from: survey and design here, how it was made in ``about``."""
    design = design or survey.design
    population = "" if design.population is None else str(sum(design.population.values()))
    return Provenance(
        weighting=_weighting(survey),
        strata=design.strata or "",
        psu=design.psu or "",
        population=population,
        n_read=survey.log.rows_read or survey.n,
        n_used=survey.n,
        smallest_group=survey.smallest_group,
        instrument=survey.instrument.id,
        instrument_version=survey.instrument.version,
        package_version=package_version(),
        fingerprint=fingerprint(survey),
        source=survey.log.source,
        title=survey.log.title,
        synthetic=survey.log.synthetic,
        definition=_definition(survey.instrument),
        **{**about, "warnings": (*survey.log.excluded, *about.get("warnings", ()))},
    )


def _definition(instrument: Instrument) -> dict[str, Any]:
    from berakhlak_stats.instrument.load import available_instruments

    if instrument.id in available_instruments():
        return {}
    plain: dict[str, Any] = json.loads(json.dumps(asdict(instrument)))
    return plain


def _weighting(survey: Survey | SurveyStream) -> str:
    unnamed = getattr(survey, "weights", None) is not None
    return survey.design.weights or ("weight" if unnamed else "none")


def _method(analysis: Analysis) -> str:
    asked = analysis.options.method
    smooth = "jackknife" if asked == "jackknife" else "taylor"
    used = {"bootstrap" if each.replicates is not None else smooth for each in analysis.results}
    return "+".join(sorted(used, reverse=True))


@cache
def package_version() -> str:
    """The installed version of this package."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("berakhlak_stats")
    except PackageNotFoundError:
        return "0"
