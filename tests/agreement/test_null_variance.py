"""Null variances: published ones, and those that follow from published proportions."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement.critical_values import PROPORTIONS
from berakhlak_stats.agreement.null_variance import SHAPES, null_variance
from berakhlak_stats.errors import OptionError, StatisticError


def test_five_categories() -> None:
    """LeBreton & Senter (2008), Table 2."""
    found = [null_variance(shape, 5) for shape in SHAPES]
    assert found == [2.0, 1.34, 0.90, 0.44, 1.32, 1.04]


def test_the_table_follows_from_its_proportions() -> None:
    answers = np.arange(1, 6)
    for shape, shares in PROPORTIONS.items():
        variance = shares @ answers**2 - (shares @ answers) ** 2
        assert sum(shares) == pytest.approx(1)
        assert variance == pytest.approx(null_variance(shape, 5), abs=0.005), shape


def test_seven_categories() -> None:
    """The same table; the uniform one is (49 - 1) / 12."""
    assert null_variance("uniform", 7) == 4.0
    assert null_variance("heavy_skew", 7) == 1.39


def test_other_numbers_of_categories_have_the_uniform_shape_only() -> None:
    assert null_variance("uniform", 4) == 1.25
    with pytest.raises(StatisticError) as caught:
        null_variance("normal", 4)
    assert caught.value.code == "E830"
    assert "uniform" in caught.value.text("id")


def test_a_variance_may_be_given_itself() -> None:
    assert null_variance(4.0, np.nan) == 4.0
    for wrong in (0.0, -1.0, float("nan")):
        with pytest.raises(OptionError):
            null_variance(wrong, 5)
    with pytest.raises(OptionError, match="uniform"):
        null_variance("flat", 5)
