"""The catalogue of bad input, row by row: code, place, both languages, and nothing lost.

Severity "R" is refused, "W" read with a warning, "F" mended and logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    SCALE,
    chosen,
    full_instrument,
    pick_instrument,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)

PICKS, RATINGS, FULL = pick_instrument(), rating_instrument(), full_instrument()
LABELS = [label for label, _ in SCALE]
SEVERITY = {"R": "error", "W": "warning", "F": "fixed"}


@dataclass(frozen=True)
class Case:
    """One row of the catalogue: a file, and what must be said about it."""

    row: int
    content: str | bytes
    code: str
    action: str
    place: str
    instrument: Any = RATINGS
    quoted: str = ""


CASES = [
    Case(1, b"", "E101", "R", "f.csv"),
    Case(2, "A1,A2\n", "E102", "R", "f.csv"),
    Case(3, b"<table><tr><td>A1</td></tr></table>", "E103", "R", "f.csv", quoted="HTML"),
    Case(6, "unit,A1,A2\n“A”,1,2\n".encode("cp1252"), "E104", "W", "f.csv", quoted="cp1252"),
    Case(7, "A1,A2,u\n1,2,é\n".encode() + "1,2,é\n".encode("cp1252"), "E105", "R", "f.csv",
         quoted="3"),
    Case(11, "age;A1;A2;current\n12.345;1;2;jujur|silo\n", "E107", "R", "f.csv", FULL, "12.345"),
    Case(12, "A1,A2\n1,2,3\n4,5,6\n", "E108", "R", "f.csv:2"),
    Case(13, "A1,A2\n1,2\n1\n3,4\n", "E109", "R", "f.csv:3", quoted="3"),
    Case(15, "A1,A2,A1\n1,2,3\n", "E111", "R", "f.csv", quoted="1, 3"),
    Case(16, "unit,Unit\u200b ,A1,A2\na,b,1,2\n", "E112", "W", "f.csv"),
    Case(17, "unit,Setuju?,,x\n,A1,A2,\nA,4,2,\n", "E113", "R", "f.csv:2"),
    Case(19, "Judul,,\nunit,A1,A2\nA,1,2\nTotal,1,2\n", "E114", "W", "f.csv:4", quoted="4"),
    Case(32, "A1,A2\n0,6\n", "E201", "R", "f.csv:2, 'A1'", quoted='2 "0"'),
    Case(32, "A1,A2\n4.5,5\n", "E244", "R", "f.csv:2, 'A1'", quoted='2 "4.5"'),
    Case(34, "A1,A2\nSetuju,1\n4,2\n", "E203", "F", "f.csv, 'A1'"),
    Case(35, "A1,A2\n1=Sangat setuju,2\n", "E204", "R", "f.csv:2, 'A1'", quoted="Sangat setuju"),
    Case(36, "A1,A2\nSetuju,Disagree\n", "E127", "W", "f.csv", quoted='"Disagree", "Setuju"'),
    Case(37, "A1,A2\nSetju,2\n", "E205", "R", "f.csv:2, 'A1'", quoted='"Setju" (→'),
    Case(38, "A1,A2\n98,2\n", "E201", "R", "f.csv:2, 'A1'", quoted='2 "98"'),
    Case(39, "A1,A2,age,current\n1,2,inf,jujur|silo\n", "E207", "R", "f.csv:2, 'age'", FULL),
    Case(39, "A1,A2\n1e400,2\n", "E207", "R", "f.csv:2, 'A1'", quoted="1e400"),
    Case(40, 'A1,A2\n"61,1%",2\n', "E208", "R", "f.csv:2, 'A1'", quoted="61,1%"),
    Case(41, "A1,A2\n2024-05-01,2\n", "E209", "R", "f.csv:2, 'A1'", quoted="2024-05-01"),
    Case(52, "current\njujur|silo|ramah\n", "E220", "R", "f.csv:2, 'current'", PICKS, '2 "3"'),
    Case(52, "current\njujur|jujur\n", "E243", "R", "f.csv:2, 'current'", PICKS, "jujur"),
    Case(53, 'Q current?\n"Ramah, solutif, Jujur"\n', "E128", "F", "f.csv, 'Q current?'", PICKS,
         "Ramah, solutif"),
    Case(54, "current,current__jujur,current__ramah,current__silo,current__ramah_solutif\n"
             "jujur silo,1,0,1,0\n", "E222", "W", "f.csv", PICKS, "'current__jujur'"),
    Case(54, "current,current__jujur,current__ramah,current__silo,current__ramah_solutif\n"
             "jujur silo,1,1,0,0\n", "E222", "R", "f.csv:2", PICKS, ": 2"),
    Case(55, 'Q current?\n"Jujur, Lainnya: sabar"\n', "E126", "W", "f.csv, 'Q current?'", PICKS),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row}-{case.code}-{case.action}")
def test_row_of_the_catalogue(tmp_path: Path, case: Case) -> None:
    path = write(tmp_path, case.content, "f.csv")
    before = path.read_bytes()
    report = validate(path, instrument=case.instrument)
    found = [each for each in report.problems if each.code == case.code]
    assert found, report.codes()
    problem = next((each for each in found if each.message.place == case.place), found[0])
    assert (problem.message.place, problem.severity) == (case.place, SEVERITY[case.action])
    assert speaks_both_languages(problem.message)
    for text in (problem.message.id, problem.message.en):
        assert case.quoted in text
    assert report.ok == (case.action != "R")
    assert report.counts.balanced
    if case.action == "R":
        assert refusal(path, case.instrument).code in {each.code for each in report.errors}
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "content"),
    [
        (4, b"\xef\xbb\xbfunit,A1,A2\nA,1,2\nB,3,4\n"),
        (5, "unit,A1,A2\nA,1,2\nB,3,4\n".encode("utf-16")),
        (8, b"unit,A1,A2\rA,1,2\rB,3,4\r"),
        (10, b"unit;A1;A2\nA;1,0;2\nB;3;4,0\n"),
        (10, b"sep=;\r\nunit;A1;A2\r\nA;1;2\r\nB;3;4\r\n"),
    ],
)
def test_what_is_mended_without_a_word_gives_the_same_answers(
    tmp_path: Path, row: int, content: bytes
) -> None:
    survey = read_survey(write(tmp_path, content), instrument=RATINGS)
    assert survey.ratings.tolist() == [[1, 2], [3, 4]], row
    assert survey.columns["unit"].labels == ("A", "B")
    assert survey.log.problems == ()


def test_unknown_names_are_listed_with_all_their_rows(tmp_path: Path) -> None:
    """Row 52: the list of persons is complete to twenty, and says how many more there are."""
    path = write(tmp_path, "current\n" + "jujur|silo|ramah\n" * 25)
    problem = next(each for each in validate(path, instrument=PICKS).errors if each.code == "E220")
    assert problem.count == 25 and problem.rows == tuple(range(2, 22))
    assert "(+5)" in problem.message.id
    assert chosen(read_survey(path, instrument=PICKS, on_problem="report")) == [set()] * 25


def test_a_label_with_its_own_number_is_read(tmp_path: Path) -> None:
    """Row 35: "4 - Setuju" agrees with the scale; only a contradiction is refused."""
    cells = ["4 - Setuju", "(2) Tidak setuju", "5=Sangat setuju", "1. Strongly disagree"]
    survey = read_survey(
        write(tmp_path, "A1,A2\n" + "".join(f"{cell},3\n" for cell in cells)), instrument=RATINGS
    )
    assert survey.ratings[:, 0].tolist() == [4, 2, 5, 1]


@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_a_file_as_long_as_a_sheet_may_have_been_cut_off(
    tmp_path: Path, lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 31, with a sheet of six rows."""
    from berakhlak_stats.survey.readers import csv_file

    monkeypatch.setattr(csv_file, "MOST_ROWS", 6)
    whole = lines.join(["A1,A2", *["1,2"] * 5, ""])
    report = validate(write(tmp_path, whole), instrument=RATINGS)
    assert report.codes() == ("E123",) and report.n == 5
    assert speaks_both_languages(report.problems[0].message)
    fewer = lines.join(["A1,A2", *["1,2"] * 4, ""])
    assert validate(write(tmp_path, fewer), instrument=RATINGS).codes() == ()
