"""Answers by group, and shares at or below thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.quantile_parts import answers_by_group, read_below, share_below
from tests.surveys import number_survey

NAN = float("nan")
SURVEY = number_survey(
    {"x": [3.0, 1.0, 2.0, NAN, 9.0, 4.0]},
    columns={"g": ["b", "a", "a", "a", None, "b"]},
    weights=[1.0, 2.0, 1.0, 5.0, 7.0, 3.0],
)


def test_people_without_a_group_are_in_none() -> None:
    found = answers_by_group(SURVEY, ["x"], "g")
    assert list(found) == ["a", "b"]
    assert sorted(found["b"].values[:, 0]) == [3.0, 4.0]
    assert len(answers_by_group(SURVEY, ["x"], None)[""].keys) == 6


def test_a_distribution_leaves_missing_answers_out() -> None:
    found = answers_by_group(SURVEY, ["x"], "g")["a"].distribution(0)
    assert found.values.tolist() == [1.0, 2.0]


def test_batches_make_the_same_groups() -> None:
    whole = answers_by_group(SURVEY, ["x"], "g")
    halves = [SURVEY.take(slice(0, 3)), SURVEY.take(slice(3, None))]
    pieces = answers_by_group(halves, ["x"], "g")  # type: ignore[arg-type]
    for label, one in whole.items():
        assert np.array_equal(one.keys, pieces[label].keys)
        assert np.array_equal(one.values, pieces[label].values, equal_nan=True)


def test_shares_at_or_below_are_weighted_shares_of_those_who_answered() -> None:
    """In b: 1 of 4 at or below 3; in a: 2 of 3 at or below 1, and all at or below 2."""
    limits = {"a": np.array([[1.0, 2.0]]), "b": np.array([[3.0, 3.5]])}
    below = read_below(share_below(SURVEY, ["x"], limits, Options(by="g")), ["x"])
    assert below.share[:, 0].tolist() == [[pytest.approx(2 / 3), 1.0], [0.25, 0.25]]
    assert below.n[:, 0, 0].tolist() == [2, 2]
    # Two of six persons, the rest zeros: z = 3/4 (1/4)... of weights 1 and 3 over 4.
    z = np.array([1 * 0.75, 3 * -0.25]) / 4
    assert below.std_error[1, 0, 0] == pytest.approx(np.sqrt(6 / 5 * (z**2).sum()))
