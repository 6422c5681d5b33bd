"""One-way analysis of variance against scipy, and what has no F."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f, f_oneway

from berakhlak_stats.agreement.anova import f_quantile, one_way
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.unit_totals import UnitTotals, unit_totals
from tests.surveys import number_survey


def units(values: list[list[float]], weight: float | None = None) -> UnitTotals:
    x = [v for group in values for v in group]
    labels = [f"u{i}" for i, group in enumerate(values) for _ in group]
    heavy = None if weight is None else [weight] * len(x)
    survey = number_survey({"x": x}, columns={"unit": labels}, weights=heavy)
    return unit_totals(survey, [person_value(survey, item="x")], "unit", "test")


@pytest.mark.parametrize("weight", [None, 3.0])
@pytest.mark.parametrize("shift", [0.0, 1e7])
def test_f_test_of_scipy(weight: float | None, shift: float) -> None:
    rng = np.random.default_rng(4)
    groups = [(rng.normal(i, 1, n) + shift).tolist() for i, n in enumerate((5, 9, 2, 14))]
    found, theirs = one_way(units(groups, weight)), f_oneway(*groups)
    assert found.f == pytest.approx(theirs.statistic, rel=1e-7)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-5)
    assert found.df == pytest.approx((3, 26))


def test_average_sizes() -> None:
    """Sizes 2, 3, 5: mean 10 / 3; (10 - 38 / 10) / 2 = 3.1."""
    found = one_way(units([[1, 2], [1, 2, 3], [1, 2, 3, 4, 5]]))
    assert (found.mean_size, found.anova_size) == pytest.approx((10 / 3, 3.1))


def test_without_variance_within_or_at_all() -> None:
    apart = one_way(units([[1, 1], [2, 2]]))
    assert apart.f == np.inf and np.isnan(apart.p_value)
    assert np.isnan(one_way(units([[1, 1], [1, 1]])).f)


def test_quantiles_are_those_of_f() -> None:
    assert f_quantile(3, 26, 0.975) == pytest.approx(f.ppf(0.975, 3, 26))
