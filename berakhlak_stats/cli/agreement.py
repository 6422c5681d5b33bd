"""The command ``agreement``: whether the mean of each unit may be reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import SMALLEST, Plan, named_column, read_answers
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.options import (
    MAKE,
    Clusters,
    CsvStyle,
    File,
    Form,
    Frame,
    Full,
    Instrument,
    Lang,
    Language,
    Lonely,
    LonelyPolicy,
    MinGroup,
    Out,
    Quiet,
    Strata,
    Style,
    Weights,
    voice_of,
)
from berakhlak_stats.cli.population import read_population
from berakhlak_stats.cli.results import Target, deliver
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
    app.command("agreement", rich_help_panel=MAKE)(agreement)


def agreement(
    context: typer.Context,
    file: File,
    by: Units,
    scale: Scale = None,
    null: Null = "uniform",
    form: Form = None,
    out_path: Out = None,
    csv_style: Style = CsvStyle.plain,
    full: Full = False,
    lang: Lang = Language.id,
    instrument: Instrument = None,
    weights: Weights = None,
    strata: Strata = None,
    psu: Clusters = None,
    frame: Frame = None,
    lonely: Lonely = LonelyPolicy.refuse,
    min_group: MinGroup = SMALLEST,
    quiet: Quiet = False,
) -> None:
    """Tell whether unit means may be reported: agreement within units, ICC(1), ICC(2)."""
    voice = voice_of(context)
    target = Target.of(form, out_path, csv_style, full)
    plan = Plan(weights, strata, psu, min_group, read_population(frame), lonely)
    survey = read_answers(file, instrument, plan, voice)
    with working(text("computing", voice.lang), voice):
        result = verdict(survey, named_column(survey, by), scale, null)
    deliver(result, target, survey.instrument, voice)


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
