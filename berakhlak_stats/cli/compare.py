"""The command ``compare``: which groups differ, as one family of tests."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.analysis import headline, print_estimates
from berakhlak_stats.cli.answers import named_column
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, File
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


class Adjust(StrEnum):
    """How p values are adjusted for the number of tests."""

    holm = "holm"
    BH = "BH"
    bonferroni = "bonferroni"
    none = "none"


Against = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="WHAT",
        help="rest, mean, median, pairs, or a number: what each group is held against.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("compare", rich_help_panel=MAKE)(expanded(compare))


def compare(
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
    against: Against = "rest",
    adjust: Annotated[
        Adjust, typer.Option("--adjust", help="How p values allow for the number of tests.")
    ] = Adjust.holm,
) -> None:
    """Test which groups differ: from the rest, the mean, the median, each other or a number."""
    from berakhlak_stats import significance

    def compute(survey: Survey) -> Estimates:
        result = headline(survey, named_column(survey, by))
        chosen = only(result, item) if item else result
        return significance.compare(chosen, against=number_or_word(against), adjust=adjust.value)

    print_estimates(context, file, answers, output, compute)


def number_or_word(given: str) -> str | float:
    """A threshold as a number, with a decimal point or comma; other words as they are."""
    try:
        return float(given.replace(",", "."))
    except ValueError:
        return given


def only(result: Estimates, item: str) -> Estimates:
    """The rows of one item, with their covariance; refuses an unknown one (E701)."""
    from dataclasses import replace

    kept = (result.frame["item"] == item).to_numpy(dtype=bool)
    if not kept.any():
        choices = ", ".join(dict.fromkeys(result.frame["item"]))
        raise make_error("E701", name="--item", given=item, choices=choices)
    covariance = None if result.covariance is None else result.covariance[kept][:, kept]
    frame = result.frame[kept].reset_index(drop=True)
    return replace(result, frame=frame, covariance=covariance)
