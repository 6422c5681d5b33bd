"""Group columns: double spellings and empty cells are told, never mended."""

from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, speaks_both_languages, write

RATINGS = rating_instrument("A1", "A2")


def answers(*units: str) -> str:
    return "unit,A1,A2\n" + "".join(f"{unit},1,2\n" for unit in units)


def test_spellings_that_differ_by_capitals_or_blanks_are_told_and_not_merged(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, answers("RSUD", "RSUD", "Dinas A", "Dinas A", "rsud", "DinasA", "RSUD"))
    problem = only_problem(validate(path, instrument=RATINGS), "E215")
    assert (problem.severity, problem.rows, problem.column) == ("warning", (6, 7), "unit")
    for text in (problem.message.id, problem.message.en):
        assert '"RSUD" (2, 3, 8) = "rsud" (6)' in text
        assert '"Dinas A" (4, 5) = "DinasA" (7)' in text
    assert speaks_both_languages(problem.message)
    assert len(read_survey(path, instrument=RATINGS).column("unit").labels) == 4


def test_empty_cells_of_a_group_are_counted_with_their_rows(tmp_path: Path) -> None:
    path = write(tmp_path, answers("A", "", "B", "A", "", "B"))
    report = validate(path, instrument=RATINGS)
    problem = only_problem(report, "E216")
    assert (problem.count, problem.rows, report.ok) == (2, (3, 6), True)
    assert any("unit" in english and "need a look" in english for _, english in report.understood)


def test_columns_that_tell_people_apart_are_no_groups(tmp_path: Path) -> None:
    path = write(tmp_path, answers("kata satu", "Kata satu", "", "kata dua", "tiga"))
    assert not {"E215", "E216"} & set(validate(path, instrument=RATINGS).codes())
