"""Simulated critical values against every outcome counted, and their logic."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from berakhlak_stats.agreement import critical_values
from berakhlak_stats.errors import OptionError, StatisticError


def exact(n: int, categories: int, statistic: str, alpha: float) -> float:
    """The critical value from all ``categories ** n`` equally likely units."""
    answers = np.array(list(product(range(1, categories + 1), repeat=n)), float)
    if statistic == "rwg":
        expected = (categories**2 - 1) / 12
        values = np.maximum(1 - answers.var(axis=1, ddof=1) / expected, 0)
    else:
        values = -np.abs(answers - answers.mean(axis=1, keepdims=True)).mean(axis=1)
    found, counts = np.unique(np.round(values, 12), return_counts=True)
    reached = np.cumsum(counts[::-1])[::-1] / len(values)
    value = found[np.flatnonzero(reached <= alpha)[0]]
    return float(value if statistic == "rwg" else -value)


@pytest.mark.parametrize("statistic", ["rwg", "average_deviation"])
@pytest.mark.parametrize(("n", "categories"), [(5, 5), (7, 5), (6, 4)])
def test_all_outcomes_counted(n: int, categories: int, statistic: str) -> None:
    found = critical_values(
        n=n, categories=categories, statistic=statistic, replicates=40_000, rng=1
    )
    wanted = exact(n, categories, statistic, 0.05)
    assert min(found.low, found.high) - 1e-9 <= wanted <= max(found.low, found.high) + 1e-9


def test_larger_units_need_less() -> None:
    values = [critical_values(n=n, statistic="rwg", replicates=4000).value for n in (5, 10, 20, 50)]
    assert values == sorted(values, reverse=True)


def test_items_that_correlate_make_the_test_harder() -> None:
    ask = {"n": 10, "items": 5, "replicates": 6000, "statistic": "r_star_wg_j"}
    assert critical_values(**ask, correlation=0.5).value > critical_values(**ask).value


def test_two_persons_never_agree_beyond_chance() -> None:
    """They agree in one of five units: no value is rare enough at 5%."""
    assert np.isnan(critical_values(n=2, statistic="rwg", replicates=2000).value)


def test_the_same_seed_gives_the_same() -> None:
    ask = {"n": 8, "items": 3, "replicates": 500}
    assert critical_values(**ask, rng=4) == critical_values(**ask, rng=4)
    drawn = critical_values(**ask, rng=np.random.default_rng(1))
    assert critical_values(**ask, rng=drawn.seed) == drawn


def test_skewed_nulls_and_own_shares() -> None:
    own = critical_values(n=10, null=[1, 3, 4, 7, 5], replicates=2000, statistic="rwg")
    named = critical_values(n=10, null="slight_skew", replicates=2000, statistic="rwg")
    assert own.value == named.value  # .05, .15, .20, .35, .25


def test_what_is_refused() -> None:
    with pytest.raises(StatisticError) as caught:
        critical_values(n=10, categories=7, null="normal")
    assert caught.value.code == "E830"
    for wrong in (
        {"n": 1},
        {"n": 10, "items": 0},
        {"n": 10, "correlation": 1.0},
        {"n": 10, "alpha": 0.0},
        {"n": 10, "replicates": 10},
        {"n": 10, "null": [1.0, 0, 0, 0, 0]},
        {"n": 10, "null": "flat"},
        {"n": 10, "statistic": "icc1"},
    ):
        with pytest.raises(OptionError):
            critical_values(**wrong)  # type: ignore[arg-type]
