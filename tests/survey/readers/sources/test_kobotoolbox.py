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
SUMMARY = "g/current"
DETAILS = "g/current/jujur;g/current/ramah;g/current/silo;g/current/ramah_solutif"
END = "_id;_uuid;_submission_time;_validation_status;_index"
TAIL = "1;u1;2024;;1"


@pytest.mark.parametrize(
    ("titles", "cells", "codes"),
    [
        (SUMMARY, "jujur silo", ()),
        (DETAILS, "1;0;1;0", ()),
        (f"{SUMMARY};{DETAILS}", "jujur silo;1;0;1;0", ("E222",)),
    ],
)
def test_select_multiple_in_three_ways(
    tmp_path: Path, titles: str, cells: str, codes: tuple[str, ...]
) -> None:
    path = write(tmp_path, f"start;a/unit;{titles};{END}\nt;A;{cells};{TAIL}\n")
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert list(survey.columns) == ["unit"]
    assert tuple(each.code for each in survey.log.problems) == codes
    # Counted once, whichever way it is written.
    assert (survey.log.counts.picks_read, survey.log.counts.picks_kept) == (2, 2)
    assert any("KoboToolbox" in en for _, en in survey.log.understood)


def test_both_ways_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SUMMARY};{DETAILS};{END}\njujur silo;1;1;0;0;{TAIL}\n")
    problem = only_problem(refusal(path, PICKS).report, "E222")
    assert problem.severity == "error" and speaks_both_languages(problem.message)


def test_blank_details_are_missing_not_unpicked(tmp_path: Path) -> None:
    path = write(tmp_path, f"{DETAILS};{END}\n1;1;0;0;{TAIL}\n;;;;2;u2;2024;;2\n")
    report = validate(path, instrument=PICKS)
    assert any("1 respondent left it empty" in en for _, en in report.understood)


def test_labels_as_headings(tmp_path: Path) -> None:
    titles = "Q current?/Jujur;Q current?/Ramah;Q current?/Silo;Q current?/Ramah, solutif"
    path = write(tmp_path, f"{titles};{END}\n0;1;1;0;{TAIL}\n")
    assert chosen(read_survey(path, instrument=PICKS)) == [{"ramah", "silo"}]


def test_names_shared_by_two_groups_keep_their_groups(tmp_path: Path) -> None:
    path = write(tmp_path, f"a/unit;b/unit;g/A1;g/A2;{END}\nX;Y;1;2;{TAIL}\n")
    survey = read_survey(path, instrument=rating_instrument())
    assert list(survey.columns) == ["a/unit", "b/unit"]
    assert survey.ratings.tolist() == [[1, 2]]


def test_odk_central(tmp_path: Path) -> None:
    head = "SubmissionDate,a-unit,a-status,g-current,meta-instanceID,KEY,Status\n"
    path = write(tmp_path, head + "t,A,PNS,jujur silo,uuid:1,uuid:1,\n")
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert list(survey.columns) == ["unit", "status"]
    assert any("ODK Central" in en for _, en in survey.log.understood)
