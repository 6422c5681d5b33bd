from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import berakhlak_stats
from tests.cli.shell import answers, run

COMMANDS = [
    "crosstab",
    "demo",
    "index",
    "lab",
    "quality",
    "report",
    "simulate",
    "template",
    "validate",
]


def shell(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m berakhlak_stats`` in a process of its own."""
    command = [sys.executable, "-m", "berakhlak_stats", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment})


def test_help_lists_every_command() -> None:
    said = run("--help").stdout
    assert [name for name in COMMANDS if f" {name} " not in said] == []
    assert "berakhlak demo" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"berakhlak {command}" in result.stdout or f"{command} [OPTIONS]" in result.stdout


def test_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"berakhlak_stats {berakhlak_stats.__version__}\n"


@pytest.mark.parametrize("arguments", [["nope"], ["index"], ["index", "x.csv", "--format", "pdf"]])
def test_wrong_commands_are_usage_errors(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(("lang", "word"), [("id", "Perbaikan"), ("en", "Fix")])
def test_errors_have_code_place_and_fix_in_the_language_chosen(lang: str, word: str) -> None:
    result = run("index", "absent.csv", "--lang", lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("E100 [absent.csv]")
    assert word in result.stderr


def test_an_unexpected_error_is_not_dressed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("defect")

    monkeypatch.setattr("berakhlak_stats.cli.answer_files.check_answers", broken)
    with pytest.raises(KeyError):
        run("validate", "x.csv")


def test_a_process_leaves_with_the_status_and_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    refused = shell("index", path, "--lang", "en")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.startswith(b"E101")
    assert b"Traceback" not in refused.stderr
    assert shell("index", answers(), "--by", "nope").returncode == 2


def test_a_narrow_console_encoding_stops_nothing() -> None:
    result = shell("validate", answers(), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 0, result.stderr
    piped = shell(
        "crosstab", answers(), "--row", "sex", "--item", "AK", "-q", PYTHONUTF8="0", LC_ALL="C"
    )
    assert "–" in piped.stdout.decode("utf-8")


def test_help_is_light() -> None:
    code = (
        "import sys; sys.argv = ['berakhlak', '--help']\n"
        "from berakhlak_stats.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'scipy', 'pydantic', 'matplotlib', 'pyarrow', 'jinja2', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.splitlines()[-1] == "[]"
