"""The command ``agreement``: whether the mean of each unit may be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.analysis import print_estimates
from berakhlak_stats.cli.answers import named_column
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, File
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Units = Annotated[
    str,
    typer.Option(
        "--by", metavar="COLUMN", help="Column of the units whose means are to be reported."
    ),
]
Scale = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="ID",
        help="A scale of rating items, or of picks a score of every person.",
        show_default=False,
    ),
]
Null = Annotated[
    str,
    typer.Option(
        "--null",
        metavar="SHAPE",
        help="Answers without agreement: uniform, slight_skew, moderate_skew, heavy_skew, "
        "triangular, normal.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("agreement", rich_help_panel=MAKE)(expanded(agreement))


def agreement(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    by: Units,
    scale: Scale = None,
    null: Null = "uniform",
) -> None:
    """Tell whether unit means may be reported: agreement within units, ICC(1), ICC(2)."""

    def compute(survey: Survey) -> Estimates:
        return verdict(survey, named_column(survey, by), scale, null)

    print_estimates(context, file, answers, output, compute)


def verdict(survey: Survey, by: str, scale: str | None, null: str) -> Estimates:
    """The verdict on a scale of rating items; of a score from picks, which has none, its ICC(1).

    Items of several scales do not measure one thing, so that one scale has to be named.
    """
    from berakhlak_stats.agreement import icc1
    from berakhlak_stats.association.items import scales_of
    from berakhlak_stats.interpret import aggregation_verdict

    ratings = [item.id for item in survey.instrument.ratings]
    if not ratings:
        return icc1(survey, by=by, item=scale or "implementation")
    scales = scales_of(survey.instrument)
    if scale is None and len(scales) > 1:
        raise make_error("E706", given="agreement", needed=f"--scale {'/'.join(scales)}")
    return aggregation_verdict(survey, by=by, items=scale or ratings, null=null)
