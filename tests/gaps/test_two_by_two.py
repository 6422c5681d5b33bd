"""Pearson statistics against scipy, with and without a half in empty cells."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from berakhlak_stats.gaps.two_by_two import class_pearson, pearson


def test_one_table() -> None:
    found = pearson(np.array([[20.0]]), np.array([[30.0]]), np.array([[50.0]]), 100.0, "plain")
    expected = chi2_contingency([[20, 10], [30, 40]], correction=False)[0]
    assert found[0, 0] == pytest.approx(expected)


def test_a_half_in_the_empty_cell() -> None:
    found = pearson(np.array([[0.0]]), np.array([[10.0]]), np.array([[20.0]]), 50.0, "add_half")
    expected = chi2_contingency([[0.5, 10], [20, 20]], correction=False)[0]
    assert found[0, 0] == pytest.approx(expected)


def test_an_empty_margin_has_no_statistic() -> None:
    assert np.isnan(pearson(np.zeros((1, 1)), np.zeros((1, 1)), np.ones((1, 1)), 9.0, "plain"))


def test_classes() -> None:
    both, sizes = np.array([[5.0], [12.0], [9.0]]), np.array([20.0, 25.0, 30.0])
    table = np.column_stack([both[:, 0], sizes - both[:, 0]])
    expected = chi2_contingency(table, correction=False)[0]
    assert class_pearson(both, sizes, "plain")[0] == pytest.approx(expected)
