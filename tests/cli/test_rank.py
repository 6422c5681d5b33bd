from __future__ import annotations

import csv
import io

import pytest

from berakhlak_stats import significance
from berakhlak_stats.simulate import simulate
from tests.cli.shell import answers, run


def test_one_table_with_places_scores_and_reliability() -> None:
    result = run("rank", answers(n=300), "--by", "generation", "--item", "implementation")
    assert result.exit_code == 0
    for words in ("Peringkat yang mungkin", "Skor mentah", "Skor susut", "Keandalan", "Pusat"):
        assert words in result.stdout


def test_the_csv_holds_what_the_function_gives() -> None:
    said = run("rank", answers(n=300), "--by", "generation", "--format", "csv", "--full")
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    frame = significance.standings(simulate(seed=3, n=300), by="generation").frame
    assert len(rows) == len(frame) > 12
    for name in ("estimate", "raw", "reliability", "place", "place_low", "place_high"):
        found = [float(row[name] or "nan") for row in rows]
        assert found == pytest.approx(frame[name].tolist(), nan_ok=True), name


def test_published_places_are_whole_and_scores_have_one_decimal() -> None:
    said = run("rank", answers(n=300), "--by", "generation", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert any(row["note"].startswith("not ranked") for row in rows if not row["place"])
    row = next(row for row in rows if row["place"])
    assert row["place"].isdigit() and row["place_high"].isdigit()
    assert all(len(row[name].split(".")[1]) == 1 for name in ("estimate", "raw"))


def test_ratings_have_standings_too() -> None:
    said = run(
        "rank", answers("rating-2022", 300), "--by", "generation", "--item", "total", "--lang", "en"
    )
    assert said.exit_code == 0 and "Possible ranks" in said.stdout


def test_two_groups_are_refused_and_unknown_items_are_a_usage_error() -> None:
    few = run("rank", answers(), "--by", "sex")
    assert few.exit_code == 1 and "E851" in few.stderr
    assert run("rank", answers(n=300), "--by", "generation", "--item", "x").exit_code == 2
    assert run("rank", answers()).exit_code == 2
