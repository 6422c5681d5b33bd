from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from berakhlak_stats.cli.quality import named_number
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import write_survey
from tests.cli.shell import answers, run
from tests.quality.samples import planted, rated


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_survey(planted()[0], tmp_path_factory.mktemp("careless") / "answers.csv")


def test_three_tables_in_the_language_chosen(careless: Path) -> None:
    result = run("quality", careless, "-q")
    assert result.exit_code == 0
    for words in ("Jawaban nyaris seragam", "Rata-rata semua skala (selisih)", "Semua dijawab"):
        assert words in result.stdout
    assert "E840" in result.stderr and "Perbaikan" in result.stderr
    english = run("quality", careless, "-q", "--lang", "en", "--flags", "irv").stdout
    assert "Answers hardly vary" in english and "Long run" not in english


def test_one_file_holds_all_three(careless: Path, tmp_path: Path) -> None:
    path = tmp_path / "quality.csv"
    assert run("quality", careless, "-q", "--out", path).exit_code == 0
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    levels = {"flag", "missing", "pattern", "before", "after", "change"}
    assert {row["level"] for row in rows} == levels
    content = json.loads(run("quality", careless, "-q", "--format", "json").stdout)
    assert content["provenance"]["parameters"]["flags"]["irv"].startswith("mad")


def test_a_clean_file_is_told_in_words() -> None:
    result = run("quality", answers(), "-q")
    assert result.exit_code == 0
    assert "kurang dari 10 orang" in result.stdout
    assert "Kurang dari 10 responden bertanda" in result.stdout
    printed = run("quality", answers(), "-q", "--format", "csv").stdout
    assert {row["status"] for row in csv.DictReader(io.StringIO(printed))} >= {
        "kurang dari 10 orang"
    }


def test_a_flag_that_is_named_must_be_possible(careless: Path) -> None:
    wrong = run("quality", careless, "--flags", "speed")
    assert wrong.exit_code == 2 and "E701" in wrong.stderr
    refused = run("quality", careless, "--flags", "identical_lists", "-q")
    assert refused.exit_code == 1 and "E840" in refused.stderr


def test_seconds_are_found_whatever_their_capitals() -> None:
    survey = rated([[1, 2], [2, 1]], numbers={"Lama_Detik": [3.0, 4.0]})
    assert named_number(survey, "lama detik") == "Lama_Detik"
    assert named_number(survey, "menit") == "menit"


def test_answers_without_gaps_and_ratings_are_no_error(tmp_path: Path) -> None:
    path = write_survey(simulate("kapuas-2022", seed=1, n=60), tmp_path / "few.csv")
    assert run("quality", path, "-q", "--by", "unit").exit_code == 0
