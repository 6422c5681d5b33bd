"""Items hardly answered, and units in which everybody answered alike, are told."""

from __future__ import annotations

import numpy as np
import pandas as pd

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    only_problem,
    pick_instrument,
    rating_instrument,
    speaks_both_languages,
)

RATINGS = rating_instrument()


def test_an_item_half_of_all_left_out_is_told_and_kept() -> None:
    answers = pd.DataFrame({"A1": [5.0] * 9 + [np.nan] * 11, "A2": [np.nan] * 9 + [4.0] * 11})
    report = validate(answers, instrument=RATINGS)
    problem = only_problem(report, "E225")
    assert (problem.severity, problem.column, problem.count) == ("warning", "A1", 11)
    assert "11 of 20" in problem.message.en and "11 dari 20" in problem.message.id
    assert problem.message.place == "DataFrame, 'A1'" and speaks_both_languages(problem.message)
    assert report.ok and (read_survey(answers, instrument=RATINGS).ratings[:, 0] == 5).sum() == 9


def test_exactly_half_counts_and_nine_people_say_nothing() -> None:
    half = pd.DataFrame({"A1": [5.0] * 10 + [np.nan] * 10, "A2": [4.0] * 20})
    assert "E225" in validate(half, instrument=RATINGS).codes()
    assert "E225" not in validate(half[-9:], instrument=RATINGS).codes()


def frame(**columns: object) -> pd.DataFrame:
    units = ["Dinas A"] * 12 + ["Dinas B"] * 12 + ["Dinas C"] * 9
    return pd.DataFrame({"unit": units, **columns})


def test_a_unit_that_answers_with_one_voice() -> None:
    mixed = [1, 2] * 6
    source = frame(A1=[5] * 12 + mixed + [3] * 9, A2=[4] * 33, kelas=["x"] * 33)
    report = validate(source, instrument=RATINGS)
    problem = only_problem(report, "E219")
    assert (problem.severity, problem.column, problem.count) == ("warning", "unit", 1)
    assert "Dinas A" in problem.message.en and "Dinas C" not in problem.message.en
    assert speaks_both_languages(problem.message) and report.ok and report.n == 33


def test_votes_count_too_and_silence_does_not() -> None:
    picks = pick_instrument()
    same = frame(current=["jujur|silo"] * 12 + ["jujur|silo", "ramah|silo"] * 6 + [""] * 9)
    assert only_problem(validate(same, instrument=picks), "E219").count == 1
    silent = frame(current=[""] * 12 + ["jujur|silo", "ramah|silo"] * 6 + ["jujur|silo"] * 9)
    assert "E219" not in validate(silent, instrument=picks).codes()
