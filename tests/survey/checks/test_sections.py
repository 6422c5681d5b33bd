"""Rows that head a section are told, for they count as persons."""

from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    only_problem,
    pick_instrument,
    rating_instrument,
    speaks_both_languages,
    write,
)


def test_a_lone_name_above_its_people_is_told_and_kept(tmp_path: Path) -> None:
    rows = "".join(f"Dinas {name},,\n" + ",4,5\n" * 5 for name in "ABC")
    path = write(tmp_path, "unit,A1,A2\n" + rows)
    report = validate(path, instrument=rating_instrument())
    problem = only_problem(report, "E266")
    assert (problem.severity, problem.count, problem.rows) == ("warning", 3, (2, 8, 14))
    assert speaks_both_languages(problem.message) and report.ok
    assert read_survey(path, instrument=rating_instrument()).n == 18


def test_it_is_told_beside_lists_too(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,current\nDinas A,\n,jujur|silo\nDinas B,\n,jujur|ramah\n")
    assert only_problem(validate(path, instrument=pick_instrument()), "E266").rows == (2, 4)


def test_people_who_answered_nothing_are_no_headings(tmp_path: Path) -> None:
    """A number or a second cell tells a person; an answer out of range is one as well."""
    path = write(tmp_path, "respondent_id,unit,sex,A1,A2\nR01,,,,\n,A,f,,\n,B,,9,\n,B,m,4,5\n")
    assert "E266" not in validate(path, instrument=rating_instrument()).codes()
