from __future__ import annotations

import csv
from pathlib import Path

from berakhlak_stats import training
from tests.cli.shell import run


def test_the_key_of_a_class_is_a_table(tmp_path: Path) -> None:
    folder, path = tmp_path / "kelas", tmp_path / "kunci.csv"
    training.start("=Ani", folder=folder, lang="id")
    result = run("answer-key", folder, "--out", path)
    assert result.exit_code == 0 and "kunci.csv" in result.stderr
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {row["trainee"] for row in rows} == {"'=Ani"}
    assert len(rows) == len({row["exercise"] for row in rows}) > 40
    assert run("answer-key", folder).stdout == path.read_text(encoding="utf-8")


def test_what_is_no_class_is_refused(tmp_path: Path) -> None:
    result = run("answer-key", tmp_path, "--lang", "en")
    assert (result.exit_code, result.stderr[:4]) == (2, "E908")
    wrong = run("answer-key", tmp_path, "--out", tmp_path / "key.html")
    assert (wrong.exit_code, wrong.stderr[:4]) == (2, "E411")
