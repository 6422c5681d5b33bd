from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, write

RATINGS = rating_instrument()
HEAD = "unit,sex,A1,A2\n"
PEOPLE = "A,L,1,2\nB,P,3,4\n"


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ("JUMLAH,,4,6\n", (4,)),
        ("Rata-rata,,2,3\nTotal,,4,6\n", (4, 5)),
        (",,,\nTotal,2,4,6\n", (5,)),
        (",,,\nDiolah oleh bagian organisasi,,,\n", (5,)),
        ("Catatan: sementara,,,\n", (4,)),
        ("Total,,4,6\n,,,\nSumber: formulir,,,\n", (4, 6)),
        ("Catatan: sementara\n", (4,)),
    ],
)
def test_totals_and_notes_are_no_respondents(
    tmp_path: Path, below: str, rows: tuple[int, ...]
) -> None:
    report = validate(write(tmp_path, HEAD + PEOPLE + below), instrument=RATINGS)
    problem = only_problem(report, "E114")
    assert (report.n, problem.rows, problem.severity) == (2, rows, "warning")
    assert report.counts.rows_outside == len(rows) and report.counts.balanced
    assert report.ok


@pytest.mark.parametrize(
    "last",
    [
        "C,,,\n",  # a person who answered nothing but the unit
        "Total Quality,L,Setuju,4\n",  # a unit of that name, with a label among the answers
        "C,L,5,\n",
        ",,5,\n",
    ],
)
def test_people_at_the_end_are_kept(tmp_path: Path, last: str) -> None:
    report = validate(write(tmp_path, HEAD + PEOPLE + last), instrument=RATINGS)
    assert report.n == 3 and "E114" not in report.codes()


def test_a_ragged_row_that_is_no_note_is_still_refused(tmp_path: Path) -> None:
    report = validate(write(tmp_path, HEAD + PEOPLE + "C\n"), instrument=RATINGS)
    assert report.codes() == ("E109",)
    above = write(tmp_path, HEAD + "Catatan: x\n" + PEOPLE)
    assert validate(above, instrument=RATINGS).codes() == ("E109",)


@pytest.mark.parametrize("separator", [",", ";"])
def test_titles_above_the_header(tmp_path: Path, separator: str) -> None:
    above = "Rekapitulasi\n\nKeadaan 4 Maret 2024\n"
    content = above + (HEAD + PEOPLE + "C,P,9,1\n").replace(",", separator)
    report = validate(write(tmp_path, content), instrument=RATINGS)
    assert only_problem(report, "E114").rows == (1, 3)
    # Rows keep the numbers they have in the file.
    assert only_problem(report, "E201").rows == (7,)
    assert report.n == 3


def test_a_title_over_several_lines(tmp_path: Path) -> None:
    content = '"Survei\nbudaya kerja",,,\n' + HEAD + PEOPLE
    survey = read_survey(write(tmp_path, content), instrument=RATINGS)
    assert survey.ratings.tolist() == [[1, 2], [3, 4]]
