from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from berakhlak_stats.survey import Survey, read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument


def read(**columns: Any) -> Survey:
    n = len(next(iter(columns.values())))
    frame = pd.DataFrame({"A1": [1] * n, "A2": [2] * n, **columns})
    return read_survey(frame, instrument=rating_instrument())


def test_text_becomes_codes_with_sorted_labels() -> None:
    survey = read(unit=["B", " A", None, "B "], kode=["007", "012", "007", ""])
    assert survey.columns["unit"].labels == ("A", "B")
    assert survey.columns["unit"].codes.tolist() == [1, 0, -1, 1]
    assert survey.columns["kode"].labels == ("007", "012")
    assert survey.raw_numbers == {}


def test_numbers_are_kept_as_numbers_and_group_in_their_order() -> None:
    survey = read(gol=[10, 2, 10, 3], x=["1.5", "2.5", "", "1.5"])
    assert survey.columns["gol"].labels == ("2", "3", "10")
    assert survey.raw_numbers["gol"].tolist() == [10, 2, 10, 3]
    assert survey.columns["x"].labels == ("1.5", "2.5")
    np.testing.assert_array_equal(survey.raw_numbers["x"], [1.5, 2.5, np.nan, 1.5])


def test_measurements_are_not_groups_but_whole_numbers_may_be() -> None:
    survey = read(size=[place + 0.5 for place in range(60)], psu=list(range(60)))
    assert "size" not in survey.columns and "size" in survey.raw_numbers
    assert len(survey.columns["psu"].labels) == 60


def test_labels_do_not_depend_on_the_order_of_rows() -> None:
    assert read(unit=["b", "a", "c"]).columns["unit"].labels == (
        read(unit=["c", "b", "a"]).columns["unit"].labels
    )


def test_partly_synthetic_data_count_as_synthetic() -> None:
    frame = pd.DataFrame({"A1": [1, 2], "A2": [1, 2], "synthetic": [1, 0]})
    assert read_survey(frame, instrument=rating_instrument()).log.synthetic
    problem = only_problem(validate(frame, instrument=rating_instrument()), "E236")
    assert problem.count == 1
    frame["synthetic"] = 0
    assert not read_survey(frame, instrument=rating_instrument()).log.synthetic
