"""Varimax reaches the maximum, also where the usual iteration stands still."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.factors import minres
from berakhlak_stats.association.varimax import varimax
from tests.association.matrices import Array, aligned, correlations, numbers
from tests.reference import reference_case


def criterion(loadings: Array) -> float:
    """Sum over factors of the variance of squared loadings."""
    return float((loadings**2).var(axis=0).sum())


def test_simple_structure_is_found_where_singular_values_stand_still() -> None:
    simple = np.array([[0.8, 0.0], [0.7, 0.0], [0.0, 0.6], [0.0, 0.5]])
    turned = simple @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    assert aligned(varimax(turned).pattern, simple) == pytest.approx(simple, abs=1e-12)


def test_the_maximum_is_above_the_one_where_r_stops() -> None:
    # psych 2.2.9 fa(rotate="varimax"), whose varimax stops at a relative gain of 1e-5.
    case = reference_case("bfi", "AN.fa_minres_k2")
    loadings = minres(correlations("bfi", case), 2).loadings
    weights = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    theirs = numbers(case["expected"]["varimax"])
    assert criterion(varimax(loadings).pattern / weights) > criterion(theirs / weights)
    near = varimax(loadings, r_tolerance=1e-5).pattern
    assert np.abs(aligned(near, theirs) - theirs).max() < case["tolerance"]


@pytest.mark.parametrize("kaiser", [True, False])
def test_no_turn_of_two_factors_improves_it(kaiser: bool) -> None:
    rng = np.random.default_rng(17)
    loadings = rng.normal(size=(10, 3)) * 0.4
    found = varimax(loadings, kaiser=kaiser)
    weights = np.sqrt((loadings**2).sum(axis=1, keepdims=True)) if kaiser else 1.0
    best = criterion(found.pattern / weights)
    for i, j in [(0, 1), (0, 2), (1, 2)]:
        for angle in (-0.01, 0.01, 0.4):
            turn = np.eye(3)
            turn[[i, j], [i, j]] = np.cos(angle)
            turn[i, j], turn[j, i] = -np.sin(angle), np.sin(angle)
            assert criterion(found.pattern @ turn / weights) < best
