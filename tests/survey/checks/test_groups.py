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
    text = answers("kata satu", "Kata satu", "", "kata dua", "tiga")
    path = write(tmp_path, text)
    assert set(validate(path, instrument=RATINGS).codes()) == {"E216"}
    path = write(tmp_path, text.replace("unit", "tambahan"))
    assert not {"E215", "E216"} & set(validate(path, instrument=RATINGS).codes())


def test_units_in_the_first_row_of_each_group_only_are_told(tmp_path: Path) -> None:
    """Merged cells of Excel saved as CSV: 30 of 40 people would have no unit without a word."""
    units = [name if place == 0 else "" for name in map("Dinas {}".format, range(10))
             for place in range(4)]  # fmt: skip
    report = validate(write(tmp_path, answers(*units)), instrument=RATINGS)
    assert only_problem(report, "E216").count == 30
    hint = only_problem(report, "E265")
    assert (hint.severity, hint.count, hint.rows[:3]) == ("warning", 10, (2, 6, 10))
    assert speaks_both_languages(hint.message)
    survey = read_survey(tmp_path / "jawaban.csv", instrument=RATINGS)
    assert int((survey.column("unit").codes < 0).sum()) == 30


def test_other_columns_above_runs_of_blanks_are_told_and_rare_remarks_are_not(
    tmp_path: Path,
) -> None:
    rows = "".join(
        f"{'Sub ' + 'ABCDE'[row // 4] if row % 4 == 0 else ''},{'ya' if row == 3 else ''},1,2\n"
        for row in range(20)
    )
    path = write(tmp_path, "bagian kami,tambahan,A1,A2\n" + rows)
    report = validate(path, instrument=RATINGS)
    assert only_problem(report, "E265").column == "bagian kami"
    assert only_problem(report, "E216").column == "bagian kami"


def test_numbered_units_with_empty_cells_are_told_too(tmp_path: Path) -> None:
    report = validate(write(tmp_path, answers("1", "", "2", "2", "", "1")), instrument=RATINGS)
    assert only_problem(report, "E216").rows == (3, 6)
    report = validate(write(tmp_path, answers("1", "", "", "2", "", "")), instrument=RATINGS)
    assert only_problem(report, "E265").rows == (2, 5)
