from __future__ import annotations

import pytest

from berakhlak_stats.errors import DesignError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import Frame, check_frame
from tests.surveys import number_survey


def survey() -> Survey:
    unit = ["Dinas Kesehatan"] * 5 + ["Dinas Sosial"] * 3
    return number_survey({"x": [1.0] * 8}, columns={"unit": unit, "sex": ["f", "m"] * 4})


GOOD = Frame(
    {"unit": {"Dinas Kesehatan": 60, "Dinas Sosial": 40}, "sex": {"f": 55, "m": 45}}, source="f.csv"
)


def test_a_frame_that_fits_has_no_problems() -> None:
    report = check_frame(survey(), GOOD)
    assert report.ok
    assert report.problems == ()


def test_both_lists_are_given_with_the_nearest_name() -> None:
    frame = Frame({"unit": {"Dinas Kesehatn": 60, "Dinas Sosial": 30, "RSUD": 10}})
    report = check_frame(survey(), frame)
    assert report.ok
    (problem,) = report.problems
    assert (problem.code, problem.severity) == ("E217", "warning")
    for lang in ("id", "en"):
        text = problem.message.text(lang)
        assert '"Dinas Kesehatan → Dinas Kesehatn?"' in text
        assert '"RSUD"' in text


def test_more_respondents_than_people() -> None:
    report = check_frame(survey(), Frame({"unit": {"Dinas Kesehatan": 4, "Dinas Sosial": 96}}))
    assert report.codes() == ("E218",)
    assert "Dinas Kesehatan: 5 > 4" in report.text("id")


def test_margins_with_unequal_sums_name_both() -> None:
    frame = Frame({**GOOD.margins, "sex": {"f": 55, "m": 46}})
    text = check_frame(survey(), frame).text("en")
    for part in ("E227", "'unit'", "100", "'sex'", "101"):
        assert part in text


def test_all_problems_come_at_once() -> None:
    frame = Frame({"unit": {"Dinas Kesehatan": 4, "RSUD": 9}, "rank": {"a": 1}}, source="f.csv")
    report = check_frame(survey(), frame)
    assert sorted(report.codes()) == ["E217", "E218", "E227", "E602"]
    assert not report.ok


def test_a_column_by_name() -> None:
    assert GOOD.total == 100
    assert GOOD.counts("sex")["f"] == 55
    with pytest.raises(DesignError) as caught:
        GOOD.counts("age")
    assert caught.value.code == "E602"
