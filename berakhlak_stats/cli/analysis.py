"""Commands that print tables of results: ``index`` and ``crosstab``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import Plan, named_column, read_answers
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File, voice_of
from berakhlak_stats.cli.results import Target, deliver

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

_CULTURE_LISTS = {"personal", "current", "desired"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (index, crosstab):
        app.command(command.__name__, rich_help_panel=MAKE)(expanded(command))


def print_estimates(
    context: typer.Context,
    file: Path,
    answers: AnswerOptions,
    output: TableOptions,
    compute: Callable[[Survey], Estimates],
) -> None:
    """Read answers, compute, and hand the result over: what every analysing command does."""
    voice = voice_of(context)
    target = Target.of(output.form, output.out_path, output.csv_style, output.full)
    survey = read_answers(file, answers.instrument, Plan.of(answers), voice)
    with working(text("computing", voice.lang), voice):
        result = compute(survey)
    deliver(result, target, survey.instrument, voice)


def index(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    by: By = None,
) -> None:
    """Compute the indices, for everybody or by a column."""

    def compute(survey: Survey) -> Estimates:
        return headline(survey, by and named_column(survey, by))

    print_estimates(context, file, answers, output, compute)


def crosstab(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    row: Annotated[
        str, typer.Option("--row", metavar="COLUMN", help="Column whose labels form the rows.")
    ],
    item: Annotated[
        str,
        typer.Option(
            "--item", metavar="ITEM", help="Id or label of a word, behaviour, value or rating item."
        ),
    ],
) -> None:
    """Compute the answers to one item by the labels of one column."""
    from berakhlak_stats import indices

    def compute(survey: Survey) -> Estimates:
        return indices.crosstab(survey, row=named_column(survey, row), item=item)

    print_estimates(context, file, answers, output, compute)


def headline(survey: Survey, by: str | None) -> Estimates:
    """The scores an instrument is about: the six indices, else ratings, numbers or votes."""
    from berakhlak_stats import indices

    asked = survey.instrument
    lists = tuple(block.id for block in asked.pick_lists)
    if set(lists) >= _CULTURE_LISTS and asked.values:
        return indices.all_indices(survey, by=by)
    if asked.ratings:
        return indices.rating_score(survey, by=by)
    if asked.numbers:
        return indices.number_mean(survey, by=by)
    return indices.vote_share(survey, lists=lists, level="word", by=by)
