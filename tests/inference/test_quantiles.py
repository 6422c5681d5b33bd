"""Weighted quantile rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berakhlak_stats.inference.quantiles import Distribution

X = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
W = np.array([1.0, 2.0, 1.0, 0.0, 4.0])


def quantiles(rule: str, *probs: float) -> list[float]:
    return Distribution.of(X, W).quantile(np.array(probs), rule).tolist()  # type: ignore[arg-type]


def test_rules_by_hand() -> None:
    """Values 1, 2, 3, 4 with weights 2, 1, 1, 4; shares .25, .375, .5, 1."""
    assert quantiles("math", 0.1, 0.25, 0.26, 0.5, 0.51, 1.0) == [1, 1, 2, 3, 4, 4]
    assert quantiles("school", 0.1, 0.25, 0.26, 0.5, 0.51, 1.0) == [1, 1.5, 2, 3.5, 4, 4]
    # Linear through (0, 1), (2/4, 2), (3/4, 3), (1, 4): shares before each value.
    assert quantiles("hf7", 0.0, 0.25, 0.5, 0.625, 1.0) == [1, 1.5, 2, 2.5, 4]


def test_the_fault_of_survey_41_is_confined_to_its_rules() -> None:
    assert quantiles("math-4.1", 0.1, 0.25, 0.26) == [2, 1, 2]
    assert quantiles("school-4.1", 0.1, 0.25, 0.26) == [2, 1.5, 2]


def test_outside_zero_to_one_there_is_nothing() -> None:
    assert np.isnan(quantiles("math", -0.01, 1.01, float("nan"))).all()


def test_one_value_and_none() -> None:
    one = Distribution.of(np.array([7.0]), np.array([2.0]))
    assert one.quantile(np.array([0.2, 0.9]), "hf7").tolist() == [7, 7]
    assert one.quantile(np.array([0.2, 0.9]), "math-4.1").tolist() == [7, 7]
    none = Distribution.of(np.empty(0), np.empty(0))
    assert np.isnan(none.quantile(np.array([0.5]), "math")).all()


@given(
    st.lists(st.integers(-5, 5), min_size=1, max_size=30),
    st.floats(0.01, 0.99),
    st.sampled_from(["math", "school", "hf7"]),
)
def test_scale_of_weights_and_shift_of_values(values: list[int], p: float, rule: str) -> None:
    x = np.array(values, float)
    w = 1 + np.abs(x)
    plain = Distribution.of(x, w).quantile(np.array([p]), rule)  # type: ignore[arg-type]
    moved = Distribution.of(x + 3, 8 * w).quantile(np.array([p]), rule)  # type: ignore[arg-type]
    assert moved == pytest.approx(plain + 3)
    assert x.min() <= plain[0] <= x.max()
