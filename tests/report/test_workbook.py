from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from berakhlak_stats.errors import OutputError
from berakhlak_stats.report import workbook
from berakhlak_stats.report.workbook import method_lines, write_xlsx
from tests.report.samples import leaking, result_of, row


def sheets(path: Path) -> list[list[list[Any]]]:
    """Cells of every sheet."""
    book = openpyxl.load_workbook(path)
    return [[list(cells) for cells in sheet.iter_rows(values_only=True)] for sheet in book]


def test_rows_and_methods_stand_on_two_sheets(tmp_path: Path) -> None:
    path = write_xlsx(result_of(row(), seed=7), tmp_path / "x.xlsx", lang="id")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hasil", "Metode"]
    assert book["Hasil"].freeze_panes is not None
    head, first = sheets(path)[0]
    assert dict(zip(head, first, strict=True))["Estimasi"] == 62.4
    assert ["Benih acak", "7"] in sheets(path)[1]


def test_numbers_are_numbers_with_the_decimals_they_are_published_with(tmp_path: Path) -> None:
    share = row(level="word", item="jujur", estimate=0.5)
    path = write_xlsx(result_of(share, row()), tmp_path / "x.xlsx", lang="en")
    sheet = openpyxl.load_workbook(path)["Results"]
    place = [cell.value for cell in sheet[1]].index("Estimate")
    assert [sheet[2][place].number_format, sheet[3][place].number_format] == ["0.000", "0.0"]


@pytest.mark.parametrize(
    "name", ["=1+1", "+62812", "-3", "@x", "http://x.id", "007", "\x1b[31mred"]
)
def test_group_names_are_text_whatever_they_look_like(tmp_path: Path, name: str) -> None:
    path = write_xlsx(result_of(row(group=name), title=name), tmp_path / "x.xlsx", lang="en")
    book = openpyxl.load_workbook(path)
    sheet = book["Results"]
    cell = sheet[2][[each.value for each in sheet[1]].index("Group")]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name.replace("\x1b", ""), "s", None)
    assert all(cell.data_type != "f" for cells in book["Methods"] for cell in cells)


@pytest.mark.parametrize("full", [False, True])
def test_hidden_rows_have_no_numbers(tmp_path: Path, full: bool) -> None:
    path = write_xlsx(result_of(row(), leaking()), tmp_path / "x.xlsx", full=full, lang="en")
    head, _, hidden = sheets(path)[0]
    assert not any(isinstance(cell, int | float) for cell in hidden)
    assert "10" in dict(zip(head, hidden, strict=True))["Status"]


def test_full_precision_says_so_in_every_row(tmp_path: Path) -> None:
    path = write_xlsx(result_of(row(), row()), tmp_path / "x.xlsx", full=True, lang="id")
    rows = sheets(path)[0]
    assert [cells[0] for cells in rows[1:]] == ["BUKAN UNTUK PUBLIKASI"] * 2


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(OutputError, match="E412"):
        write_xlsx(result_of(row(), row()), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="E401"):
        write_xlsx(result_of(), tmp_path / "no" / "x.xlsx")


def test_methods_are_written_in_the_style_of_the_language() -> None:
    made = result_of(synthetic=True).provenance
    assert ("Tingkat kepercayaan", "0,95") in method_lines(made, "id")
    assert ("Confidence level", "0.95") in method_lines(made, "en")
    assert ("Parameter", "weights: balance: 0,2") in method_lines(made, "id")
    assert ("Data sintetis", "ya") in method_lines(made, "id")


def test_the_terms_of_the_methods_are_in_the_language_asked_for() -> None:
    made = result_of(row(), variant="plain_mean", sureness="assumed").provenance
    said = [text for _, text in method_lines(made, "id")]
    assert "rata-rata biasa" in said and "asumsi kami" in said
    assert "rata-rata responden" in said and "tanpa bobot" in said
