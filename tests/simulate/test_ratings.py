"""Ratings have the structure that was asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.simulate import RatingSpec, generate
from tests.simulate.helpers import small_instrument, small_spec

QUIET = RatingSpec(
    np.full(4, 3.0), general_sd=0, value_sd=0, acquiescence_sd=0, unit_sd=0, noise_sd=1, missing=0
)


def ratings(spread: RatingSpec, n: int = 20_000) -> np.ndarray:
    spec = replace(small_spec((n,)), lists={}, ratings=spread)
    return generate(spec, seed=1).census.ratings.astype(float)


def correlations(spread: RatingSpec) -> np.ndarray:
    return np.corrcoef(ratings(spread).T)


def test_categories_and_missing_share():
    answers = ratings(replace(QUIET, missing=0.1))
    assert set(np.unique(answers)) == {-1, 1, 2, 3, 4, 5}
    assert abs((answers == -1).mean() - 0.1) < 0.01


def test_means_are_those_asked_for():
    means = np.array([2.5, 3.0, 3.5, 3.0])
    spread = replace(QUIET, means=means, noise_sd=0.5)
    # The fourth item is reversed: 6 - 3.0 is 3.0 again.
    assert np.abs(ratings(spread).mean(axis=0) - means).max() < 0.03


def test_noise_alone_leaves_items_unrelated():
    off = correlations(QUIET)[np.triu_indices(4, 1)]
    assert np.abs(off).max() < 0.03


def test_a_value_factor_ties_only_its_own_items():
    found = correlations(replace(QUIET, value_sd=1.0))
    assert found[0, 1] > 0.35
    assert abs(found[0, 2]) < 0.03


def test_reversed_items_turn_the_general_factor_but_not_acquiescence():
    assert correlations(replace(QUIET, general_sd=1.0))[0, 3] < -0.35
    assert correlations(replace(QUIET, acquiescence_sd=1.0))[0, 3] > 0.35


def test_a_negative_view_lowers_ratings():
    spec = replace(small_spec((5000,)), lists={}, ratings=replace(QUIET, general_sd=1.0))
    population = generate(spec, seed=1)
    assert np.corrcoef(population.view, population.census.ratings[:, 0])[0, 1] < -0.5


def test_an_instrument_without_ratings_is_refused():
    bare = replace(small_instrument(), ratings=(), scale=None)
    spec = replace(small_spec((10,)), instrument=bare, lists={}, ratings=QUIET)
    with pytest.raises(OptionError, match="E702"):
        generate(spec, seed=1)
