"""Splits: counted by hand, and against plain enumeration."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from berakhlak_stats.association.covariance import numeric_gradient
from berakhlak_stats.reliability import classical
from berakhlak_stats.reliability.splits import (
    count_of,
    extreme_splits,
    mean_slope,
    mean_value,
    odd_even,
    split_slope,
    split_value,
)
from tests.reliability.published import blocks


def matrix(size: int, seed: int = 1) -> np.ndarray:
    x = np.random.default_rng(seed).normal(size=(60, size))
    return np.cov(x + np.random.default_rng(seed + 1).normal(size=(60, 1)), rowvar=False)


@pytest.mark.parametrize(("size", "count"), [(4, 3), (5, 10), (16, 6435), (21, 352716)])
def test_counts_are_binomial(size: int, count: int) -> None:
    # C(4,2)/2, C(5,2), C(16,8)/2, C(21,10).
    assert count_of(size) == count


@pytest.mark.parametrize("size", [2, 5, 6])
def test_extremes_are_those_of_plain_enumeration(size: int) -> None:
    S = matrix(size)
    values = []
    for half in combinations(range(size), size // 2):
        signs = np.full(size, -1.0)
        signs[list(half)] = 1
        values.append(float(split_value(S, signs)))
    found = extreme_splits(S)
    assert found.count == count_of(size)
    assert split_value(S, found.highest) == pytest.approx(max(values))
    assert split_value(S, found.lowest) == pytest.approx(min(values))
    assert mean_value(S) == pytest.approx(np.mean(values))


def test_a_split_by_hand() -> None:
    S = np.array([[4.0, 1.0], [1.0, 1.0]])
    # 4 * 1 / 7.
    assert split_value(S, odd_even(2)) == pytest.approx(4 / 7)


def test_the_mean_of_halves_of_an_even_number_is_alpha() -> None:
    # Cronbach (1951).
    assert mean_value(matrix(6)) == pytest.approx(classical.alpha(matrix(6)))


def test_slopes_are_derivatives() -> None:
    S = matrix(5)
    signs = extreme_splits(S).highest
    for value, slope in (
        (lambda M: split_value(M, signs), split_slope(S, signs)),
        (mean_value, mean_slope(S)),
    ):

        def f(M: np.ndarray, value: object = value) -> np.ndarray:
            flat = M.reshape(-1, 5, 5)
            return np.array([value(one) for one in flat]).reshape(*M.shape[:-2], 1)  # type: ignore[operator]

        assert slope == pytest.approx(numeric_gradient(f, S)[0], abs=1e-8)


def test_any_sizes_are_at_least_as_extreme() -> None:
    S = blocks()
    best, any_size = (
        split_value(S, extreme_splits(S, halves=halves).highest) for halves in (True, False)
    )
    assert any_size >= best


def test_many_items_get_random_halves_that_a_seed_repeats() -> None:
    S = matrix(24)
    first, again, other = (extreme_splits(S, seed=seed) for seed in (1, 1, 2))
    assert first.count == 100_000
    assert (first.highest == again.highest).all()
    assert (first.highest != other.highest).any() or (first.lowest != other.lowest).any()
    assert abs(first.highest.sum()) == 0
