from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, speaks_both_languages

RATINGS = rating_instrument("A1", "A2", numbers=("age",))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0", "E201"),
        ("6", "E201"),
        ("4.5", "E244"),
        ("4,5", "E244"),
        ("-1", "E201"),
        ("inf", "E207"),
        ("1e400", "E207"),
        ("nan", "E207"),
        ("61,1%", "E208"),
        ("2024-05-01", "E209"),
        ("1/5/2024", "E209"),
        ("Setju", "E205"),
    ],
)
def test_cells_that_are_no_rating(cell: str, code: str) -> None:
    frame = pd.DataFrame({"A1": ["5", cell], "A2": ["1", "2"], "age": [1, 2]})
    report = validate(frame, instrument=RATINGS)
    problem = only_problem(report, code)
    assert (problem.severity, problem.rows, problem.column) == ("error", (2,), "A1")
    assert f'2 "{cell}"' in problem.message.id
    assert speaks_both_languages(problem.message)
    survey = read_survey(frame, instrument=RATINGS, on_problem="report")
    assert survey.ratings.tolist() == [[5, 1], [-1, 2]]
    assert report.problems == survey.log.problems


def test_suggestion_for_an_unknown_label() -> None:
    frame = pd.DataFrame({"A1": ["Setju"], "A2": ["2"], "age": [1]})
    assert '(→ "setuju"?)' in only_problem(validate(frame, instrument=RATINGS), "E205").message.en


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", 4),
        (" 4 ", 4),
        ("4.0", 4),
        ("4,0", 4),
        ("SETUJU", 4),
        ("strongly  agree", 5),
        ("sts", 1),
        ("", -1),
        ("NA", -1),
        ("-", -1),
    ],
)
def test_cells_that_are(cell: str, value: int) -> None:
    frame = pd.DataFrame({"A1": [cell], "A2": ["2"], "age": [1]})
    assert read_survey(frame, instrument=RATINGS).ratings[0, 0] == value


def test_words_for_no_answer_are_counted() -> None:
    frame = pd.DataFrame({"A1": ["NA", "-", "5"], "A2": ["#REF!", "", "1"], "age": [1, 2, 3]})
    report = validate(frame, instrument=RATINGS)
    assert (report.ok, only_problem(report, "E239").count) == (True, 2)
    assert only_problem(report, "E117").count == 1


def test_numeric_items() -> None:
    frame = pd.DataFrame({"A1": [1, 1, 1], "A2": [1, 1, 1], "age": ["31.5", "inf", "tua"]})
    report = validate(frame, instrument=RATINGS)
    assert only_problem(report, "E207").rows == (2,)
    assert only_problem(report, "E238").rows == (3,)
    survey = read_survey(frame, instrument=RATINGS, on_problem="report")
    np.testing.assert_array_equal(survey.numbers[:, 0], [31.5, np.nan, np.nan])


def test_missing_item_columns() -> None:
    report = validate(pd.DataFrame({"A1": [1], "age": [3]}), instrument=RATINGS)
    assert "A2" in only_problem(report, "E224").message.id


def test_a_decimal_is_told_from_a_value_off_the_scale() -> None:
    report = validate(pd.DataFrame({"A1": ["4,5", "7"], "A2": [1, 2]}), instrument=RATINGS)
    assert report.codes() == ("E244", "E201")
    assert "bukan bilangan bulat" in report.problems[0].message.id
    assert report.problems[0].message.en.startswith("1 rating is not a whole number")
