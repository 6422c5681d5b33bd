"""The command ``notebook``: an executed analysis of a file, to read and to go on from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from berakhlak_stats.cli.answers import Plan, design_arguments, named_column, read_plain
from berakhlak_stats.cli.console import note, text, working
from berakhlak_stats.cli.groups import AnswerOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File, WrittenTo, voice_of
from berakhlak_stats.cli.results import check_ending
from berakhlak_stats.files import check_target


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("notebook", rich_help_panel=MAKE)(expanded(notebook))


def notebook(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    out_path: WrittenTo = Path("analisis.ipynb"),
    by: By = None,
) -> None:
    """Write an executed notebook on a file of answers: read it, change it, run it again."""
    from berakhlak_stats.report.notebook import Settings, analysis_notebook, require_libraries

    voice = voice_of(context)
    check_ending(out_path, ".ipynb")
    check_target(out_path)
    require_libraries()
    plan = Plan.of(answers)
    survey = read_plain(file, answers.instrument, plan, voice)
    design: dict[str, Any] = {"weights": plan.weights} if plan.weights else {}
    design |= {name: each for name, each in design_arguments(survey, plan, voice).items() if each}
    settings = Settings(
        lang=voice.lang,
        file=seen_from(file, out_path),
        instrument=_told(answers.instrument, out_path) or survey.instrument.id,
        by=by and named_column(survey, by),
        design=design,
        reading=_reading(plan, out_path),
        smallest_group=plan.smallest,
    )
    made = analysis_notebook(settings, survey.instrument)
    with working(text("computing", voice.lang), voice):
        from berakhlak_stats.report.notebook import write_notebook

        write_notebook(made, out_path)
    if not voice.quiet:
        note(text("written", voice.lang, path=out_path))


def _reading(plan: Plan, notebook_path: Path) -> dict[str, Any]:
    """What the file was read with, as the notebook must read it again."""
    made: dict[str, Any] = {"source": plan.source, "sheet": plan.sheet}
    made["missing"] = list(plan.missing)
    for name, path in (("mapping", plan.mapping), ("quarantine", plan.quarantine)):
        made[name] = path and seen_from(path, notebook_path)
    return {name: value for name, value in made.items() if value}


def seen_from(file: Path, notebook_path: Path) -> str:
    """The path of ``file`` from the notebook's folder; absolute on another drive."""
    folder = notebook_path.resolve().parent
    try:
        return Path(os.path.relpath(file.resolve(), folder)).as_posix()
    except ValueError:
        return file.resolve().as_posix()


def _told(instrument: str | None, notebook_path: Path) -> str | None:
    """An instrument by name as it stands, by file as seen from the notebook."""
    if instrument is None or not Path(instrument).is_file():
        return instrument
    return seen_from(Path(instrument), notebook_path)
