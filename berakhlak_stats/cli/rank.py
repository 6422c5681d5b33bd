"""The command ``rank``: where groups stand, and how much of that may be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.analysis import print_estimates
from berakhlak_stats.cli.answers import named_column
from berakhlak_stats.cli.compare import only
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, File

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("rank", rich_help_panel=MAKE)(expanded(rank))


def rank(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    by: Annotated[str, typer.Option("--by", metavar="COLUMN", help="Column of the groups.")],
    item: Annotated[
        str | None,
        typer.Option(
            "--item",
            metavar="ID",
            help="One index, value or item; all by default.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Tell which ranks each group may have, beside its raw and shrunken score and reliability."""
    from berakhlak_stats import significance

    def compute(survey: Survey) -> Estimates:
        asked = survey.instrument
        about = "indices" if asked.pick_lists and asked.values else "ratings"
        result = significance.standings(survey, by=named_column(survey, by), statistic=about)
        return only(result, item) if item else result

    print_estimates(context, file, answers, output, compute)
