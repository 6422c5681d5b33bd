"""Fill in a Provenance from the survey and the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.estimates import Provenance

if TYPE_CHECKING:
    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.survey.survey import Survey


def describe_origin(survey: Survey, analysis: Analysis, about: Mapping[str, Any]) -> Provenance:
    """Everything needed to repeat ``analysis`` and to print its methods."""
    design, options = survey.design, analysis.options
    drawn = [result for result in analysis.results if result.replicates is not None]
    population = "" if design.population is None else str(sum(design.population.values()))
    return Provenance(
        by=options.by or "",
        method=_method(analysis),
        conf_level=options.conf_level,
        seed=analysis.seed if drawn else None,
        replicates=options.replicates if drawn else 0,
        weighting=design.weights or ("weight" if survey.weights is not None else "none"),
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
        **about,
    )


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


def fingerprint(survey: Survey) -> str:
    """Twelve hex digits that name the answers, whatever their order."""
    digest = blake2b(digest_size=6)
    digest.update(np.sort(survey.keys).tobytes())
    digest.update(str([survey.n, sorted(survey.picks), survey.ratings.shape]).encode())
    for bits in survey.picks.values():
        digest.update(np.bitwise_xor.reduce(bits, axis=0).tobytes())
    if survey.ratings.size:
        digest.update(survey.ratings.sum(axis=0, dtype=np.int64).tobytes())
    return digest.hexdigest()
