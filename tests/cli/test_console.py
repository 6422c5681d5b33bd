from __future__ import annotations

import sys
from pathlib import Path

import pytest

from berakhlak_stats.cli import console
from berakhlak_stats.cli.console import Voice, own_command, plain, status_of, typed, working
from berakhlak_stats.errors import make_error


@pytest.mark.parametrize(
    ("code", "values", "status"),
    [
        ("E101", {"name": "x"}, 1),
        ("E100", {"name": "x", "folder": "y", "near": ""}, 2),
        ("E301", {"minimum": 10}, 1),
        ("E303", {"given": 3, "floor": 5}, 2),
        ("E401", {"folder": "x"}, 2),
        ("E602", {"column": "x", "known": "y"}, 2),
        ("E603", {"count": 1, "row": 2}, 1),
        ("E701", {"name": "x", "given": 1, "choices": "2"}, 2),
    ],
)
def test_status_tells_refused_answers_from_wrong_commands(
    code: str, values: dict[str, object], status: int
) -> None:
    assert status_of(make_error(code, **values)) == status


def test_words_from_data_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b[2Jb\u202ec\r") == "a\ufffd[2Jb\ufffdc\ufffd"
    assert plain("baris\n\tsatu – 60,9") == "baris\n\tsatu – 60,9"


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with working("Reading", Voice()) as tell:
        tell("Computing")
    assert capsys.readouterr() == ("", "")


def test_progress_shows_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    with working("Reading [b]x", Voice()):
        pass
    assert "Reading [b]x" in capsys.readouterr().err


def test_both_languages_say_the_same_things() -> None:
    both = console._texts()
    assert both["id"].keys() == both["en"].keys()


def test_the_command_is_named_as_it_can_be_called_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "__main__.py")])
    assert own_command().endswith("-m berakhlak_stats")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console.shutil, "which", lambda name: None)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "berakhlak")])
    assert Path(own_command()) == Path("bin") / "berakhlak"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("jawaban.csv", "jawaban.csv"),
        ("jawaban pegawai.csv", '"jawaban pegawai.csv"'),
        (Path("D:/Survei/a&b.csv"), '"D:/Survei/a&b.csv"'),
        ("", '""'),
    ],
)
def test_words_that_a_shell_would_divide_are_quoted(word: object, shown: str) -> None:
    assert typed(word) == shown
