"""The command ``quality``: careless answers, what they do to the scores, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.answers import Plan, named_column, read_answers
from berakhlak_stats.cli.console import Voice, note, out, text, working
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, File, voice_of
from berakhlak_stats.cli.results import Target, deliver, together
from berakhlak_stats.errors import BerakhlakError

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

_CANNOT = frozenset({"E702", "E840", "E847", "E849"})
"""What an instrument or its answers do not allow; the other tables are still worth printing."""
Named = Annotated[
    list[str] | None,
    typer.Option(
        "--flags",
        metavar="NAME",
        help="Flag to look at, such as longstring; may be repeated. All that apply by default.",
        show_default=False,
    ),
]
Seconds = Annotated[
    str | None,
    typer.Option(
        "--seconds", metavar="COLUMN", help="Column of seconds taken.", show_default=False
    ),
]
AtLeast = Annotated[
    int | None,
    typer.Option(
        "--at-least",
        metavar="N",
        help="Flags that leave a respondent out of the second scores: 1 with --flags, else 2.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("quality", rich_help_panel=MAKE)(expanded(quality))


def quality(
    context: typer.Context,
    file: File,
    answers: AnswerOptions,
    output: TableOptions,
    flags: Named = None,
    seconds: Seconds = None,
    at_least: AtLeast = None,
    by: By = None,
) -> None:
    """Show flags of careless answers, what they do to the scores, and what is missing."""
    voice = voice_of(context)
    target = Target.of(output.form, output.out_path, output.csv_style, output.full)
    survey = read_answers(file, answers.instrument, Plan.of(answers), voice)
    group = by and named_column(survey, by)
    with working(text("computing", voice.lang), voice):
        results = list(_results(survey, flags, seconds, at_least, group, voice))
    one_file = target.path is not None or target.form != "table"
    for result in [together(results)] if one_file else results:
        if one_file or not _nothing_changes(result):
            deliver(result if one_file else _headlines(result), target, survey.instrument, voice)
        else:
            out(result.narrate(voice.lang))


def _results(
    survey: Survey,
    flags: Sequence[str] | None,
    seconds: str | None,
    at_least: int | None,
    by: str | None,
    voice: Voice,
) -> Iterator[Estimates]:
    """Every table that the answers allow; what they do not allow is told."""
    from berakhlak_stats import quality as room

    flags, took = flags or None, seconds and named_number(survey, seconds)
    jobs: list[Callable[[], Estimates]] = [
        lambda: room.answer_quality(survey, flags=flags, seconds=took, by=by),
        lambda: room.effect_of_exclusion(
            survey, flags=flags, seconds=took, at_least=at_least, by=by
        ),
        lambda: room.missing_patterns(survey, by=by),
    ]
    for job in jobs:
        try:
            yield job()
        except BerakhlakError as error:
            if error.code not in _CANNOT or flags:
                raise
            note(text("quality_skipped", voice.lang, why=error.text(voice.lang)))


def named_number(survey: Survey, given: str) -> str:
    """The one numeric column of this name, whatever its capitals, blanks and underscores."""
    from berakhlak_stats.survey.texts import name_key

    known = [*(item.id for item in survey.instrument.numbers), *survey.raw_numbers]
    alike = [name for name in known if name_key(name) == name_key(given)]
    return alike[0] if given not in known and len(alike) == 1 else given


def _nothing_changes(result: Estimates) -> bool:
    """Whether no difference may be shown: one sentence then says more than a table of blanks."""
    change = result.frame["level"].eq("change")
    return bool(change.any() and result.frame.loc[change, "suppressed"].all())


def _headlines(result: Estimates) -> Estimates:
    """For the screen, scores of scales and indices; a file holds those of every item too."""
    single = set(result.provenance.parameters.get("single", ()))
    if not single:
        return result
    return replace(result, frame=result.frame[~result.frame["item"].isin(single)], covariance=None)
