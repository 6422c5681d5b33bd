"""Limits of noncentrality give back their tails."""

from __future__ import annotations

import math

import pytest
from scipy.stats import ncf, nct

from berakhlak_stats.significance.noncentral import noncentral_f, noncentral_t


@pytest.mark.parametrize(("t", "df"), [(0.0, 9), (2.6, 333), (-4.06, 9), (12.0, 40)])
def test_limits_of_t_hold_the_tails(t: float, df: float) -> None:
    low, high = noncentral_t(t, df, 0.95)
    assert low < t < high
    assert nct.sf(t, df, low) == pytest.approx(0.025, abs=1e-6)
    assert nct.cdf(t, df, high) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize("f", [3.0, 34.7])
def test_limits_of_f_hold_the_tails(f: float) -> None:
    low, high = noncentral_f(f, 5, 66, 0.90)
    assert ncf.sf(f, 5, 66, low) == pytest.approx(0.05, abs=1e-6)
    assert ncf.cdf(f, 5, 66, high) == pytest.approx(0.05, abs=1e-6)


def test_a_small_f_has_no_lower_limit_but_zero() -> None:
    assert noncentral_f(0.5, 2, 27, 0.95)[0] == 0.0
    assert noncentral_f(math.inf, 2, 27, 0.95) == (math.inf, math.inf)
