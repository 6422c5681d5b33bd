from __future__ import annotations

import itertools

import numpy as np
import pytest

from berakhlak_stats.weighting.propensity import design_matrix, information, propensities

CELLS = list(itertools.product("abcd", "xyz"))


def test_main_effects_equal_statsmodels() -> None:
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    people = rng.integers(50, 400, len(CELLS)).astype(float)
    answered = rng.binomial(people.astype(int), rng.uniform(0.2, 0.8, len(CELLS))).astype(float)
    x = design_matrix(CELLS, "main_effects")
    counts = np.column_stack([answered, people - answered])
    fitted = sm.GLM(counts, x, family=sm.families.Binomial()).fit().fittedvalues
    assert np.allclose(propensities(x, people, answered[None])[0], fitted, atol=1e-9)


def test_saturated_rates_are_the_rates() -> None:
    x = design_matrix(CELLS, "saturated")
    people = np.full(12, 10.0)
    answered = np.arange(12.0)[None] % 11
    assert np.allclose(propensities(x, people, answered)[0], answered[0] / 10)


def test_a_category_that_nobody_answered_has_rate_zero() -> None:
    x = design_matrix(CELLS, "main_effects")
    people = np.full(12, 50.0)
    answered = np.array([0.0 if cell[0] == "a" else 20.0 for cell in CELLS])
    rates = propensities(x, people, answered[None])[0]
    assert np.allclose(rates[:3], 0, atol=1e-6)
    assert np.allclose(rates[3:], 0.4, atol=1e-6)


def test_information_is_the_weighted_cross_product() -> None:
    x = design_matrix(CELLS, "main_effects")
    heavy = np.random.default_rng(2).uniform(size=(2, 12))
    for row, found in zip(heavy, information(x, heavy), strict=True):
        assert found == pytest.approx(x.T @ np.diag(row) @ x)
