from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import python_calamine

from berakhlak_stats.errors import OutputError
from berakhlak_stats.survey.sheets import Sheet, write_sheet

ROWS = (("a", "b"), ("=1+1", 2), ('x & "y" <z>', None), ("2", 1.5))


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_cells_of_workbooks_keep_their_kind(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    write_sheet(Sheet(ROWS), path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name("answers").to_python()
    assert rows == [["a", "b"], ["=1+1", 2.0], ['x & "y" <z>', ""], ["2", 1.5]]


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    write_sheet(Sheet(ROWS), tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"].data_type == "s"


def test_merged_cells(tmp_path: Path) -> None:
    write_sheet(Sheet((("t", None), (1, 2)), merged=((0, 0, 0, 1),)), tmp_path / "x.xlsx")
    merged = openpyxl.load_workbook(tmp_path / "x.xlsx").active.merged_cells.ranges
    assert [str(area) for area in merged] == ["A1:B1"]


def test_dialects_of_csv(tmp_path: Path) -> None:
    sheet = Sheet((("a", "b"), ("x;y", None)), (), "utf-16", ";", "\r\n")
    write_sheet(sheet, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().decode("utf-16") == 'a;b\r\n"x;y";\r\n'


def test_another_ending_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="E411"):
        write_sheet(Sheet(ROWS), tmp_path / "x.doc")
    assert list(tmp_path.iterdir()) == []
