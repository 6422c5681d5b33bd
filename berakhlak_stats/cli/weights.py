"""The command ``weights``: a copy of the answers with weights that meet a frame."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import Plan, read_answers
from berakhlak_stats.cli.console import Voice, note, text, working
from berakhlak_stats.cli.options import (
    PLAN,
    SMALLEST,
    File,
    Instrument,
    Lang,
    Language,
    MappingFile,
    MinGroup,
    Quiet,
    voice_of,
)
from berakhlak_stats.cli.population import compare_with_frame
from berakhlak_stats.cli.weight_tables import show_balance, show_rates, show_spread
from berakhlak_stats.errors import make_error
from berakhlak_stats.files import check_target

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting import Frame

COLUMN = "weight"
_ENDINGS = (".csv", ".parquet", ".xlsx")


class Method(StrEnum):
    """Ways of calibrating."""

    raking = "raking"
    linear = "linear"
    logit = "logit"
    post_stratify = "post_stratify"


Target = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="CSV, XLSX or Parquet file to write.")
]
Counts = Annotated[
    Path,
    typer.Option(
        "--frame",
        metavar="FILE",
        help="Population counts: one row per unit, or per category of each column.",
    ),
]
How = Annotated[Method, typer.Option("--method", help="How weights are made to meet the counts.")]
Start = Annotated[
    str | None,
    typer.Option(
        "--weights", metavar="COLUMN", help="Column of starting weights.", show_default=False
    ),
]
Trim = Annotated[
    tuple[float, float] | None,
    typer.Option(
        "--trim", metavar="LOW HIGH", help="Limits of the final weights.", show_default=False
    ),
]
Bounds = Annotated[
    tuple[float, float] | None,
    typer.Option(
        "--bounds",
        metavar="LOW HIGH",
        help="Least and largest factor by which a weight may move; logit needs them.",
        show_default=False,
    ),
]
Rescale = Annotated[
    bool, typer.Option("--rescale", help="Scale margins with unequal sums to the first.")
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("weights", rich_help_panel=PLAN)(weights)


def weights(
    context: typer.Context,
    file: File,
    frame: Counts,
    out_path: Target,
    method: How = Method.raking,
    bounds: Bounds = None,
    trim: Trim = None,
    rescale: Rescale = False,
    start: Start = None,
    lang: Lang = Language.id,
    instrument: Instrument = None,
    mapping: MappingFile = None,
    min_group: MinGroup = SMALLEST,
    quiet: Quiet = False,
) -> None:
    """Add weights that meet population counts, and show what they do and cost."""
    from berakhlak_stats.survey import write_survey
    from berakhlak_stats.weighting import calibrated, read_frame

    voice = voice_of(context)
    _check_place(out_path)
    known = read_frame(frame)
    survey = read_answers(file, instrument, Plan(start, smallest=min_group, mapping=mapping), voice)
    compare_with_frame(survey, known, voice, rescale=rescale)
    with working(text("weighting", voice.lang), voice):
        full = calibrated(survey, known, method=method, bounds=bounds, rescale=rescale)
    made = _show(survey, full, known, trim, voice)
    write_survey(_with_column(made, survey.design.weights), out_path)
    if not voice.quiet:
        note(text("weights_saved", voice.lang, column=COLUMN, path=out_path))


def _check_place(target: Path) -> None:
    """Refuse what cannot be written before any work is spent on it."""
    if target.suffix.casefold() not in _ENDINGS:
        choices = ", ".join(_ENDINGS)
        raise make_error("E411", place=target.name, given=target.suffix, choices=choices)
    check_target(target)


def _show(
    survey: Survey, full: Survey, frame: Frame, trim: tuple[float, float] | None, voice: Voice
) -> Survey:
    """Print the diagnostics; the survey with its final weights."""
    from berakhlak_stats.weighting import response_rates, trim_weights, weight_diagnostics

    label, moved, final = full.design.weights or "", 0.0, full.weights
    if trim is not None:
        cut = trim_weights(full.weights, low=trim[0], high=trim[1])
        moved, final = cut.trimmed, cut.weights
    start = [1.0] * survey.n if survey.weights is None else survey.weights
    after = weight_diagnostics(final, survey=survey, margins=frame, trimmed=moved)
    rates = [response_rates(survey, frame, by=column) for column in frame.margins]
    show_spread(weight_diagnostics(start), after, label, voice.lang)
    show_balance(after, rates, survey.smallest_group, voice.lang)
    for each in rates:
        show_rates(each, voice.lang)
    for problem in (*after.warnings, *rates[0].warnings):
        note(problem.message.text(voice.lang))
    return replace(full, weights=final)


def _with_column(survey: Survey, start: str | None) -> Survey:
    """The survey with one column of weights, under the name that readers recognise."""
    numbers = {name: values for name, values in survey.raw_numbers.items() if name != start}
    numbers.pop(COLUMN, None)
    return replace(survey, raw_numbers=numbers, design=replace(survey.design, weights=COLUMN))
