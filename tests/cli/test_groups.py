"""A command with groups of options, as a new analysing command would be written."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.testing import CliRunner

from berakhlak_stats import indices
from berakhlak_stats.cli.analysis import print_estimates
from berakhlak_stats.cli.answers import named_column
from berakhlak_stats.cli.groups import AnswerOptions, TableOptions, expanded
from berakhlak_stats.cli.options import By, File
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.survey import Survey
from tests.cli.shell import answers

seen: list[Any] = []


def energy(
    context: typer.Context,
    file: File,
    reading: AnswerOptions,
    output: TableOptions,
    level: Annotated[int, typer.Option("--level", help="Its own option.")],
    by: By = None,
) -> None:
    """Compute positive energy."""
    seen.append((reading, output, level))

    def compute(survey: Survey) -> Estimates:
        return indices.positive_energy(survey, by=by and named_column(survey, by))

    print_estimates(context, file, reading, output, compute)


def shell(*arguments: object) -> Any:
    app = typer.Typer()
    app.command()(expanded(energy))
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_a_command_has_its_own_options_and_those_of_its_groups() -> None:
    help_ = shell("--help").stdout
    assert "Compute positive energy." in help_
    for option in ("--level", "--by", "--strata", "--fpc", "--lonely", "--csv-style", "--full"):
        assert option in help_, option


def test_groups_arrive_filled() -> None:
    said = shell(
        answers(), "--level", 3, "--by", "SEX", "--strata", "sex", "--min-group", 12,
        "--format", "csv", "--lang", "en", "-q",
    )  # fmt: skip
    assert said.exit_code == 0, said.stderr
    reading, output, level = seen[-1]
    assert (reading.strata, reading.min_group, reading.psu, reading.quiet) == (
        "sex",
        12,
        None,
        True,
    )
    assert (output.form, output.out_path, output.full, level) == ("csv", None, False, 3)
    assert said.stdout.count("positive_energy") == 2


def test_what_has_no_default_must_be_given() -> None:
    assert shell(answers()).exit_code == 2
