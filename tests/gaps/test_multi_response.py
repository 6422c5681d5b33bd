"""Frequencies of multiple responses, against base R."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.gaps import multi_response
from berakhlak_stats.survey.survey import Survey
from tests.gaps.pick_lists import lists_of
from tests.reference import near, reference_case, reference_data
from tests.surveys import random_survey

CASES = {
    "mrcv.farmer1": ("mrcv", "farmer1", "farmer1"),
    "mrcv.farmer2y": ("mrcv", "farmer2y", "farmer2"),
    "mrcv.hobbies": ("mrcv", "hobbies", "hobbies"),
    "tests.ability": ("tests", "ability", "ability6"),
}


def loaded(data: str, columns: list[str]) -> Survey:
    frame = reference_data(data)
    rows = np.arange(len(frame))
    if data == "hobbies":
        rows = np.flatnonzero(frame.notna().all(axis=1))[::4]
    return lists_of(data, {"y": columns}, rows=rows)


@pytest.mark.parametrize("name", list(CASES))
def test_frequencies_of_base_r(name: str) -> None:
    dataset, stem, data = CASES[name]
    case = reference_case(dataset, f"{stem}.multi_response_basic")
    columns, expected = case["input"]["columns"], case["expected"]
    survey = loaded(data, columns)
    rows = multi_response(survey, lists="y", empty="none").frame.set_index("item")
    some = multi_response(survey, lists="y").frame.set_index("item")
    votes = multi_response(survey, lists="y", base="responses").frame.set_index("item")
    shown = [column for column in columns if not rows.loc[column, "suppressed"]]
    assert shown
    for column in shown:
        assert near(rows.loc[column, "count"], expected["counts"][column], case)
        assert near(rows.loc[column, "estimate"], expected["pct_of_rows"][column], case)
        assert near(some.loc[column, "estimate"], expected["pct_of_cases"][column], case)
        assert near(votes.loc[column, "estimate"], expected["pct_of_responses"][column], case)
    assert near(rows.loc["mean_picks", "estimate"], expected["mean_choices"], case)
    assert some["n"].max() == expected["cases"]


def test_shares_of_responses_add_up_to_one() -> None:
    frame: Any = multi_response(random_survey(2, 300, weighted=True), base="responses").frame
    words = frame[frame["level"] == "word"]
    assert words["estimate"].sum() == pytest.approx(1)
    assert (words["conf_low"] > 0).all()
