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


def test_a_group_that_came_out_quiet_does_not_lend_the_others_degrees_of_freedom() -> None:
    """By hand: units alike give 4 (4/9 + 2/9)^2 / ((4/9)^2 + 2 (1/9)^2) = 8, not 8.3."""
    against_mean = np.array([[2, -1, -1]]) / 3
    df = np.full(3, 4.0)
    assert contrast_df(against_mean, np.diag([0.01, 1.0, 1.0]), df) == pytest.approx([8.0])
    # A group that is truly noisier still has nearly its own.
    assert contrast_df(against_mean, np.diag([100.0, 1.0, 1.0]), df)[0] == pytest.approx(
        4.04, abs=0.01
    )


def test_groups_of_few_units_are_told_from_their_mean_no_more_often_than_stated() -> None:
    """Ten groups of ten units of one law, Holm at 2.5%, 3,000 samples."""
    rng = np.random.default_rng(27)
    weights = np.eye(10) - 0.1
    false = 0
    for units in rng.normal(size=(3_000, 10, 10)):
        covariance = np.diag(units.var(axis=1, ddof=1) / 10)
        t = weights @ units.mean(axis=1) / np.sqrt(contrast_variance(weights, covariance))
        p = 2 * stats.t.sf(np.abs(t), contrast_df(weights, covariance, np.full(10, 9.0)))
        false += p.min() * 10 < 0.025
    assert false / 3_000 < 0.025 + 2 * np.sqrt(0.025 / 3_000)
