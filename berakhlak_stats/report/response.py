"""Who answered: counts by column, with the same threshold as everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.report.population import Population
from berakhlak_stats.report.results import Composition, CompositionRow, Reading, Response

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

MOST_CATEGORIES = 20
"""A column with more categories is an identifier or free text, not a description of people."""
MOST_GROUPS = 60
"""As many groups are listed where a report was asked for by them."""


def describe_response(
    survey: Survey, by: Sequence[str], known: Population, made: Mapping[str, Estimates]
) -> Response:
    """Counts, response rate and composition of the respondents."""
    others = [name for name in survey.columns if name not in by]
    compositions: list[Composition] = []
    left_out: list[str] = []
    for name in [*by, *others]:
        each = _composition(survey, name, known.counts.get(name, {}))
        if (name in by and len(each.rows) <= MOST_GROUPS) or _describes(each):
            compositions.append(each)
        elif len(each.rows) > 1:
            left_out.append(name)
    n_eff, deff = _effective(survey, made)
    return Response(
        survey.n, known.total, n_eff, deff, tuple(compositions), known.remarks, tuple(left_out)
    )


def reading_of(survey: Survey) -> Reading:
    """The reader's log without anything that quotes an answer."""
    log = survey.log
    problems: dict[str, int] = {}
    for problem in log.problems:
        problems[problem.code] = problems.get(problem.code, 0) + problem.count
    return Reading(log.source, log.understood, log.dropped, log.rows_read or survey.n, problems)


def _describes(composition: Composition) -> bool:
    """Whether a column tells about people in general: few categories, half of them shown."""
    shown = sum(row.n is not None for row in composition.rows)
    return 1 < len(composition.rows) <= min(MOST_CATEGORIES, 2 * shown)


def _composition(survey: Survey, name: str, counts: Mapping[str, int]) -> Composition:
    from berakhlak_stats.estimates.threshold import hidden_groups

    column = survey.columns[name]
    sizes = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    reasons = hidden_groups(sizes, survey.smallest_group)
    rows = [
        CompositionRow(label, None if reason else int(size), counts.get(label), reason or "shown")
        for label, size, reason in zip(column.labels, sizes, reasons, strict=True)
        if size or label in counts
    ]
    return Composition(name, tuple(rows), int((column.codes < 0).sum()))


def _effective(survey: Survey, made: Mapping[str, Estimates]) -> tuple[float | None, float | None]:
    """Median effective size and design effect of the value scores, where answers are weighted."""
    result = made.get("indices") or made.get("words")
    weighted = survey.weights is not None or survey.design.psu is not None
    if result is None or not weighted or "n_eff" not in result.frame:
        return None, None
    known = result.frame[["n_eff", "deff"]].dropna()
    if known.empty:
        return None, None
    return float(known["n_eff"].median()), float(known["deff"].median())
