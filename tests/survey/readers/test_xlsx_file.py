from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, pick_instrument, rating_instrument, refusal

RATINGS = rating_instrument()


def book(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def test_numbers_text_and_empty_rows(tmp_path: Path) -> None:
    rows = [["unit", "A1", "A2"], ["A", 1, "Setuju"], [None] * 3, ["B", 5.0, None]]
    survey = read_survey(book(tmp_path / "a.xlsx", {"Data": rows}), instrument=RATINGS)
    assert survey.ratings.tolist() == [[1, 4], [5, -1]]
    assert "sheet 'Data'" in survey.log.understood[0][1]


def test_true_rows_below_title_rows(tmp_path: Path) -> None:
    rows = [["Survei 2022"], [None], ["A1", "A2"], [1, 2], [6, 2]]
    report = validate(book(tmp_path / "a.xlsx", {"Data": rows}), instrument=RATINGS)
    assert only_problem(report, "E201").rows == (5,)
    assert only_problem(report, "E114").rows == (1,)


def test_the_sheet_that_fits_is_found(tmp_path: Path) -> None:
    sheets = {"Petunjuk": [["Cara mengisi"]], "Jawaban": [["A1", "A2"], [3, 4]]}
    path = book(tmp_path / "a.xlsx", sheets)
    assert read_survey(path, instrument=RATINGS).ratings.tolist() == [[3, 4]]
    assert refusal(path, RATINGS, sheet="Petunjuk").code == "E102"
    assert refusal(path, RATINGS, sheet="Tidak").code == "E132"


def test_a_rating_that_became_a_date(tmp_path: Path) -> None:
    rows = [["A1", "A2"], [datetime.datetime(2024, 5, 1), 2]]
    problem = only_problem(
        validate(book(tmp_path / "a.xlsx", {"x": rows}), instrument=RATINGS), "E209"
    )
    assert (problem.rows, problem.column) == ((2,), "A1")


def test_long_numbers_that_lost_digits(tmp_path: Path) -> None:
    rows = [["nip", "A1", "A2"], [198501012010011001, 1, 2], [198501012010011002, 1, 2]]
    report = validate(book(tmp_path / "a.xlsx", {"x": rows}), instrument=RATINGS)
    assert only_problem(report, "E251").column == "nip"
    assert "E213" not in report.codes()


def test_header_only(tmp_path: Path) -> None:
    assert refusal(book(tmp_path / "a.xlsx", {"x": [["A1", "A2"]]}), RATINGS).code == "E102"
    assert refusal(book(tmp_path / "b.xlsx", {"x": []}), RATINGS).code == "E102"


def test_two_sheets_of_answers_are_never_chosen_between(tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "dua.xlsx"
    people = pd.DataFrame({"unit": ["A"] * 20, "current": ["jujur|silo"] * 20})
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        people.to_excel(book, sheet_name="Dinas A", index=False)
        people.to_excel(book, sheet_name="Dinas B", index=False)
        pd.DataFrame({"catatan": ["x"]}).to_excel(book, sheet_name="Catatan", index=False)
    with pytest.raises(FileError, match="E147") as caught:
        read_survey(path, instrument=pick_instrument())
    for lang in ("id", "en"):
        assert "Dinas A, Dinas B" in caught.value.text(lang)
        assert "Catatan" not in caught.value.text(lang)
    assert read_survey(path, instrument=pick_instrument(), sheet="Dinas B").n == 20
