"""Tables stacked in one sheet: what is between them is set apart or refused, never read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    only_problem,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)

RATINGS = rating_instrument()
FIRST = "unit,A1,A2\nA,1,2\nB,3,4\n"


def saved(path: Path, lines: str) -> Path:
    """The lines as a workbook, numbers as numbers."""
    made = openpyxl.Workbook()
    for line in lines.splitlines():
        cells = line.split(",")
        made.active.append([int(cell) if cell.isdecimal() else cell or None for cell in cells])
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("between", "gone"),
    [
        ("unit,A1,A2\n", [4]),
        ("Unit,A1 ,a2\n", [4]),
        ("Dinas B,,\nunit,A1,A2\n", [4, 5]),
        ("Total,4,6\n,,\nDinas B,,\nunit,A1,A2\n", [4, 6, 7]),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_header_of_the_same_columns_is_set_apart(
    tmp_path: Path, ending: str, between: str, gone: list[int]
) -> None:
    lines = FIRST + between + "C,5,5\n"
    path = tmp_path / f"f.{ending}"
    path = saved(path, lines) if ending == "xlsx" else write(tmp_path, lines, "f.csv")
    report = validate(path, instrument=RATINGS)
    problem = only_problem(report, "E172")
    assert (problem.severity, list(problem.rows)) == ("warning", gone)
    assert speaks_both_languages(problem.message)
    assert report.ok and report.counts.balanced and report.counts.rows_outside == len(gone)
    survey = read_survey(path, instrument=RATINGS)
    assert survey.ratings.tolist() == [[1, 2], [3, 4], [5, 5]]
    assert survey.columns["unit"].labels == ("A", "B", "C")


def test_a_header_in_another_order_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, FIRST + "unit,A2,A1\nC,5,1\n", "f.csv")
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E173", "f.csv:4")
    assert speaks_both_languages(error.message) and '"A2"' in error.text("id")


def test_answers_spelt_like_titles_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,A1,A2\nunit,1,2\nA1,3,4\n", "f.csv")
    survey = read_survey(path, instrument=RATINGS)
    assert survey.n == 2 and survey.log.problems == ()


@pytest.mark.parametrize(
    "numbers", ["1,2,3,4", "(1),(2),(3),(4)", "1.,2.,3.,4.", ",,,\n1,2,3,4", "1,2,3,"]
)
def test_numbers_of_the_columns_are_no_respondent(tmp_path: Path, numbers: str) -> None:
    lines = f"unit,sex,A1,A2\n{numbers}\nA,L,1,2\nB,P,3,4\n"
    for path in (write(tmp_path, lines), saved(tmp_path / "a.xlsx", lines)):
        report = validate(path, instrument=RATINGS)
        problem = only_problem(report, "E188")
        assert (report.ok, report.n, problem.severity) == (True, 2, "warning")
        assert problem.rows == (lines.splitlines().index(numbers.splitlines()[-1]) + 1,)
        assert speaks_both_languages(problem.message)
        assert report.counts.balanced
        survey = read_survey(path, instrument=RATINGS)
        assert survey.ratings.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    "lines",
    [
        "A1,A2,age\n1,2,3\n4,5,6\n",  # a person whose answers rise
        "unit,A1,A2\n1,2,3\n2,4,5\n",  # units that are numbers
        "unit,A1,A2\n1,3,2\nA,4,5\n",
        "unit,A1\n1,2\nA,4\n",
    ],
)
def test_answers_that_rise_are_answers(tmp_path: Path, lines: str) -> None:
    report = validate(write(tmp_path, lines), instrument=RATINGS)
    assert "E188" not in report.codes() and report.n == 2


def test_a_long_row_of_numbers_is_on_no_scale(tmp_path: Path) -> None:
    items = tuple(f"A{place}" for place in range(1, 13))
    lines = f"{','.join(items)}\n{','.join(map(str, range(1, 13)))}\n{','.join('5' * 12)}\n"
    report = validate(write(tmp_path, lines), instrument=rating_instrument(*items))
    assert (report.ok, report.n, report.codes()) == (True, 1, ("E188",))
