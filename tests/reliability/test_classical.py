"""Classical coefficients by hand, from published tables, and their derivatives by differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from berakhlak_stats.association.covariance import numeric_gradient
from berakhlak_stats.reliability import classical
from tests.reliability.published import Array, blocks, thurstone

# Two items with variances 4 and 1 and covariance 1: the sum has variance 7.
PAIR = np.array([[4.0, 1.0], [1.0, 1.0]])


def test_two_items_by_hand() -> None:
    assert classical.total(PAIR) == 7
    assert classical.alpha(PAIR) == pytest.approx(2 * (1 - 5 / 7))
    assert classical.lambda1(PAIR) == pytest.approx(1 - 5 / 7)
    # 2 / (2 - 1) times the sum of two squared covariances of 1: the root of 4 is 2.
    assert classical.lambda2(PAIR) == pytest.approx(2 / 7 + 2 / 7)
    # One item covaries with the other by 1: 2 sqrt(1) / 7.
    assert classical.lambda5(PAIR) == pytest.approx(2 / 7 + 2 / 7)
    # Each regresses on the other with r^2 = 1/4: unpredicted variances 3 and .75.
    assert classical.unique_variance(PAIR) == pytest.approx([3.0, 0.75])
    assert classical.lambda6(PAIR) == pytest.approx(1 - 3.75 / 7)
    assert classical.item_rest(PAIR) == pytest.approx([0.5, 0.5])
    assert classical.item_total(PAIR) == pytest.approx([5 / 2 / 7**0.5, 2 / 7**0.5])
    assert classical.mean_correlation(PAIR) == pytest.approx(0.5)
    assert classical.signal_to_noise(PAIR) == pytest.approx(2.0)


def test_published_values_of_blocks() -> None:
    # Revelle, ch. 7, table 7.5: alpha .844839, lambda1 .774436, lambda2 .85374 (cut, not rounded).
    assert classical.alpha(blocks()) == pytest.approx(0.844839, abs=5e-7)
    assert classical.lambda1(blocks()) == pytest.approx(0.774436, abs=5e-7)
    assert classical.lambda2(blocks()) == pytest.approx(0.85374, abs=1e-5)


def test_published_values_of_nine_tests() -> None:
    # As psych prints for Thurstone: alpha .89, lambda 6 .91; recomputed .8915 and .9082.
    assert classical.alpha(thurstone()) == pytest.approx(0.8915, abs=5e-5)
    assert classical.lambda6(thurstone()) == pytest.approx(0.9082, abs=5e-5)


def test_bounds_are_ordered_as_guttman_proved() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        x = rng.normal(size=(40, 5)) + rng.normal(size=(40, 1))
        S = np.cov(x, rowvar=False)
        mu = [float(classical.ten_berge(S, depth)) for depth in range(4)]
        assert mu[0] == pytest.approx(classical.alpha(S))
        assert mu[1] == pytest.approx(classical.lambda2(S))
        assert mu == sorted(mu)
        assert classical.lambda1(S) < classical.alpha(S)


def test_matrices_that_cannot_be_inverted_give_no_number() -> None:
    double = np.array([[1.0, 1.0, 0.2], [1.0, 1.0, 0.2], [0.2, 0.2, 1.0]])
    assert np.isnan(classical.lambda6(double))
    both = np.stack([double, np.eye(3)])
    assert np.isnan(classical.lambda6(both)).tolist() == [True, False]
    flat = np.diag([0.0, 1.0])
    assert np.isnan(classical.correlations(flat)).any()


def test_theta_is_alpha_for_equal_correlations() -> None:
    even = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    assert classical.theta(even) == pytest.approx(classical.alpha(even))


@pytest.mark.parametrize("f", [classical.alpha, classical.lambda2, classical.lambda6])
def test_derivatives_through_the_correlations(f: Callable[[Array], Array]) -> None:
    x = np.random.default_rng(4).normal(size=(50, 4)) + np.random.default_rng(5).normal(
        size=(50, 1)
    )
    S = np.cov(x * [1, 2, 3, 4], rowvar=False)

    def of_correlations(M: Array) -> Array:
        return f(classical.correlations(M))[..., None]

    inner = numeric_gradient(lambda M: f(M)[..., None], classical.correlations(S))
    whole = classical.through_correlations(S, inner)
    assert whole == pytest.approx(numeric_gradient(of_correlations, S), abs=1e-7)
    raw = numeric_gradient(lambda M: classical.alpha(M)[..., None], S)[0]
    assert classical.alpha_gradient(S) == pytest.approx(raw, abs=1e-8)
