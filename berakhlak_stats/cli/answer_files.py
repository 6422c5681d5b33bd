"""Commands about files of answers: ``validate`` and ``simulate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import check_answers
from berakhlak_stats.cli.console import DATA_REFUSED, note, out, plain, text, working
from berakhlak_stats.cli.groups import expanded
from berakhlak_stats.cli.options import (
    MAKE,
    START,
    File,
    Instrument,
    Lang,
    Language,
    MappingFile,
    Missing,
    Out,
    Quarantine,
    Quiet,
    ReportFormat,
    Sheet,
    Source,
    voice_of,
)
from berakhlak_stats.cli.text_options import TextOptions
from berakhlak_stats.files import atomic_write, check_target

if TYPE_CHECKING:
    from berakhlak_stats.survey.checks import ValidationReport
    from berakhlak_stats.survey.survey import Survey

NOT_FOUND = ("E100", "E170", "E187")
ListForm = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format",
        help="Form of the list; told by --out where it is not named.",
        show_default="table",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("validate", rich_help_panel=MAKE)(expanded(validate))
    app.command("simulate", rich_help_panel=START)(simulate)


def validate(
    context: typer.Context,
    file: File,
    written: TextOptions,
    form: ListForm = None,
    out_path: Out = None,
    lang: Lang = Language.id,
    instrument: Instrument = None,
    source: Source = None,
    sheet: Sheet = None,
    missing: Missing = None,
    mapping: MappingFile = None,
    quarantine: Quarantine = None,
    quiet: Quiet = False,
) -> None:
    """List every problem of a file at once, with row and column."""
    voice = voice_of(context)
    if out_path is not None:
        check_target(out_path)
    report = check_answers(
        file, instrument, voice, source=source, sheet=sheet, missing=missing or (),
        mapping=mapping, quarantine=quarantine, **written.form,
    )  # fmt: skip
    if set(report.codes()) & set(NOT_FOUND):
        report.raise_errors()
    shown = _shown(report, form or _form_of(out_path), voice.lang)
    if out_path is None:
        out(shown, end="")
    else:
        with atomic_write(out_path) as temporary:
            temporary.write_text(shown, encoding="utf-8")
        if not voice.quiet:
            note(text("written", voice.lang, path=out_path))
    if not report.ok:
        raise typer.Exit(DATA_REFUSED)


def _form_of(path: Path | None) -> ReportFormat:
    """The form that the ending of a file names, else a table."""
    ending = "" if path is None else path.suffix.casefold().removeprefix(".")
    ending = {"htm": "html"}.get(ending, ending)
    known = {form.value: form for form in ReportFormat}
    return known.get(ending, ReportFormat.table)


def _shown(report: ValidationReport, form: ReportFormat, lang: str) -> str:
    if form == ReportFormat.csv:
        return _csv(report)
    if form == ReportFormat.html:
        return report.to_html(lang)
    return (report.to_json() if form == ReportFormat.json else plain(report.text(lang))) + "\n"


def _csv(report: ValidationReport) -> str:
    """One line per problem; messages quote cells, so every text is disarmed."""
    from berakhlak_stats.report.safe_text import csv_cell

    frame = report.to_frame()
    frame["rows"] = [" ".join(str(row) for row in rows) for rows in frame["rows"]]
    for name in frame.columns:
        if name != "count":
            frame[name] = ["" if cell is None else csv_cell(str(cell)) for cell in frame[name]]
    return frame.to_csv(index=False, lineterminator="\n")


def simulate(
    context: typer.Context,
    out_path: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="File to write: CSV, XLSX, Parquet, ...")
    ],
    like: Annotated[
        str, typer.Option("--like", metavar="NAME", help="Published survey to resemble.")
    ] = "kapuas-2022",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same answers.")] = 1,
    n: Annotated[
        int | None,
        typer.Option(
            "--n", min=1, help="Respondents; as published by default.", show_default=False
        ),
    ] = None,
    shape: Annotated[
        str | None,
        typer.Option(
            "--shape",
            metavar="TOOL",
            help="Write as a survey tool exports, such as google-forms.",
            show_default=False,
        ),
    ] = None,
    lang: Lang = Language.id,
    quiet: Quiet = False,
) -> None:
    """Write synthetic answers with known truth, like those of a published survey."""
    from berakhlak_stats.simulate import simulate as simulated

    voice = voice_of(context)
    check_target(out_path)
    with working(text("simulating", voice.lang, like=like), voice):
        _write(simulated(like, seed=seed, n=n), out_path, shape)
    if not voice.quiet:
        note(text("synthetic", voice.lang))
        note(text("written", voice.lang, path=out_path))


def _write(survey: Survey, path: Path, shape: str | None) -> None:
    """Write in the canonical form, or as a survey tool exports."""
    from berakhlak_stats.simulate import write_export
    from berakhlak_stats.survey import write_survey

    if shape is None:
        write_survey(survey, path)
    else:
        write_export(survey, path, shape=shape)
