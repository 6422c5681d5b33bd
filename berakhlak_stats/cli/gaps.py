"""The command ``gaps``: how far two lists of the same people are apart."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

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
from berakhlak_stats.errors import make_error


class Level(StrEnum):
    """What gaps are about."""

    word = "word"
    behaviour = "behaviour"
    value = "value"
    area = "area"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("gaps", rich_help_panel=MAKE)(gaps)


def gaps(
    context: typer.Context,
    file: File,
    lists: Annotated[
        str, typer.Option("--lists", metavar="A,B", help="Two lists: the second less the first.")
    ] = "current,desired",
    level: Annotated[Level, typer.Option("--level", help="What gaps are about.")] = Level.word,
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
    """Compute the gaps between two lists of the same people, with tests."""
    from berakhlak_stats.gaps import value_gap

    voice = voice_of(context)
    target = Target.of(form, out_path, csv_style, full)
    pair = pair_of(lists)
    plan = Plan(weights, strata, psu, min_group, read_population(frame), lonely)
    survey = read_answers(file, instrument, plan, voice)
    with working(text("computing", voice.lang), voice):
        column = by and named_column(survey, by)
        result = value_gap(survey, lists=pair, level=level.value, by=column)
    deliver(result, target, survey.instrument, voice)


def pair_of(words: str) -> tuple[str, str]:
    """Two list ids from ``A,B``; refuses anything else (E703)."""
    names = [name.strip() for name in words.split(",")]
    if len(names) != 2 or not all(names):
        raise make_error("E703", name="--lists", expected="A,B", given=words)
    return names[0], names[1]
