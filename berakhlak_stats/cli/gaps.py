"""The command ``gaps``: how far two lists of the same people are apart."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.analysis import print_estimates
from berakhlak_stats.cli.answers import named_column
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


class Level(StrEnum):
    """What gaps are about."""

    word = "word"
    behaviour = "behaviour"
    value = "value"
    area = "area"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("gaps", rich_help_panel=MAKE)(expanded(gaps))


def gaps(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    lists: Annotated[
        str, typer.Option("--lists", metavar="A,B", help="Two lists: the second less the first.")
    ] = "current,desired",
    level: Annotated[Level, typer.Option("--level", help="What gaps are about.")] = Level.word,
    by: By = None,
) -> None:
    """Compute the gaps between two lists of the same people, with tests."""
    from berakhlak_stats.gaps import value_gap

    pair = pair_of(lists)

    def compute(survey: Survey) -> Estimates:
        column = by and named_column(survey, by)
        return value_gap(survey, lists=pair, level=level.value, by=column)

    print_estimates(context, file, answers, output, compute)


def pair_of(words: str) -> tuple[str, str]:
    """Two list ids from ``A,B``; refuses anything else (E703)."""
    names = [name.strip() for name in words.split(",")]
    if len(names) != 2 or not all(names):
        raise make_error("E703", name="--lists", expected="A,B", given=words)
    return names[0], names[1]
