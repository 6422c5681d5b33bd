from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.merged import fill_merged, merged_header
from berakhlak_stats.survey.sheets import Sheet, write_sheet
from tests.survey.helpers import (
    chosen,
    only_problem,
    pick_instrument,
    rating_instrument,
    speaks_both_languages,
)


def book(path: Path, rows: list[list[Any]], *merged: str) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    workbook.save(path)
    return path


def test_merged_groups_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows = [["unit", "A1", "A2"], ["A", 1, 2], [None, 3, 4], ["B", 5, 5]]
    path = book(tmp_path / "x.xlsx", rows, "A2:A3")
    survey = read_survey(path, instrument=rating_instrument())
    assert survey.columns["unit"].codes.tolist() == [0, 0, 1]
    problem = only_problem(validate(path, instrument=rating_instrument()), "E146")
    assert (problem.severity, problem.rows) == ("warning", (2,))
    assert "A2:A3" in problem.message.id and speaks_both_languages(problem.message)


def test_merged_cells_in_a_row_are_filled_to_the_right(tmp_path: Path) -> None:
    rows = [["unit", "A1", "A2"], ["A", 4, None]]
    path = book(tmp_path / "x.xlsx", rows, "B2:C2")
    assert read_survey(path, instrument=rating_instrument()).ratings.tolist() == [[4, 4]]


def test_a_question_merged_over_its_options(tmp_path: Path) -> None:
    rows = [
        ["unit", "Q current?", None, None, None],
        [None, "Jujur", "Ramah", "Silo", "Ramah, solutif"],
        ["A", "x", None, "x", None],
    ]
    path = book(tmp_path / "x.xlsx", rows, "A1:A2", "B1:E1")
    survey = read_survey(path, instrument=pick_instrument())
    assert chosen(survey) == [{"jujur", "silo"}]
    assert (survey.n, list(survey.columns)) == (1, ["unit"])


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_merged_title_above_the_table_is_only_a_title(tmp_path: Path, ending: str) -> None:
    sheet = Sheet([["Judul", None, None], ["unit", "A1", "A2"], ["A", 1, 2]], ((0, 0, 0, 2),))
    write_sheet(sheet, tmp_path / f"x{ending}")
    report = validate(tmp_path / f"x{ending}", instrument=rating_instrument())
    assert (report.codes(), report.n) == (("E114",), 1)


def test_areas_that_overlap_are_refused() -> None:
    rows: list[list[Any]] = [["a", "b"], ["x", ""], ["", ""]]
    areas = [((1, 0), (2, 1))] * 3
    with pytest.raises(FileError, match="E131"):
        fill_merged(rows, areas, 1, "f")


def test_areas_are_named_as_spreadsheets_do() -> None:
    rows: list[list[Any]] = [[""] * 30 for _ in range(4)]
    rows[2][27] = "x"
    found = fill_merged(rows, [((2, 27), (3, 28))], 1, "f")
    assert rows[3][28] == "x" and "AB3:AC4" in found[0].message.en
    assert fill_merged(rows, [((0, 0), (0, 3))], 1, "f") == []
    assert merged_header([((1, 0), (1, 2))], 1) and not merged_header([((1, 0), (2, 0))], 1)
