"""Commands that write documents: ``demo``, ``report`` and ``template``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from berakhlak_stats.cli.answers import FALLBACK, Plan, named_column, read_answers
from berakhlak_stats.cli.console import Voice, note, out, own_command, text, working
from berakhlak_stats.cli.groups import AnswerOptions, expanded
from berakhlak_stats.cli.options import (
    MAKE,
    START,
    ByEach,
    File,
    Instrument,
    Lang,
    Language,
    Quiet,
    Title,
    WrittenTo,
    voice_of,
)
from berakhlak_stats.cli.population import read_population
from berakhlak_stats.cli.results import check_ending
from berakhlak_stats.errors import make_error
from berakhlak_stats.files import check_target

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting import Frame as PopulationFrame

DEMO_SURVEY, DEMO_FRAME, DEMO_BY = "kapuas_2022", "kapuas_2022_frame", "unit"
_HTML_STEP = "html"
_PAGES = (".html", ".htm")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo", rich_help_panel=START)(demo)
    app.command("report", rich_help_panel=MAKE)(expanded(report))
    app.command("template", rich_help_panel=START)(template)


def demo(
    context: typer.Context,
    lang: Lang = Language.id,
    out_path: WrittenTo = Path("laporan_kapuas_2022.html"),
) -> None:
    """Write a report on the bundled Kapuas survey (synthetic), and say where to go next."""
    from berakhlak_stats.simulate import bundled

    voice = voice_of(context)
    check_ending(out_path, *_PAGES)
    check_target(out_path)
    silent = Voice(voice.lang, quiet=True)
    with working(text("reading", voice.lang, name=DEMO_SURVEY), voice):
        survey = read_answers(bundled(DEMO_SURVEY), FALLBACK, Plan(), silent)
    title = text("demo_title", voice.lang)
    frame = read_population(bundled(DEMO_FRAME))
    _save_report(survey, out_path, voice, [DEMO_BY], frame, title)
    path = out_path.resolve()
    out(text("demo", lang, path=path, uri=path.as_uri(), command=own_command()).strip("\n"))


def report(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    out_path: WrittenTo = Path("laporan.html"),
    by: ByEach = None,
    title: Title = None,
) -> None:
    """Write the full report on a file of answers as one HTML page."""
    voice = voice_of(context)
    check_ending(out_path, *_PAGES)
    check_target(out_path)
    plan = Plan.of(answers)
    survey = read_answers(file, answers.instrument, plan, voice)
    columns = [named_column(survey, each) for each in by or []]
    _save_report(survey, out_path, voice, columns, plan.frame, title)
    if not voice.quiet:
        note(text("written", voice.lang, path=out_path))


def template(
    context: typer.Context,
    out_path: WrittenTo = Path("kuesioner.xlsx"),
    lang: Lang = Language.id,
    instrument: Instrument = None,
    quiet: Quiet = False,
) -> None:
    """Write a blank form with drop-downs and its code book as a workbook."""
    from berakhlak_stats.instrument import load_instrument
    from berakhlak_stats.report.questionnaire import write_template

    voice = voice_of(context)
    check_ending(out_path, ".xlsx")
    write_template(out_path, instrument=load_instrument(instrument or FALLBACK), lang=voice.lang)
    if not voice.quiet:
        note(text("written", voice.lang, path=out_path))


def _save_report(
    survey: Survey,
    path: Path,
    voice: Voice,
    by: list[str],
    frame: PopulationFrame | None,
    title: str | None,
) -> None:
    with working(text("computing", voice.lang), voice) as tell:
        from berakhlak_stats.report import build_report

        def progress(step: str) -> None:
            drawing = step == _HTML_STEP
            tell(text("drawing" if drawing else "step", voice.lang, name=step))

        made = build_report(
            survey, lang=voice.lang, by=by or None, frame=frame, title=title, progress=progress
        )
    if all(bool(each.frame["suppressed"].all()) for each in made.results.estimates.values()):
        raise make_error("E301", minimum=survey.smallest_group)
    made.save(path)
    if not voice.quiet:
        for pair in made.results.response.remarks:
            note(pair[0 if voice.lang == "id" else 1])
