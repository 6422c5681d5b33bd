"""Design effects against the variance that a simple random sample would have."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from tests.surveys import number_survey

X = np.array([1.0, 5.0, 2.0, 8.0, 4.0, 4.0])
W = np.array([1.0, 2.0, 3.0, 1.0, 2.0, 3.0])
SURVEY = number_survey({"x": X.tolist()}, weights=W.tolist())


def by_hand(convention: str) -> float:
    """Linearised variance over (1 - n/N) S^2 / n, N the sum of weights, S^2 weighted (Kish)."""
    mean, size, n = W @ X / W.sum(), W.sum(), len(X)
    z = W * (X - mean) / size
    taylor = n / (n - 1) * (z**2).sum()
    plain = W @ (X - mean) ** 2 / size * n / (n - 1) / n
    return float(taylor / (plain * ((size - n) / size if convention[:7] == "without" else 1)))


@pytest.mark.parametrize("convention", ["with_replacement", "without_replacement"])
def test_means_by_hand_in_both_conventions(convention: str) -> None:
    row = indices.number_mean(SURVEY, design_effect=convention).frame.iloc[0]
    assert row["deff"] == pytest.approx(by_hand(convention), rel=1e-9)
    assert row["n_eff"] == pytest.approx(6 / by_hand(convention), rel=1e-9)


def test_equal_weights_have_none() -> None:
    row = indices.number_mean(
        number_survey({"x": X.tolist()}), design_effect="with_replacement"
    ).frame.iloc[0]
    assert row["deff"] == pytest.approx(1.0)


def test_totals_are_held_against_totals() -> None:
    """Of a plain total, N^2 S^2 / n: the design effect of equal weights is one again."""
    equal = number_survey({"x": X.tolist()}, weights=[3.0] * 6)
    row = indices.number_total(equal, design_effect="with_replacement").frame.iloc[0]
    assert row["deff"] == pytest.approx(1.0)


def test_a_census_has_nothing_to_compare_with() -> None:
    census = number_survey({"x": X.tolist()}).with_design(population=6)
    row = indices.number_mean(census, design_effect="without_replacement").frame.iloc[0]
    assert np.isnan(row["deff"])


def test_conventions_are_named() -> None:
    with pytest.raises(OptionError, match="E701"):
        indices.number_mean(SURVEY, design_effect="kish")
