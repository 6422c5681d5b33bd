from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, refusal, write

KNOWN = rating_instrument("A1", "A2", numbers=("age",))


def test_only_declared_codes_are_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "kode,A1,A2,age\n99,5,99,99\n98,98,2,40\n")
    assert only_problem(refusal(path, KNOWN, missing=(99,)).report, "E201").rows == (3,)
    survey = read_survey(path, instrument=KNOWN, missing=("98", 99))
    assert survey.ratings.tolist() == [[5, -1], [-1, 2]]
    # A group may well be called 99.
    assert survey.columns["kode"].labels == ("98", "99")


def test_they_are_counted_by_column(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2,age\n99,5,30\n99.0,1,99\n")
    report = validate(path, instrument=KNOWN, missing=[99])
    assert [(each.code, each.column, each.count) for each in report.problems] == [
        ("E206", "A1", 2),
        ("E206", "age", 1),
    ]
    assert (report.counts.ratings_read, report.counts.ratings_kept) == (2, 2)
