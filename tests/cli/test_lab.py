from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.cli import lab
from berakhlak_stats.cli.lab import lab_command
from berakhlak_stats.errors import OptionError
from tests.cli.shell import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notebooks with an Indonesian edition, and a JupyterLab to open it."""
    (tmp_path / "id").mkdir()
    monkeypatch.setattr(lab, "notebooks", lambda: tmp_path)
    monkeypatch.setattr(lab, "find_spec", lambda name: object())
    return tmp_path


def test_the_edition_of_the_language_is_opened(folder: Path) -> None:
    indonesian, english = (lab_command(lang, browser=True) for lang in ("id", "en"))
    assert indonesian[-1].endswith("lab/tree/id")
    assert english[-1].endswith("=" + "/".join(["", "lab", "tree"]))
    assert f"--ServerApp.root_dir={folder}" in english


def test_the_browser_can_be_left_shut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(lab.subprocess, "call", lambda command: called.append(command) or 0)
    result = run("lab", "--no-browser")
    assert result.exit_code == 0
    assert called[0][-1] == "--no-browser"
    assert f"{folder / 'id'};" in result.stderr
    assert f"{folder};" in run("lab", "--no-browser", "--lang", "en").stderr


def test_without_jupyterlab_the_fix_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    result = run("lab", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("E707") and "[lab]" in result.stderr


def test_without_notebooks_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "a" / "b" / "lab.py"))
    with pytest.raises(OptionError, match="E708"):
        lab.notebooks()
