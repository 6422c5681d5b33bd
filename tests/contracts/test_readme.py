"""The two READMEs keep their promises, and the same ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import berakhlak_stats
from tests.contracts.source import ROOT

READMES = ("README.md", "README.id.md")
CLI = "from berakhlak_stats.cli import main; main()"


def text_of(name: str) -> str:
    """A file of the root, as text."""
    return (ROOT / name).read_text(encoding="utf-8")


def set_up_lines(name: str) -> list[str]:
    """Lines that make the environment, in order."""
    return re.findall(r"^(?:python3|py) -m venv .*$", text_of(name), re.M)


def commands(name: str) -> list[str]:
    """Commands of the table, with their options."""
    return re.findall(r"^\| `berakhlak ([^`]+)` \|", text_of(name), re.M)


def test_set_up_lines_are_the_same_in_both_languages() -> None:
    assert len(set_up_lines("README.md")) == 4
    assert set_up_lines("README.md") == set_up_lines("README.id.md")


def test_commands_are_the_same_in_both_languages() -> None:
    assert commands("README.md") == commands("README.id.md")


@pytest.mark.parametrize("command", commands("README.md"))
def test_commands_exist_with_the_options_shown(command: str) -> None:
    name = command.split()[0]
    result = subprocess.run(
        [sys.executable, "-c", CLI, name, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
    )
    assert result.returncode == 0, result.stderr
    options = re.findall(r"--[a-z-]+", command)
    assert [option for option in options if option not in result.stdout] == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(name))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_python_example_uses_public_names(name: str) -> None:
    used = set(re.findall(r"\bbs\.(\w+)", text_of(name)))
    assert used
    assert used <= set(berakhlak_stats.__all__)


@pytest.mark.parametrize("name", ["CITATION.cff", "CHANGELOG.md"])
def test_version_is_the_same_everywhere(name: str) -> None:
    assert berakhlak_stats.__version__ in text_of(name)


def test_every_room_is_on_the_map() -> None:
    rooms = {
        path.name.removesuffix(".py") for path in Path(berakhlak_stats.__file__).parent.iterdir()
    }
    rooms = {room for room in rooms if room.isidentifier() and not room.startswith("_")}
    on_map = set(re.findall(r"`(\w+)`", text_of("CONTRIBUTING.md")))
    assert rooms - on_map == set()
