from __future__ import annotations

import numpy as np
import pandas as pd

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    chosen,
    only_problem,
    pick_instrument,
    rating_instrument,
    refusal,
)


def test_mixed_types_categories_and_missing_values() -> None:
    frame = pd.DataFrame(
        {
            "unit": pd.Categorical(["B", "A", None]),
            "A1": [5, "4", None],
            "A2": pd.array([1, None, 3], dtype="Int64"),
            "joined": [True, False, True],
        },
        index=[7, 7, 9],
    )
    survey = read_survey(frame, instrument=rating_instrument())
    assert survey.ratings.tolist() == [[5, 1], [4, -1], [-1, 3]]
    assert survey.columns["unit"].labels == ("A", "B")
    assert survey.columns["unit"].codes.tolist() == [1, 0, -1]
    assert survey.columns["joined"].labels == ("false", "true")


def test_rows_are_counted_from_one() -> None:
    report = validate(pd.DataFrame({"A1": [5, 6], "A2": [1, 1]}), instrument=rating_instrument())
    assert only_problem(report, "E201").rows == (2,)


def test_the_frame_is_left_alone() -> None:
    frame = pd.DataFrame({"nip": ["198501012010011001"], "current": ["jujur|silo"]})
    before = frame.copy()
    read_survey(frame, instrument=pick_instrument())
    pd.testing.assert_frame_equal(frame, before)


def test_no_rows() -> None:
    assert refusal(pd.DataFrame({"A1": []}), rating_instrument()).code == "E102"


def test_long_whole_numbers_keep_their_digits() -> None:
    numbers = np.array([198501012010011001, 198501012010011002], dtype=np.int64)
    frame = pd.DataFrame({"nip": numbers, "current": ["jujur|silo"] * 2})
    survey = read_survey(frame, instrument=pick_instrument(), keep_identifiers=True)
    assert survey.columns["nip"].labels == ("198501012010011001", "198501012010011002")
    assert chosen(survey) == [{"jujur", "silo"}] * 2


def test_synthetic_mark_of_a_frame() -> None:
    frame = pd.DataFrame({"A1": [1], "A2": [2]})
    frame.attrs["synthetic"] = True
    assert read_survey(frame, instrument=rating_instrument()).log.synthetic
