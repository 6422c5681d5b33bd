"""Limits of quantiles on a sample small enough to follow."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.quantile_limits import Task, by_replicates, by_score, turned_back
from berakhlak_stats.indices.quantile_parts import answers_by_group, read_below, share_below
from berakhlak_stats.survey.replicate_weights import supplied
from tests.surveys import number_survey

VALUES = [float(k) for k in range(1, 21)]
SURVEY = number_survey({"x": VALUES})
PROBS = np.array([0.5])


def task(survey=SURVEY) -> Task:
    answers = answers_by_group(survey, ["x"], None)
    return Task(["x"], PROBS, "math", ("",), tuple(answers.values()))


def test_quantiles_of_a_task() -> None:
    assert task().quantiles().tolist() == [[[10.0]]]
    assert task().quantiles(np.array([[[0.25, 0.9]]])).tolist() == [[[5.0, 18.0]]]


def test_limits_of_the_share_are_read_off_the_distribution() -> None:
    """Woodruff: 1/2 -/+ t sqrt(.25 / 19) = 0.26 and 0.74: the 6th and the 15th of twenty."""
    below = read_below(share_below(SURVEY, ["x"], {"": np.array([[10.0]])}, Options()), ["x"])
    found = turned_back(task(), below, "mean", 0.95)
    half = float(stdtrit(19, 0.975)) * np.sqrt(0.25 / 19)
    expected = [np.ceil(20 * (0.5 - half)), np.ceil(20 * (0.5 + half))]
    assert [found.low.item(), found.high.item()] == expected


def test_scores_stop_at_the_first_value_that_passes() -> None:
    """The first k of 20 with (k/20 - 1/2) / sqrt(k/20 (1 - k/20) / 19) above -t, and above t."""
    share = np.arange(1, 20) / 20
    score = (share - 0.5) / np.sqrt(share * (1 - share) / 19)
    reach = float(stdtrit(19, 0.975))
    expected = [VALUES[int(np.argmax(score >= goal))] for goal in (-reach, reach)]
    found = by_score(task(), SURVEY, np.full((1, 1, 1), 19.0), Options())
    assert [found.low.item(), found.high.item()] == expected


def test_replicates_spread_the_quantiles_themselves() -> None:
    """Medians 10, 1 and 20 about their mean, with scale 1/2."""
    factors = np.ones((20, 3))
    factors[:, 1:] = 0.0
    factors[0, 1] = factors[19, 2] = 1.0
    weights = supplied(factors, "bootstrap", scale=0.5)
    survey = SURVEY.with_replicates(weights)
    estimate = task(survey).quantiles()
    found = by_replicates(task(survey), estimate, np.full((1, 1, 1), 2.0), weights, 0.95)
    error = np.sqrt(0.5 * ((np.array([10, 1, 20]) - 31 / 3) ** 2).sum())
    assert found.high.item() - 10 == pytest.approx(stdtrit(2, 0.975) * error)
