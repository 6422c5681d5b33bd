from __future__ import annotations

import os
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from berakhlak_stats.cli.app import app
from berakhlak_stats.cli.inputs import READ, WRITTEN
from tests.cli.shell import answers, run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_bytes(answers().read_bytes())
    return path


def refused(*arguments: object) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr[:4]) == (2, "E406"), result.stderr


COMMANDS = [
    *("validate", "index", "quality", "compare", "crosstab", "rank", "gaps", "reliability"),
    *("agreement", "report", "notebook", "map"),
]
MORE = {"crosstab": ("--row", "sex", "--item", "Q"), "compare": ("--by", "sex"),
        "rank": ("--by", "sex"), "agreement": ("--by", "sex")}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_the_answers_are_never_overwritten(source: Path, command: str) -> None:
    refused(command, source, *MORE.get(command, ()), "--out", source)
    assert source.read_bytes() == answers().read_bytes()


@pytest.mark.parametrize("option", ["--mapping", "--frame", "--instrument", "--pseudonym-key-file"])
def test_other_inputs_are_never_overwritten(source: Path, option: str) -> None:
    given = source.with_name("given.csv")
    given.write_text("kept", encoding="utf-8")
    refused("index", source, option, given, "--out", given)
    assert given.read_text(encoding="utf-8") == "kept"


def test_both_waves_and_rows_set_apart(source: Path) -> None:
    refused("waves", answers(), source, "--out", source)
    refused("waves", source, answers(), "--out", source)
    mapping = source.with_name("m.toml")
    mapping.write_text("", encoding="utf-8")
    refused("validate", source, "--mapping", mapping, "--quarantine", mapping)


def test_one_file_under_two_names_is_one_file(source: Path) -> None:
    link, hard = source.with_name("link.csv"), source.with_name("hard.csv")
    try:
        link.symlink_to(source)
        os.link(source, hard)
    except OSError:
        pytest.skip("this system makes no links")
    refused("validate", source, "--out", link)
    refused("validate", link, "--out", source)
    refused("validate", source, "--out", hard)
    refused("validate", source, "--out", source.parent / "." / source.name)
    assert source.read_bytes() == answers().read_bytes()


def test_a_result_beside_the_answers_is_written_as_before(source: Path) -> None:
    target = source.with_name("problems.csv")
    target.write_text("old", encoding="utf-8")
    assert run("validate", source, "--out", target).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("severity,code,")


def _is_path(kind: Any) -> bool:
    return kind is Path or any(_is_path(each) for each in get_args(kind))


def test_every_option_that_names_a_file_is_known_as_read_or_written() -> None:
    commands = [each.callback for each in app.registered_commands]
    assert len(commands) > 15
    for command in commands:
        assert command is not None
        found = {name for name, kind in get_type_hints(command).items() if _is_path(kind)}
        assert found <= {*READ, *WRITTEN}, command
