"""What a sheet hides is told: rows, filters, formulas without results, errors, ghosts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, refusal, speaks_both_languages
from tests.survey.hostile_files import OPEN_ROWS, ROWS, open_cell, open_row, sheet, spreadsheet
from tests.survey.hostile_files import workbook as raw_book

RATINGS = rating_instrument()


def book(path: Path) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.active.title = "Data"
    for row in (["unit", "A1", "A2"], ["x", 1, 2], ["y", 3, 4], ["z", 5, 5]):
        made.active.append(row)
    return made


def test_hidden_rows_columns_sheets_and_filters_are_counted_and_read(tmp_path: Path) -> None:
    made = book(tmp_path)
    made.active.row_dimensions[3].hidden = True
    made.active.row_dimensions[4].hidden = True
    made.active.column_dimensions["B"].hidden = True
    made.active.auto_filter.ref = "A1:C4"
    made.active.auto_filter.add_filter_column(0, ["x"])
    made.create_sheet("Rahasia").sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    report = validate(tmp_path / "a.xlsx", instrument=RATINGS)
    problem = only_problem(report, "E115")
    assert (problem.severity, problem.count) == ("warning", 4)
    assert (
        "2 hidden rows and 1 hidden column (filter: on), which were read too; 1 hidden sheet was"
        in problem.message.en
    )
    assert "1 lembar tersembunyi" in problem.message.id and "aktif" in problem.message.id
    assert speaks_both_languages(problem.message)
    assert report.ok and report.n == 3


def test_columns_hidden_beyond_the_data_do_not_count(tmp_path: Path) -> None:
    wide = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    path = raw_book(tmp_path / "a.xlsx", sheet(before=wide))
    assert validate(path, instrument=RATINGS).codes() == ()


def test_formulas_without_results_are_refused_with_their_cells(tmp_path: Path) -> None:
    made = book(tmp_path)
    made.active["B3"], made.active["C4"] = "=1+2", "=B2"
    made.save(tmp_path / "a.xlsx")
    error = refusal(tmp_path / "a.xlsx", RATINGS)
    problem = only_problem(error.report, "E116")
    assert (problem.severity, problem.count) == ("error", 2)
    assert "B3, C4" in problem.message.en and "B3, C4" in problem.message.id
    assert speaks_both_languages(problem.message)


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        ('<c r="A2"><f>1+1</f></c>', True),
        ('<c r="A2"><f>1+1</f><v/></c>', True),
        ('<c r="A2"><f>1+1</f><v></v></c>', True),
        ('<c r="A2"><f t="shared" si="0"/></c>', True),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', False),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', False),
    ],
)
def test_what_counts_as_a_formula_without_a_result(
    tmp_path: Path, cell: str, refused: bool
) -> None:
    path = raw_book(tmp_path / "a.xlsx", sheet(ROWS.replace('<c r="A2"><v>5</v></c>', cell)))
    assert ("E116" in validate(path, instrument=RATINGS).codes()) is refused


def test_error_cells_are_counted_and_missing(tmp_path: Path) -> None:
    cells = ROWS.replace('<c r="A2"><v>5</v></c>', '<c r="A2" t="e"><v>#REF!</v></c>')
    cells = cells.replace('<c r="B3"><v>2</v></c>', '<c r="B3" t="e"><v>#N/A</v></c>')
    path = raw_book(tmp_path / "a.xlsx", sheet(cells))
    report = validate(path, instrument=RATINGS)
    problem = only_problem(report, "E117")
    assert (problem.severity, problem.count) == ("warning", 2)
    assert speaks_both_languages(problem.message)
    assert read_survey(path, instrument=RATINGS).ratings.tolist() == [[-1, 4], [3, -1]]


def test_merged_answers_are_filled_and_told_and_merged_titles_are_not(tmp_path: Path) -> None:
    made = book(tmp_path)
    made.active.insert_rows(1)
    made.active["A1"] = "Survei 2022"
    made.active.merge_cells("A1:C1")
    made.active.merge_cells("A3:A4")
    made.save(tmp_path / "a.xlsx")
    problem = only_problem(validate(tmp_path / "a.xlsx", instrument=RATINGS), "E146")
    assert problem.count == 1 and "A3:A4" in problem.message.en
    assert speaks_both_languages(problem.message)


def test_a_ghost_range_is_skipped_and_told(tmp_path: Path) -> None:
    """Formatting a whole column writes a million rows without content."""
    ghosts = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"/></row>'
        for row in range(4, 1_048_577, 100)
    )
    path = raw_book(tmp_path / "a.xlsx", sheet(ROWS + ghosts))
    report = validate(path, instrument=RATINGS)
    problem = only_problem(report, "E151")
    assert report.ok and report.n == 2
    assert problem.severity == "fixed" and "row 3" in problem.message.en
    assert speaks_both_languages(problem.message)


@pytest.mark.parametrize("said", ["A1", "A1:XFD1048576", "B2:B2"])
def test_a_false_dimension_is_not_believed(tmp_path: Path, said: str) -> None:
    path = raw_book(tmp_path / "a.xlsx", sheet(before=f'<dimension ref="{said}"/>'))
    survey = read_survey(path, instrument=RATINGS)
    assert survey.ratings.tolist() == [[5, 4], [3, 2]]


def test_open_document_rows_that_repeat_nothing_are_no_bomb(tmp_path: Path) -> None:
    """What every such file ends in: a million empty rows of sixteen thousand empty cells."""
    end = open_row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        attributes=' table:number-rows-repeated="1048573" table:visibility="collapse"',
    )
    path = spreadsheet(tmp_path / "a.ods", OPEN_ROWS + end)
    report = validate(path, instrument=RATINGS)
    assert report.ok and report.n == 2 and report.codes() == ()


def test_open_document_filters_are_told(tmp_path: Path) -> None:
    hidden = open_row(open_cell("1"), open_cell("1"), attributes=' table:visibility="filter"')
    report = validate(spreadsheet(tmp_path / "a.ods", OPEN_ROWS + hidden), instrument=RATINGS)
    assert only_problem(report, "E115").count == 1 and report.n == 3


def test_formulas_that_nobody_reads_refuse_nothing(tmp_path: Path) -> None:
    """Totals below, a note above, a helper column without a title."""
    made = book(tmp_path)
    made.active.insert_rows(1, 2)
    made.active["A1"], made.active["B1"] = "Survei 2022", "=TODAY()"
    made.active["A7"], made.active["B7"], made.active["C7"] = "Total", "=SUM(B4:B6)", "=SUM(C4:C6)"
    made.active["B9"] = "=AVERAGE(B4:B6)"
    made.active["E5"] = "=B5+C5"
    made.save(tmp_path / "a.xlsx")
    report = validate(tmp_path / "a.xlsx", instrument=RATINGS)
    assert report.ok and "E116" not in report.codes()
    assert {row for each in report.problems if each.code == "E114" for row in each.rows} == {
        1,
        7,
        9,
    }
    assert read_survey(tmp_path / "a.xlsx", instrument=RATINGS).n == 3


def test_many_rows_of_formulas_may_be_persons(tmp_path: Path) -> None:
    made = book(tmp_path)
    for row in range(5, 10):
        made.active[f"A{row}"] = made.active[f"B{row}"] = f"=Lain!A{row}"
    made.save(tmp_path / "a.xlsx")
    problem = only_problem(refusal(tmp_path / "a.xlsx", RATINGS).report, "E116")
    assert problem.count == 10 and "A5, B5" in problem.message.id
