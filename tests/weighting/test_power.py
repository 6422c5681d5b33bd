from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting import (
    power_of_means,
    power_of_proportions,
    size_for_means,
    size_for_proportions,
)


def test_five_points_with_200_each() -> None:
    # Theory for d = 0.25 and 200 per group, two-sided 5%: .70.
    assert power_of_means(200, 5, 20) == pytest.approx(0.70, abs=0.005)


def test_five_points_by_simulation() -> None:
    from scipy.stats import ttest_ind

    rng = np.random.default_rng(3)
    a, b = rng.normal(0, 20, (4000, 200)), rng.normal(5, 20, (4000, 200))
    seen = np.mean(ttest_ind(a, b, axis=1).pvalue < 0.05)
    # Monte-Carlo standard error .0072.
    assert power_of_means(200, 5, 20) == pytest.approx(seen, abs=0.025)


def test_values_printed_in_the_help_of_r() -> None:
    # R 4.2 stats: ?power.t.test and ?power.prop.test, as the examples comment them.
    assert power_of_means(20, 1, 1) == pytest.approx(0.8689528, abs=1e-6)
    assert size_for_means(1, 1, power=0.90) == 23  # n = 22.02110
    assert power_of_proportions(50, 0.50, 0.75) == pytest.approx(0.7401659, abs=2e-6)
    assert size_for_proportions(0.50, 0.75, power=0.90) == 77  # n = 76.7


def test_unequal_groups_by_simulation() -> None:
    rng = np.random.default_rng(5)
    a, b = rng.binomial(50, 0.2, 40_000) / 50, rng.binomial(100, 0.4, 40_000) / 100
    pooled = (50 * a + 100 * b) / 150
    with np.errstate(invalid="ignore"):
        z = (a - b) / np.sqrt(pooled * (1 - pooled) * (1 / 50 + 1 / 100))
    seen = np.mean(np.abs(z) > 1.959964)
    assert power_of_proportions(50, 0.2, 0.4, n_2=100) == pytest.approx(seen, abs=0.02)


def test_which_group_is_named_first_does_not_matter() -> None:
    one = power_of_proportions(50, 0.2, 0.4, n_2=120)
    assert power_of_proportions(120, 0.4, 0.2, n_2=50) == pytest.approx(one)
    assert power_of_means(50, -3, 10, n_2=90) == pytest.approx(power_of_means(90, 3, 10, n_2=50))


def test_sizes_reach_the_power_they_promise() -> None:
    n = size_for_means(5, 20)
    assert power_of_means(n, 5, 20) >= 0.8 > power_of_means(n - 1, 5, 20)
    n = size_for_proportions(0.55, 0.60)
    assert power_of_proportions(n, 0.55, 0.60) >= 0.8 > power_of_proportions(n - 1, 0.55, 0.60)


def test_a_design_effect_costs_respondents() -> None:
    assert power_of_means(400, 5, 20, design_effect=2) == pytest.approx(power_of_means(200, 5, 20))
    assert size_for_means(5, 20, design_effect=2) >= 2 * size_for_means(5, 20) - 2
    assert size_for_proportions(0.5, 0.6, design_effect=1.5) > size_for_proportions(0.5, 0.6)


def test_sharing_alpha_costs_power() -> None:
    assert power_of_means(200, 5, 20, comparisons=7) < power_of_means(200, 5, 20)
    assert size_for_proportions(0.5, 0.6, comparisons=7) > size_for_proportions(0.5, 0.6)


def test_no_difference_is_seen_at_the_rate_of_alpha() -> None:
    assert power_of_means(300, 0, 20) == pytest.approx(0.05, abs=1e-9)


@pytest.mark.parametrize(
    "call",
    [
        lambda: power_of_means(1, 5, 20),
        lambda: power_of_means(100, 5, 0),
        lambda: power_of_means(100, 5, 20, alpha=0),
        lambda: power_of_means(100, 5, 20, comparisons=0),
        lambda: power_of_means(100, 5, 20, design_effect=0),
        lambda: size_for_means(0, 20),
        lambda: size_for_means(5, 20, power=0.01),
        lambda: power_of_proportions(100, 0, 0.5),
        lambda: size_for_proportions(0.5, 0.5),
    ],
)
def test_nonsense_is_refused(call: object) -> None:
    with pytest.raises(OptionError):
        call()  # type: ignore[operator]
