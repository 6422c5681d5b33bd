"""Variance components of (respondents : units) x items, with a jackknife over units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.analyse import Analysis, Options
from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.suppression import group_reasons
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.inference.intervals import logit_student, student
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.reliability.answer_matrix import AnswerMatrix
from berakhlak_stats.reliability.variance_components import (
    component_name,
    negative_note,
    nested,
    nested_sums,
    profile_coefficients,
    unit_coefficients,
)
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Output, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEAST_UNITS = 3
"""Without one of two units nothing is left that could lie between units."""


@dataclass(frozen=True)
class Units:
    """The units of one study: their sums, and the persons who answered."""

    matrix: AnswerMatrix
    sums: Array
    persons: int

    def values(self, sums: Array, at: Sequence[int], facet: str) -> dict[str, Array]:
        """Components and coefficients from added sums (..., m + 7), by item and number."""
        found, words = nested(sums), self.matrix.words
        rows = {component_name(name, words=words): value for name, value in found.items()}
        size = len(self.matrix.columns)
        for number in at:
            made = (
                profile_coefficients(found, number)
                if words
                else unit_coefficients(found, number, size, facet)
            )
            rows |= {f"{name}@{number}": value for name, value in made.items()}
        return rows


def unit_components(
    survey: Survey | SurveyStream,
    matrices: Sequence[AnswerMatrix],
    at: Sequence[int],
    facet: str,
    options: Options,
    made: Mapping[str, Any],
) -> Estimates:
    """Components and D study of every matrix, from the sums of the units of ``options.by``."""
    import pandas as pd

    from berakhlak_stats.survey.survey import require_answers

    require_answers(survey)
    totals = collect(survey, [_carrier(matrix) for matrix in matrices], by=options.by)
    rows: list[dict[str, Any]] = []
    for matrix in matrices:
        rows += _rows(_units(totals, matrix, survey.smallest_group), at, facet, options.conf_level)
    frame = with_text(pd.DataFrame(rows))
    strata = describe_strata(totals)
    df = degrees_of_freedom(totals, strata)
    analysis = Analysis(totals, strata, (), options, options.seed, df)
    origin = replace(describe_origin(survey, analysis, made), method="jackknife over units")
    return Estimates(frame, origin, None)


def _carrier(matrix: AnswerMatrix) -> Statistic:
    """What makes the pass add the sums up; nothing is computed from it by itself."""
    name = matrix.sums.name
    output = Output(matrix.name, "component", name, "mean")
    return Statistic(f"units:{name}", (matrix.sums,), (output,), lambda t: t[name], smooth=False)


def _units(totals: Totals, matrix: AnswerMatrix, smallest_group: int) -> Units:
    """The units that may be shown and hold enough answers."""
    at = totals.plan.layout.positions([matrix.sums])
    persons = totals.by_group(totals.cells.count[:, at[:1]])[:, 0]
    shown = np.array([not reason for reason in group_reasons(totals, smallest_group)])
    kept = shown & (persons >= smallest_group)
    if kept.sum() < LEAST_UNITS:
        found, column = int(kept.sum()), totals.plan.by
        raise StatisticError(
            "E851",
            statistic="generalizability_study",
            column=column,
            least=LEAST_UNITS,
            found=found,
        )
    sums = nested_sums(totals.by_group(totals.cells.total[:, at])[kept])
    return Units(matrix, sums, int(persons[kept].sum()))


def _rows(units: Units, at: Sequence[int], facet: str, conf_level: float) -> list[dict[str, Any]]:
    """One row per component and coefficient; the spread is that without each unit in turn."""
    total, count = units.sums.sum(axis=0), len(units.sums)
    whole = units.values(total, at, facet)
    without = units.values(total - units.sums, at, facet)
    rows = []
    for name, value in whole.items():
        moved = without[name] - without[name].mean()
        error = np.sqrt((count - 1) / count * (moved**2).sum())
        item, _, number = name.partition("@")
        rule = logit_student if number else student
        df = np.array([count - 1.0])
        span = rule(np.array([value]), np.array([error]), df, conf_level)
        note = negative_note(item, float(value), words=units.matrix.words)
        unsure = not np.isfinite(span.low[0] + span.high[0])
        rows.append(
            {
                "list": units.matrix.name,
                "level": "coefficient" if number else "component",
                "item": item,
                "item_2": number,
                "group": OVERALL,
                "estimate": float(value),
                "std_error": float(error),
                "conf_low": np.nan if unsure else float(span.low[0]),
                "conf_high": np.nan if unsure else float(span.high[0]),
                "n": float(units.persons),
                "df": count - 1.0,
                "units": float(count),
                "suppressed": False,
                "note": note or ("no variance of what is measured" if unsure else ""),
            }
        )
    return rows
