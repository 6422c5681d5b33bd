"""The command ``waves``: two files of answers, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.analysis import headline
from berakhlak_stats.cli.answers import Plan, named_column, read_several
from berakhlak_stats.cli.compare import Adjust, only
from berakhlak_stats.cli.console import text, working
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import MAKE, By, voice_of
from berakhlak_stats.cli.results import Target, deliver, together
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


class Link(StrEnum):
    """What the samples of two waves have in common."""

    none = "none"
    psu = "psu"
    person = "person"


Before = Annotated[Path, typer.Argument(metavar="FILE_BEFORE", help="Answers of the earlier wave.")]
After = Annotated[Path, typer.Argument(metavar="FILE_AFTER", help="Answers of the later wave.")]
Labels = Annotated[
    str | None,
    typer.Option(
        "--labels",
        metavar="A,B",
        help="What the waves are called; years are held against known breaks of the series.",
        show_default="names of the files",
    ),
]
Linked = Annotated[
    Link,
    typer.Option(
        "--link",
        help="What both samples share, never guessed: nothing, primary units (--psu), or persons.",
    ),
]
Person = Annotated[
    str,
    typer.Option("--person", metavar="COLUMN", help="Pseudonymous identifiers for --link person."),
]
Item = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="ID",
        help="One index, value or item, tested by itself; all by default.",
        show_default=False,
    ),
]
Goals = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="ID=NUMBER",
        help="What the later wave was to reach; may be repeated. Adds a table of achievement.",
        show_default=False,
    ),
]
Break = Annotated[
    bool,
    typer.Option(
        "--declare-break",
        help="The files used different instruments: show differences, untested.",
    ),
]


Adjusted = Annotated[
    Adjust, typer.Option("--adjust", help="How p values allow for the number of tests.")
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("waves", rich_help_panel=MAKE)(expanded(waves))


def waves(
    context: typer.Context,
    before: Before,
    after: After,
    answers: AnswerOptions,
    output: TableOptions,
    labels: Labels = None,
    link: Linked = Link.none,
    person: Person = "respondent_id",
    by: By = None,
    item: Item = None,
    target: Goals = None,
    declare_break: Break = False,
    adjust: Adjusted = Adjust.holm,
) -> None:
    """Compare two waves of the survey: what changed, and whether targets were reached."""
    from berakhlak_stats.waves import target_achievement
    from berakhlak_stats.waves import waves as compare_waves

    voice, goals = voice_of(context), goals_of(target or [])
    names = labels_of(labels or f"{before.stem},{after.stem}")
    place = Target.of(output.form, output.out_path, output.csv_style, output.full)
    surveys = read_several((before, after), answers.instrument, Plan.of(answers), voice)
    with working(text("computing", voice.lang), voice):
        results = [
            compare_waves(
                surveys,
                labels=names,
                link=link.value,
                of=_estimator(item),
                by=by and named_column(surveys[-1], by),
                person=person,
                declare_break=declare_break,
                adjust=adjust.value,
            )
        ]
        if goals:
            results.append(target_achievement(results[0], target=goals, adjust=adjust.value))
    # On the screen every table stands by itself; a file holds one.
    shown = results if place.form == "table" and place.path is None else [together(results)]
    for each in shown:
        deliver(each, place, surveys[-1].instrument, voice)


def _estimator(item: str | None) -> Callable[..., Estimates]:
    """What the files are about, or one item of it: a family of its own."""

    def of(survey: Survey, *, by: str | None = None) -> Estimates:
        result = headline(survey, by)
        return only(result, item) if item else result

    return of


def labels_of(words: str) -> tuple[str, str]:
    """Two labels from ``A,B``; refuses anything else (E703)."""
    names = [name.strip() for name in words.split(",")]
    if len(names) != 2 or not all(names):
        raise make_error("E703", name="--labels", expected="A,B", given=words)
    return names[0], names[1]


def goals_of(words: list[str]) -> dict[str, float]:
    """Targets from ``ID=NUMBER``, with a decimal point or comma; refuses others (E703)."""
    goals = {}
    for each in words:
        name, _, number = each.partition("=")
        try:
            goals[name.strip()] = float(number.replace(",", "."))
        except ValueError:
            expected = "ID=60 / ID=62,5"
            raise make_error("E703", name="--target", expected=expected, given=each) from None
    return goals
