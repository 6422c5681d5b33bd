"""Design effects of means and totals by either convention.

Source: Kish (1965), Survey Sampling, ch. 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, analyse, estimate, finish
from berakhlak_stats.indices.about import choice
from berakhlak_stats.indices.number_parts import bessel, population_variance
from berakhlak_stats.totals.statistic import Array, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Convention = Literal["with_replacement", "without_replacement"]


def estimate_with_effect(
    survey: Survey | SurveyStream,
    statistic: Statistic,
    options: Options,
    about: Mapping[str, Any],
    design_effect: str | None,
) -> Estimates:
    """A result of means or totals with ``deff`` and ``n_eff`` where a convention is named.

    ``statistic`` carries sums, answers and squares, in this order; see ``number_parts.sums``.
    """
    if design_effect is None:
        return estimate(survey, [statistic], options, about)
    choice("design_effect", design_effect, Convention)
    from berakhlak_stats.survey.survey import require_answers

    require_answers(survey)
    analysis = analyse(survey, [statistic], options)
    result = finish(survey, analysis, about)
    frame = result.frame.copy()
    plain = _simple_variance(analysis, statistic, design_effect).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = frame["std_error"].to_numpy(dtype=float) ** 2 / plain
    # Where everybody was asked, simple random sampling has no variance to compare with.
    frame["deff"] = np.where(np.isfinite(deff), deff, np.nan)
    frame["n_eff"] = frame["n"].to_numpy(dtype=float) / frame["deff"].to_numpy(dtype=float)
    return replace(result, frame=frame)


def _simple_variance(analysis: Analysis, statistic: Statistic, convention: str) -> Array:
    """Variance (G, k) under simple random sampling of as many people, in frame order."""
    totals = analysis.totals
    columns = totals.plan.columns_of(statistic)
    view = statistic.layout.view(totals.by_group(totals.cells.total[:, columns]))
    counts = statistic.layout.view(totals.by_group(totals.cells.count[:, columns]))
    total, known, square = (feature.name for feature in statistic.features)
    size, n = view[known], counts[known]
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = population_variance(view[total], size, view[square]) * bessel(n) / n
        if convention == "without_replacement":
            variance = variance * (size - n) / size
    return np.asarray(variance * size**2 if statistic.id.startswith("totals:") else variance)
