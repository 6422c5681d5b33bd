"""Run the shell inside the tests, and a small file of answers to run it on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from typer.testing import CliRunner

from berakhlak_stats.cli.app import app
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import write_survey


def run(*arguments: object) -> Any:
    """The result of one command: ``exit_code``, ``stdout``, ``stderr``.

    An exception that is not an exit is a defect and comes through.
    """
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@cache
def answers(like: str = "kapuas-2022", n: int = 150) -> Path:
    """A synthetic file of answers, written once per process."""
    path = Path(mkdtemp()) / "answers.csv"
    return write_survey(simulate(like, seed=3, n=n), path)
