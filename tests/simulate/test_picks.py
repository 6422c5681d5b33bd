"""Gumbel top-k is successive sampling, and always picks k."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from berakhlak_stats.simulate.picks import gumbel, packed_top_k, top_k
from berakhlak_stats.survey.survey import unpack_picks


def test_picks_the_largest():
    utilities = np.array([[3, 1, 2, 0], [0, 5, 4, 9]], np.float32)
    assert top_k(utilities, 2).tolist() == [[True, False, True, False], [False, True, False, True]]


def test_ties_at_the_cut_still_give_k():
    utilities = np.array([[1, 1, 1, 1], [2, 1, 1, 0]], np.float32)
    assert top_k(utilities, 2).tolist() == [[True, True, False, False], [True, True, False, False]]


def test_packing_keeps_the_picks():
    utilities = np.random.default_rng(1).standard_normal((50, 90)).astype(np.float32)
    assert (unpack_picks(packed_top_k(utilities, 10), 90) == top_k(utilities, 10)).all()


def test_inclusion_is_that_of_successive_sampling():
    # Oracle: probabilities of all ordered draws of two out of four, written out.
    weights = np.array([4.0, 3.0, 2.0, 1.0])
    exact = np.zeros(4)
    for first, second in permutations(range(4), 2):
        chance = weights[first] / 10 * weights[second] / (10 - weights[first])
        exact[[first, second]] += chance
    n = 200_000
    noise = gumbel(np.random.default_rng(2), (n, 4), 1.0)
    seen = top_k(np.log(weights).astype(np.float32) + noise, 2).mean(axis=0)
    assert np.abs(seen - exact).max() < 4.5 * 0.5 / np.sqrt(n)


def test_gumbel_has_its_mean_and_variance():
    noise = gumbel(np.random.default_rng(3), (400_000,), 2.0)
    assert abs(noise.mean() - 2 * 0.57722) < 0.02
    assert abs(noise.std() - 2 * np.pi / np.sqrt(6)) < 0.02
