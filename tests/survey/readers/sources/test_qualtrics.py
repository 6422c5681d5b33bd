from __future__ import annotations

from pathlib import Path

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
OWN = "StartDate,EndDate,Status,Finished,ResponseId,status"
TEXT = "Start Date,End Date,Response Type,Finished,Response ID,status"
MARK = ",".join('"{""ImportId"":""x""}"' for _ in range(6))


def table(names: str, texts: str, marks: int, rows: str) -> str:
    more = ",".join('"{""ImportId"":""QID1""}"' for _ in range(marks))
    return f"{OWN},{names}\n{TEXT},{texts}\n{MARK},{more}\n{rows}"


def test_three_header_rows_and_no_person_among_them(tmp_path: Path) -> None:
    texts = ",".join(
        f'"Q current? - Selected Choice - {word}"'
        for word in ("Jujur", "Ramah", "Silo", "Ramah, solutif")
    )
    rows = "t,t,IP Address,True,R_1,PNS,Jujur,,Silo,\n"
    path = write(tmp_path, table("Q1_3,Q1_5,Q1_9,Q1_12", texts, 4, rows))
    survey = read_survey(path, instrument=PICKS)
    assert survey.n == survey.log.counts.rows_read == 1
    assert chosen(survey) == [{"jujur", "silo"}]
    # The survey's own question keeps its column beside the tool's "Status".
    assert survey.columns["status"].labels == ("PNS",)
    assert any("three header rows" in en for _, en in survey.log.understood)


def test_a_line_break_in_a_question_text(tmp_path: Path) -> None:
    rows = "t,t,IP Address,True,R_1,PNS,9,2\n"
    path = write(tmp_path, table("Q1_1,Q1_2", '"Setuju?\n - A1",Setuju? - Label of A2', 2, rows))
    assert only_problem(validate(path, instrument=rating_instrument()), "E201").rows == (4,)


def test_names_that_are_questions_need_no_text(tmp_path: Path) -> None:
    path = write(tmp_path, table("A1,A2", "x,y", 2, "t,t,IP Address,True,R_1,PNS,4,2\n"))
    assert read_survey(path, instrument=rating_instrument()).ratings.tolist() == [[4, 2]]


def test_previews_are_no_respondents_and_are_listed(tmp_path: Path) -> None:
    rows = "".join(
        f"t,t,{kind},True,R_{place},PNS,4,2\n"
        for place, kind in enumerate(("IP Address", "Survey Preview", "Imported", "Survey Test"))
    )
    path = write(tmp_path, table("A1,A2", "x,y", 2, rows))
    report = validate(path, instrument=rating_instrument())
    problem = only_problem(report, "E143")
    assert (report.n, problem.rows, report.counts.rows_preview) == (2, (5, 7), 2)
    assert report.counts.balanced and speaks_both_languages(problem.message)


def test_unfinished_answers_stay(tmp_path: Path) -> None:
    rows = "t,t,IP Address,False,R_1,PNS,4,2\nt,t,IP Address,True,R_2,PNS,4,2\n"
    report = validate(
        write(tmp_path, table("A1,A2", "x,y", 2, rows)), instrument=rating_instrument()
    )
    assert (report.n, only_problem(report, "E144").rows) == (2, (4,))


def test_seen_but_not_answered_is_missing_and_counted(tmp_path: Path) -> None:
    rows = "t,t,IP Address,True,R_1,PNS,-99,2\n"
    path = write(tmp_path, table("A1,A2", "x,y", 2, rows))
    assert read_survey(path, instrument=rating_instrument()).ratings.tolist() == [[-1, 2]]
    assert only_problem(validate(path, instrument=rating_instrument()), "E206").count == 1


def test_recode_numbers_are_never_taken_for_an_order(tmp_path: Path) -> None:
    path = write(tmp_path, table("Q1", "Q current?", 1, 't,t,IP Address,True,R_1,PNS,"1,4"\n'))
    problem = only_problem(refusal(path, PICKS).report, "E129")
    assert problem.count == 2 and speaks_both_languages(problem.message)


def test_only_names_without_texts(tmp_path: Path) -> None:
    path = write(tmp_path, f"{OWN},Q1\nt,t,IP Address,True,R_1,PNS,Jujur\n")
    assert refusal(path, PICKS).code == "E125"
