"""The command ``reliability``: how consistent scales are, or how stable what lists show."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import Plan, named_column, read_answers
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File, voice_of
from berakhlak_stats.cli.results import Target, deliver
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Compute = Callable[[], "Estimates"]
LEAST_FACTOR = 3
"""Items that a factor needs."""


class Part(StrEnum):
    """What may be asked for by itself."""

    alpha = "alpha"
    omega = "omega"
    score = "score"
    ordinal = "ordinal"
    stability = "stability"
    top = "top"
    units = "units"


Of = Annotated[
    Part | None,
    typer.Option(
        "--of",
        help="One result by itself, as a file needs: alpha, omega, score (omega of ordered "
        "answers) or ordinal of rated scales; stability, top or units of pick lists.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("reliability", rich_help_panel=MAKE)(expanded(reliability))


def reliability(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    by: By = None,
    of: Of = None,
) -> None:
    """Tell how reliable scales are: alpha with and without each item, omega, ordinal versions.

    Of pick lists, which have no alpha, tell how stable the results are.
    """
    voice = voice_of(context)
    target = Target.of(output.form, output.out_path, output.csv_style, output.full)
    survey = read_answers(file, answers.instrument, Plan.of(answers), voice)
    found = chosen(results(survey, by and named_column(survey, by)), of)
    on_screen = target.form == "table" and target.path is None
    if not on_screen and len(found) > 1:
        raise make_error("E706", given="--format/--out", needed=f"--of {'/'.join(found)}")
    for compute in found.values():
        with working(text("computing", voice.lang), voice):
            result = compute()
        deliver(result, target, survey.instrument, voice)


def chosen(found: dict[Part, Compute], of: Part | None) -> dict[Part, Compute]:
    """All results, or the one that was named (E701 where it is none of them)."""
    if of is None:
        return found
    if of not in found:
        raise make_error("E701", name="--of", given=str(of), choices=", ".join(found))
    return {of: found[of]}


def results(survey: Survey, by: str | None) -> dict[Part, Compute]:
    """What an instrument allows: coefficients of scales, else the stability of picks."""
    asked = survey.instrument
    if asked.ratings or asked.numbers:
        return scales(survey, by)
    return picks(survey, by)


def scales(survey: Survey, by: str | None) -> dict[Part, Compute]:
    """Alpha and, where a set has three items, omega; for ratings also the ordinal versions."""
    from berakhlak_stats import reliability as room
    from berakhlak_stats.reliability.item_sets import item_sets

    asked = survey.instrument
    sets, _ = item_sets(asked, None, "cronbach_alpha")
    factor = any(len(each) >= LEAST_FACTOR for each in sets)
    found: dict[Part, Compute] = {
        Part.alpha: lambda: room.cronbach_alpha(survey, by=by, deleted=True)
    }
    if factor:
        found[Part.omega] = lambda: room.mcdonald_omega(survey, by=by)
    if factor and asked.ratings:
        found[Part.score] = lambda: room.categorical_omega(survey, by=by)
    if asked.ratings:
        found[Part.ordinal] = lambda: room.ordinal_alpha(survey, by=by)
    return found


def picks(survey: Survey, by: str | None) -> dict[Part, Compute]:
    """How stable profiles, the top ten and, where units are named, their scores are."""
    from berakhlak_stats import reliability as room

    found: dict[Part, Compute] = {
        Part.stability: lambda: room.split_half_respondents(survey, by=by),
        Part.top: lambda: room.top_stability(survey, by=by),
    }
    if by:
        found[Part.units] = lambda: room.unit_reliability(survey, by=by)
    return found
