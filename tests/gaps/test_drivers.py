"""Correlations of predictors and outcome from totals, and what cannot be worked with."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.gaps.drivers import correlation, driver_model, driver_statistic, solvable
from tests.surveys import number_survey


def test_correlations_and_means_are_those_of_complete_answers() -> None:
    x = np.random.default_rng(1).normal(5.0, 2.0, size=(80, 3))
    x[:, 2] += x[:, 0]
    holes = x.copy()
    holes[:6, 1] = np.nan
    survey = number_survey(dict(zip("abc", holes.T, strict=True)))
    model = driver_model(survey, ["a", "b"], "c")
    seen = []

    def weights(r: np.ndarray) -> np.ndarray:
        seen.append(r)
        return r[..., :-1, -1] ** 2

    found = analyse(survey, [driver_statistic(model, weights, "mean")], Options())
    expected = np.corrcoef(x[6:].T)
    assert seen[0].reshape(-1, 3, 3)[0] == pytest.approx(expected)
    total = found.totals.by_group(
        found.totals.cells.total[:, found.totals.plan.layout.positions((model.sums,))]
    )
    assert model.means({model.sums.name: total})[0] == pytest.approx(x[6:, :2].mean(axis=0))


def test_correlation_of_a_covariance() -> None:
    r = correlation(np.array([[4.0, 1.0], [1.0, 1.0]]))
    assert r == pytest.approx(np.array([[1.0, 0.5], [0.5, 1.0]]))


def test_predictors_that_determine_each_other_are_marked() -> None:
    same = np.array([[1.0, 1.0, 0.3], [1.0, 1.0, 0.3], [0.3, 0.3, 1.0]])
    fine = np.array([[1.0, 0.2, 0.3], [0.2, 1.0, 0.1], [0.3, 0.1, 1.0]])
    safe, known = solvable(np.array([same, fine, np.full((3, 3), np.nan)]))
    assert known.tolist() == [False, True, False]
    assert np.array_equal(safe[0], np.eye(3)) and np.array_equal(safe[1], fine)


def test_the_outcome_is_no_predictor() -> None:
    survey = number_survey({"a": [1.0, 2.0, 3.0], "b": [1.0, 3.0, 2.0]})
    with pytest.raises(BerakhlakError, match="E703"):
        driver_model(survey, ["a", "b"], "b")
