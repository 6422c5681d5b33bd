"""The command ``reliability``: how consistently scales measure, and how stable results are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from berakhlak_stats.cli.answers import Plan, named_column, read_answers
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File, voice_of
from berakhlak_stats.cli.results import Target, deliver, together

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("reliability", rich_help_panel=MAKE)(expanded(reliability))


def reliability(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    by: By = None,
) -> None:
    """Show alpha and omega of rated scales; of picked words, how stable the results are."""
    voice = voice_of(context)
    target = Target.of(output.form, output.out_path, output.csv_style, output.full)
    survey = read_answers(file, answers.instrument, Plan.of(answers), voice)
    group = by and named_column(survey, by)
    with working(text("computing", voice.lang), voice):
        results = [*rated(survey, group), *picked(survey, group)]
    one_file = target.path is not None or target.form != "table"
    for result in [together(results)] if one_file else results:
        deliver(result, target, survey.instrument, voice)


def rated(survey: Survey, by: str | None) -> Iterator[Estimates]:
    """Coefficients of the scales of a rating instrument, and reliability of unit means."""
    from berakhlak_stats import reliability as room

    if survey.instrument.ratings:
        yield room.cronbach_alpha(survey, by=by)
        yield room.categorical_omega(survey, by=by)
        if by:
            yield room.unit_reliability(survey, by=by, statistic="ratings")


def picked(survey: Survey, by: str | None) -> Iterator[Estimates]:
    """Stability of what is reported of pick lists, which have no alpha."""
    from berakhlak_stats import reliability as room

    lists = tuple(name for name in survey.instrument.list_index if survey.picks[name].any())
    if not lists:
        return
    yield room.split_half_respondents(survey, lists=lists)
    yield room.top_stability(survey, lists=lists)
    if by and survey.instrument.values:
        yield room.unit_reliability(survey, by=by)
        yield room.respondents_needed(survey, by=by)
