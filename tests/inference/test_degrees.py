"""Degrees of freedom of differences: Welch's where groups are apart, the least where they share."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.inference.degrees import contrast_df, contrast_variance, welch_df

DIFFERENCE = np.array([[1.0, -1.0]])


def test_two_independent_means_have_welchs_degrees_of_freedom() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(0, 1, 8), rng.normal(0, 4, 30)
    covariance = np.diag([x.var(ddof=1) / 8, y.var(ddof=1) / 30])
    found = contrast_df(DIFFERENCE, covariance, np.array([7.0, 29.0]))
    assert found[0] == pytest.approx(stats.ttest_ind(x, y, equal_var=False).df, rel=1e-12)


def test_rows_that_share_primary_units_have_no_more_than_the_least() -> None:
    covariance = np.array([[2.0, 0.5], [0.5, 3.0]])
    assert contrast_df(DIFFERENCE, covariance, np.array([9.0, 14.0])) == [9.0]


def test_unused_rows_do_not_count() -> None:
    covariance = np.diag([1.0, 1.0, np.nan])
    weights = np.array([[1.0, -1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, -1.0]])
    found = contrast_df(weights, covariance, np.array([10.0, 10.0, 3.0]))
    assert found == pytest.approx([20.0, 10.0, 3.0])
    variance = contrast_variance(weights, covariance)
    assert variance[:2] == pytest.approx([2.0, 1.0])
    assert np.isnan(variance[2])


def test_no_variance_and_no_limit() -> None:
    nothing = np.zeros((2, 2))
    assert contrast_df(DIFFERENCE, nothing, np.array([4.0, 6.0])) == [4.0]
    assert contrast_df(DIFFERENCE, np.eye(2), np.array([np.inf, np.inf])) == [np.inf]


def test_a_census_takes_nothing_from_an_independent_sample() -> None:
    u, v = np.array([2.0, 2.0, 0.0]), np.array([0.0, 3.0, 0.0])
    found = welch_df(u, np.array([9.0, 9.0, 9.0]), v, np.array([4.0, 4.0, 4.0]))
    assert found == pytest.approx([9.0, 25 / (4 / 9 + 9 / 4), 4.0])
