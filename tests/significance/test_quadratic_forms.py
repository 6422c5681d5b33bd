"""Tails of weighted sums of chi-squares, against scipy where a sum has a name."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.significance.quadratic_forms import exact_tail, saddlepoint_tail


@pytest.mark.parametrize("x", [0.05, 0.8, 1.0, 3.0, 9.0, 60.0, 250.0])
@pytest.mark.parametrize("k", [1, 2, 5])
def test_equal_weights_are_a_chi_square(x: float, k: int) -> None:
    weights = np.full(k, 2.5)
    expected = stats.chi2.sf(x / 2.5, k)
    assert exact_tail(x, weights) == pytest.approx(expected, rel=1e-8)
    assert saddlepoint_tail(x, weights) == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize("x", [0.05, 1.0, 3.0, 40.0, 4000.0])
@pytest.mark.parametrize("df_2", [1, 7.5, 14, 900])
def test_over_a_chi_square_they_are_an_f(x: float, df_2: float) -> None:
    for k in (1, 3):
        expected = stats.f.sf(x / k, k, df_2)
        assert exact_tail(x, np.ones(k), df_2) == pytest.approx(expected, rel=1e-7)
        if df_2 > 1:  # one degree of freedom: a tail without a mean, beyond the approximation
            assert saddlepoint_tail(x, np.ones(k), df_2) == pytest.approx(expected, rel=0.16)


def test_pairs_of_weights_have_a_closed_form() -> None:
    """Each weight twice: a sum of exponentials (hypoexponential distribution)."""
    x, (a, b) = 7.0, (3.0, 0.5)
    rates = 1 / (2 * a), 1 / (2 * b)
    expected = (rates[1] * np.exp(-rates[0] * x) - rates[0] * np.exp(-rates[1] * x)) / (
        rates[1] - rates[0]
    )
    weights = np.array([a, a, b, b])
    assert exact_tail(x, weights) == pytest.approx(expected, rel=1e-8)
    assert saddlepoint_tail(x, weights) == pytest.approx(expected, rel=0.02)


def test_unequal_weights_against_simulation() -> None:
    weights = np.array([3, 2, 1, 0.5, 0.01])
    drawn = np.random.default_rng(2).chisquare(1, (400_000, 5)) @ weights
    for x in (1.0, 6.0, 20.0):
        share = (drawn > x).mean()
        assert abs(exact_tail(x, weights) - share) < 4 * np.sqrt(share * (1 - share) / 400_000)


def test_at_the_mean_the_saddlepoint_does_not_break() -> None:
    for x in (3 - 1e-6, 3.0, 3 + 1e-6):
        assert saddlepoint_tail(x, np.ones(3)) == pytest.approx(stats.chi2.sf(x, 3), rel=1e-6)


def test_nothing_is_below_zero() -> None:
    assert exact_tail(0.0, np.ones(2)) == 1.0
    assert saddlepoint_tail(0.0, np.ones(2)) == 1.0
