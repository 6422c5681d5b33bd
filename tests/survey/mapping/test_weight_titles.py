"""Weights under titles of their own: read as such, or told, never left out in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from berakhlak_stats.survey import Survey, propose_mapping, read_survey, validate, write_survey
from berakhlak_stats.survey.mapping.weight_titles import may_be_weights, weight_title
from berakhlak_stats.survey.stream import stream_survey
from tests.survey.handmade import as_csv, as_xlsx, numbered_rows

TITLES = (
    "Penimbang", "Faktor Pengali", "Bobot Sampel", "Timbangan", "w", "wt", "Sampling weight",
    "FAKTOR_PENIMBANG", "Bobot responden",
)  # fmt: skip
HALF = [0.5, 1.5] * 6


def titled(folder: Path, title: str, values: list[str] | None = None) -> Path:
    rows = numbered_rows()
    rows[0][-1] = title
    for row, value in zip(rows[1:], values or [str(each).replace(".", ",") for each in HALF],
                          strict=True):  # fmt: skip
        row[-1] = value
    return as_csv(folder, rows)


@pytest.mark.parametrize("title", TITLES)
def test_other_names_of_weights_are_read_as_weights(tmp_path: Path, title: str) -> None:
    survey = read_survey(titled(tmp_path, title))
    assert survey.design.weights == title
    assert survey.weights is not None
    assert survey.weights.tolist() == HALF
    assert "E250" not in [each.code for each in survey.log.problems]
    proposed = propose_mapping(titled(tmp_path, title)).columns[-1]
    assert proposed.column.kind == "weight"


def test_a_workbook_is_read_the_same(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(row) for row in numbered_rows()]
    rows[0][-1] = "Penimbang"
    for row, value in zip(rows[1:], HALF, strict=True):
        row[-1] = value
    survey = read_survey(as_xlsx(tmp_path, rows))  # type: ignore[arg-type]
    assert survey.weights is not None
    assert survey.weights.tolist() == HALF


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Penimbang", ["0", *["1,5"] * 11]),  # a weight of nought
        ("Penimbang", ["", *["1,5"] * 11]),
        ("Penimbang", ["besar", *["1,5"] * 11]),
        ("w", ["1", "2", "3"] * 4),  # codes as likely as weights
        ("Bobot 2024", ["0,5", "1,5"] * 6),
        ("Kolom X", ["0,5", "1,5"] * 6),  # mean 1
        ("Kolom X", ["12,25", "8,5", "7,25"] * 4),  # adds up to 112, a whole number of people
    ],
)
def test_doubtful_weights_are_told_and_left_open(
    tmp_path: Path, title: str, values: list[str]
) -> None:
    path = titled(tmp_path, title, values)
    report = validate(path)
    (told,) = [each for each in report.problems if each.code == "E250"]
    assert (told.severity, told.column) == ("warning", title)
    assert "weights=" in told.message.fix_id and "Bobot" in told.message.fix_id
    assert read_survey(path).weights is None
    assert propose_mapping(path).columns[-1].column.kind == "open"


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Indeks kerja", ["0,5", "1,5"] * 6),
        ("Lama kerja", ["12,25", "8,5", "7,25"] * 4),
        ("Kolom X", ["1", "2"] * 6),
        ("Kolom X", ["3,5", "4,2", "2,9"] * 4),
        ("Kolom X", ["1,5"] * 12),
    ],
)
def test_measures_are_not_called_weights(tmp_path: Path, title: str, values: list[str]) -> None:
    assert "E250" not in validate(titled(tmp_path, title, values)).codes()


def test_two_candidates_are_both_told_and_none_is_taken(tmp_path: Path) -> None:
    rows = numbered_rows()
    rows[0][-1] = "Penimbang"
    rows = [[*row, cell] for row, cell in zip(rows, ["Bobot Sampel", *["1,5"] * 12], strict=True)]
    path = as_csv(tmp_path, rows)
    told = [each.column for each in validate(path).problems if each.code == "E250"]
    assert told == ["Penimbang", "Bobot Sampel"]
    assert read_survey(path).weights is None
    named = validate(path, weights="Penimbang")
    assert "E250" not in named.codes()


def test_beside_the_weights_another_candidate_is_told_with_what_is_used(tmp_path: Path) -> None:
    rows = numbered_rows()
    rows = [[*row, cell] for row, cell in zip(rows, ["Penimbang", *["1,5"] * 12], strict=True)]
    (told,) = [each for each in validate(as_csv(tmp_path, rows)).problems if each.code == "E250"]
    assert told.column == "Penimbang"
    assert "'Bobot'" in told.message.id


def test_a_mapping_that_says_group_settles_it(tmp_path: Path) -> None:
    path = titled(tmp_path, "Kolom X")
    text = propose_mapping(path).to_toml("id").replace("confirmed = false", "confirmed = true")
    assert 'is = "open"' in text
    mapping = tmp_path / "peta.toml"
    mapping.write_text(text.replace('is = "open"', 'is = "group"'), encoding="utf-8")
    assert "E250" not in validate(path, mapping=mapping).codes()
    mapping.write_text(text.replace('is = "open"', 'is = "weight"'), encoding="utf-8")
    assert read_survey(path, mapping=mapping).design.weights == "Kolom X"


def test_a_stream_takes_them_as_well(tmp_path: Path) -> None:
    survey: Survey = read_survey(titled(tmp_path, "Penimbang"))
    path = write_survey(survey, tmp_path / "a.parquet")
    stream = stream_survey(path)
    assert stream.design.weights == "Penimbang"
    (batch,) = list(stream)
    assert batch.weights is not None
    assert sorted(batch.weights.tolist()) == sorted(HALF)


def test_titles_and_numbers_alone() -> None:
    assert weight_title(["Penimbang", "Bobot akhir"]) is None
    running = np.arange(1.0, 40.0)
    assert not may_be_weights("Bobot lama", running)
    assert not may_be_weights("wt", running)
