"""Officials who sign below a table are no respondents."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.signature import signature_start
from tests.survey.handmade import as_csv, numbered_rows
from tests.survey.helpers import only_problem

BLOCK = (
    "Kuala Kapuas, 4 Maret 2024", "Kepala Bagian Organisasi,", "", "", "Mardiana Kristina, S.Sos",
    "Pembina Tk. I", "NIP. 19760521 200802 1 001",
)  # fmt: skip


def book(folder: Path, block: list[list[str]], *, merged: bool = False) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in [*numbered_rows(), *block]:
        sheet.append([cell or None for cell in row])
    if merged:
        for place in range(len(block)):
            row = 14 + place
            sheet.merge_cells(start_row=row, end_row=row, start_column=20, end_column=26)
    path = folder / "jawaban.xlsx"
    made.save(path)
    return path


def at(column: int, texts: tuple[str, ...] = BLOCK) -> list[list[str]]:
    """The block with its texts in one column of the table, from 0."""
    return [["" if place != column else text for place in range(35)] for text in texts]


@pytest.mark.parametrize("column", [1, 3, 19, 34])
@pytest.mark.parametrize("blank", [0, 1])
def test_the_block_is_set_apart_wherever_it_stands(tmp_path: Path, column: int, blank: int) -> None:
    block = [*[[""] * 35] * blank, *at(column)]
    for path in (book(tmp_path, block), as_csv(tmp_path, [*numbered_rows(), *block])):
        report = validate(path)
        problem = only_problem(report, "E114")
        first = 14 + blank
        expected = tuple(first + place for place, text in enumerate(BLOCK) if text)
        assert (report.ok, report.n, problem.rows) == (True, 12, expected)
        assert "tanda tangan" in problem.message.id
        assert report.counts.balanced
        assert "Mardiana" not in report.to_json() and "19760521" not in report.to_json()


def test_two_who_sign_side_by_side_and_a_total_above(tmp_path: Path) -> None:
    left = ("Mengetahui,", "Kepala Bagian", "", "Budi", "NIP. 1")
    block = [[""] * 35, *at(2, left)]
    for row, text in zip(block[1:], BLOCK[:5], strict=True):
        row[25] = text
    total = ["Jumlah", *[""] * 34]
    report = validate(book(tmp_path, [total, *block]))
    assert (report.ok, report.n) == (True, 12)
    assert only_problem(report, "E114").rows == (14, 16, 17, 19, 20)


def test_merged_cells_of_the_block_repeat_their_text(tmp_path: Path) -> None:
    assert read_survey(book(tmp_path, at(19), merged=True)).n == 12


@pytest.mark.parametrize(
    "last",
    [
        ["13", "", "", "Kepala Bagian"],  # who answered nothing but the office
        ["13", "", "", "Dinas, 2024"],
        ["", "", "", "Kepala Bagian"],
    ],
)
def test_persons_who_answered_little_are_kept(last: list[str]) -> None:
    rows = [["1", "A", "5", "4", "3"], [*last, ""]]
    assert signature_start(rows) == 2


def test_a_person_above_the_block_is_kept() -> None:
    rows = [["1", "A", "5", "4", "3"], ["2", "B", "", "", ""], *([[*r, "", "", "", ""] for r in
            [["Kepala"], ["NIP. 1"]]])]  # fmt: skip
    assert signature_start(rows) == 2
