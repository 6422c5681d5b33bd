"""The command ``answer-key``: what the trainer of a class needs beside the tasks."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from berakhlak_stats.cli.console import note, out, text
from berakhlak_stats.cli.options import START, Lang, Language, Out, voice_of
from berakhlak_stats.cli.results import check_ending
from berakhlak_stats.files import atomic_write, check_target

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", help="Holds the .json records of the trainees.", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("answer-key", rich_help_panel=START)(answer_key)


def answer_key(
    context: typer.Context, folder: Folder, out_path: Out = None, lang: Lang = Language.id
) -> None:
    """For trainers: the right answers of every trainee in a folder, as CSV."""
    from berakhlak_stats import training

    voice = voice_of(context)
    if out_path is not None:
        check_ending(out_path, ".csv")
        check_target(out_path)
    table = _csv(training.answer_key(folder, lang=voice.lang).to_dict("split"))
    if out_path is None:
        out(table, end="")
        return
    with atomic_write(out_path) as temporary:
        temporary.write_text(table, encoding="utf-8", newline="")
    note(text("written", voice.lang, path=out_path))


def _csv(table: dict[str, list[list[object]]]) -> str:
    """Names come from trainees and go to a spreadsheet, so none may act as a formula."""
    from berakhlak_stats.report.safe_text import safe_text

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table["columns"])
    for row in table["data"]:
        # A minus sign begins numbers too; those are ours.
        writer.writerow([safe_text(str(row[0])), *row[1:]])
    return buffer.getvalue()
