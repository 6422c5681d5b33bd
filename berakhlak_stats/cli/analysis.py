"""Commands that print tables of results: ``index`` and ``crosstab``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import SMALLEST, Plan, named_column, read_answers
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.options import (
    MAKE,
    By,
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

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

_CULTURE_LISTS = {"personal", "current", "desired"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("index", rich_help_panel=MAKE)(index)
    app.command("crosstab", rich_help_panel=MAKE)(crosstab)


def index(
    context: typer.Context,
    file: File,
    by: By = None,
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
    """Compute the indices, for everybody or by a column."""
    voice = voice_of(context)
    target = Target.of(form, out_path, csv_style, full)
    plan = Plan(weights, strata, psu, min_group, read_population(frame), lonely)
    survey = read_answers(file, instrument, plan, voice)
    with working(text("computing", voice.lang), voice):
        result = headline(survey, by and named_column(survey, by))
    deliver(result, target, survey.instrument, voice)


def crosstab(
    context: typer.Context,
    file: File,
    row: Annotated[
        str, typer.Option("--row", metavar="COLUMN", help="Column whose labels form the rows.")
    ],
    item: Annotated[
        str,
        typer.Option(
            "--item", metavar="ITEM", help="Id or label of a word, behaviour, value or rating item."
        ),
    ],
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
    """Compute the answers to one item by the labels of one column."""
    from berakhlak_stats import indices

    voice = voice_of(context)
    target = Target.of(form, out_path, csv_style, full)
    plan = Plan(weights, strata, psu, min_group, read_population(frame), lonely)
    survey = read_answers(file, instrument, plan, voice)
    with working(text("computing", voice.lang), voice):
        result = indices.crosstab(survey, row=named_column(survey, row), item=item)
    deliver(result, target, survey.instrument, voice)


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
