from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import berakhlak_stats as bs
from tests.cli.shell import answers, run


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rated") / "ratings.csv"
    bs.write_survey(bs.simulate.simulate("rating-2022", seed=1), path)
    return path


def test_a_line_per_unit(rated: Path) -> None:
    said = run("agreement", rated, "--by", "unit", "--scale", "AK", "-q")
    assert said.exit_code == 0
    assert "Putusan" in said.stdout and "Rata-rata unit" in said.stdout
    assert "disembunyikan" in said.stdout
    assert "LeBreton & Senter (2008)" in said.stdout


def test_csv_holds_every_input(rated: Path) -> None:
    said = run(
        "agreement", rated, "--by", "unit", "--scale", "AK", "--format", "csv", "--lang", "en"
    )
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert {row["item"] for row in rows} >= {"rwg_j", "r_star_wg_j", "a_wg", "icc1", "icc2"}
    assert {row["verdict"] for row in rows} <= {
        *("", "may be reported", "with caution", "not", "hidden"),
    }
    assert all(row["estimate"] == "" for row in rows if row["verdict"] == "hidden")
    assert all(len(row["estimate"].partition(".")[2]) == 2 for row in rows if row["estimate"])


def test_several_scales_have_to_be_named(rated: Path) -> None:
    said = run("agreement", rated, "--by", "unit")
    assert said.exit_code == 2
    assert "--scale" in said.stderr and "AK" in said.stderr


def test_pick_lists_have_the_icc_of_a_score() -> None:
    said = run("agreement", answers(), "--by", "unit", "--scale", "positive_energy", "-q")
    assert said.exit_code == 0
    assert "ICC(1)" in said.stdout


def test_an_unknown_null_is_refused(rated: Path) -> None:
    said = run("agreement", rated, "--by", "unit", "--scale", "AK", "--null", "flat")
    assert said.exit_code != 0
    assert "uniform" in said.stderr
