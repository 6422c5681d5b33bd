from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    chosen,
    only_problem,
    pick_instrument,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)

PICKS = pick_instrument()
OWN = {"codes": "id,submitdate,lastpage,startlanguage",
       "texts": "Response ID,Date submitted,Last page,Start language",
       "both": "id. Response ID,submitdate. Date submitted,lastpage. Last page,"
               "startlanguage. Start language"}  # fmt: skip
PARTS = {
    "codes": "unit,current[jujur],current[ramah],current[silo],current[ramahsolutif]",
    "texts": "unit,Q current? [Jujur],Q current? [Ramah],Q current? [Silo],"
    '"Q current? [Ramah, solutif]"',
    "both": "unit. Unit,current[jujur]. Q current? [Jujur],current[ramah]. Q current? [Ramah],"
    'current[silo]. Q current? [Silo],"current[ramahsolutif]. Q current? [Ramah, solutif]"',
}
SAID = {"codes": "headings are codes", "texts": "headings are question texts",
        "both": "headings are codes and texts"}  # fmt: skip


@pytest.mark.parametrize("form", ["codes", "texts", "both"])
def test_three_kinds_of_headings(tmp_path: Path, form: str) -> None:
    path = write(tmp_path, f"{OWN[form]},{PARTS[form]}\n1,2024-01-02,3,id,A,Y,,,Y\n")
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "ramah_solutif"}]
    assert list(survey.columns) == ["unit"]
    said = [en for _, en in survey.log.understood]
    assert f"Read as: LimeSurvey export ({SAID[form]}, answer codes)." in said


def test_full_answers_and_questions_that_were_not_shown(tmp_path: Path) -> None:
    rows = "1,x,3,id,A,Ya,Tidak,Ya,Tidak\n2,x,3,id,A,N/A,N/A,N/A,N/A\n"
    survey = read_survey(
        write(tmp_path, f"{OWN['codes']},{PARTS['codes']}\n{rows}"), instrument=PICKS
    )
    assert chosen(survey) == [{"jujur", "silo"}, set()]
    assert any("full answers" in en for _, en in survey.log.understood)


def test_numbered_codes_are_refused_not_guessed(tmp_path: Path) -> None:
    head = OWN["codes"] + ",Q1[SQ001],Q1[SQ002],Q1[SQ003],Q1[SQ004]\n"
    error = refusal(write(tmp_path, head + "1,x,3,id,Y,,Y,\n"), PICKS)
    assert (error.code, error.place) == ("E125", "jawaban.csv")
    assert "Q1[SQ001]" in error.text("id") and speaks_both_languages(error.message)


def test_incomplete_answers_stay_and_are_told(tmp_path: Path) -> None:
    rows = "1,2024-01-02,3,id,A,Y,,Y,\n2,,1,id,A,Y,Y,,\n"
    report = validate(write(tmp_path, f"{OWN['codes']},{PARTS['codes']}\n{rows}"), instrument=PICKS)
    problem = only_problem(report, "E144")
    assert (problem.severity, problem.rows, report.n) == ("warning", (3,), 2)
    assert speaks_both_languages(problem.message)


def test_no_dates_at_all_say_nothing(tmp_path: Path) -> None:
    rows = "1,,3,id,A,Y,,Y,\n2,,1,id,A,Y,Y,,\n"
    report = validate(write(tmp_path, f"{OWN['codes']},{PARTS['codes']}\n{rows}"), instrument=PICKS)
    assert report.codes() == ()


def test_the_free_text_beside_the_options(tmp_path: Path) -> None:
    head = f"{OWN['codes']},{PARTS['codes']},current[other]\n"
    report = validate(write(tmp_path, head + "1,x,3,id,A,Y,,,,sabar\n"), instrument=PICKS)
    problem = only_problem(report, "E126")
    assert (problem.count, problem.column) == (1, "current[other]")
    assert (report.counts.picks_read, report.counts.picks_kept, report.counts.picks_other) == (
        2,
        1,
        1,
    )
    assert report.counts.balanced


def test_ranked_answers_and_markup_in_titles(tmp_path: Path) -> None:
    head = OWN["texts"] + ",<b>Q current?</b> [1],Q&nbsp;current? [2]\n"
    survey = read_survey(write(tmp_path, head + "1,x,3,id,Jujur,Silo\n"), instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]


def test_arrays_by_code(tmp_path: Path) -> None:
    path = write(tmp_path, OWN["codes"] + ",P[A1],P[A2]\n1,x,3,id,5,2\n")
    assert read_survey(path, instrument=rating_instrument()).ratings.tolist() == [[5, 2]]
