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
    write,
)

PICKS = pick_instrument()
OWN = "Respondent ID,Collector ID,Start Date,End Date,unit"
BELOW = ",,,,Response"


def test_two_header_rows_with_a_column_per_option(tmp_path: Path) -> None:
    head = (
        f'{OWN},Q current?,,,,\n{BELOW},Jujur,Ramah,Silo,"Ramah, solutif",Other (please specify)\n'
    )
    path = write(
        tmp_path, head + '11,4,t,t,A,Jujur,,,"Ramah, solutif",\n12,4,t,t,B,,,Silo,,sabar\n'
    )
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "ramah_solutif"}, {"silo"}]
    assert survey.n == 2 and list(survey.columns) == ["unit"]
    counts = survey.log.counts
    assert (counts.rows_read, counts.picks_read, counts.picks_kept, counts.picks_other) == (
        2,
        4,
        3,
        1,
    )
    assert any(
        "SurveyMonkey export (one column per option)" in en for _, en in survey.log.understood
    )


def test_rows_are_counted_below_both_header_rows(tmp_path: Path) -> None:
    path = write(tmp_path, f"{OWN},Setuju?,\n{BELOW},A1,Label of A2\n1,4,t,t,A,9,2\n")
    assert only_problem(validate(path, instrument=rating_instrument()), "E201").rows == (3,)


def test_options_in_one_column(tmp_path: Path) -> None:
    path = write(tmp_path, f'{OWN},Q current?\n{BELOW},Response\n1,4,t,t,A,"Jujur, Silo"\n')
    assert chosen(read_survey(path, instrument=PICKS)) == [{"jujur", "silo"}]


def test_a_table_whose_second_header_row_was_removed(tmp_path: Path) -> None:
    path = write(tmp_path, f'{OWN},Q current?\n1,4,t,t,A,"Jujur, Silo"\n')
    assert read_survey(path, instrument=PICKS).n == 1


@pytest.mark.parametrize("form", ["forced", "recognised"])
def test_two_header_rows_of_an_unknown_tool(tmp_path: Path, form: str) -> None:
    content = 'unit,Q current?,,,\n,Jujur,Ramah,Silo,"Ramah, solutif"\nA,x,,x,\n'
    path = write(tmp_path, content)
    if form == "recognised":
        error = refusal(path, PICKS)
        assert (error.code, error.place) == ("E113", "jawaban.csv:2")
        assert "surveymonkey" in error.text("id")
    else:
        survey = read_survey(path, instrument=PICKS, source="surveymonkey")
        assert chosen(survey) == [{"jujur", "silo"}]
