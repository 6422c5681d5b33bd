"""Profiles behind the data: limits that can be worked out without the method."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices.paired_profiles import (
    likely_scales,
    pair,
    possible_profiles,
    resampled_scales,
)
from berakhlak_stats.totals.statistic import Array

WORDS, REPLICATES = 60, 500


def noisy(truth: Array, spread: float, rng: np.random.Generator) -> Array:
    """Shares (1 + B, words): data about the truth, replicates about the data, arcsine noise."""
    angle = np.arcsin(np.sqrt(truth)) + spread * rng.standard_normal(WORDS)
    drawn = angle + spread * rng.standard_normal((REPLICATES, WORDS))
    return np.sin(np.concatenate([angle[None], drawn])) ** 2


def test_without_noise_the_profiles_are_the_data() -> None:
    """A census: replicates do not move, and only Anscombe's constant stays between."""
    rng = np.random.default_rng(1)
    first, second = rng.uniform(0.1, 0.6, (2, WORDS))
    still = [np.tile(each, (REPLICATES + 1, 1)) for each in (first, second)]
    paired = pair(still[0], still[1], 1e9)
    for scales in (likely_scales(paired), resampled_scales(paired)):
        a, b = possible_profiles(paired, scales)
        assert a == pytest.approx(still[0][1:], abs=1e-6)
        assert b == pytest.approx(still[1][1:], abs=1e-6)


def test_identical_answers_give_identical_profiles() -> None:
    rng = np.random.default_rng(2)
    shares = noisy(rng.uniform(0.1, 0.6, WORDS), 0.05, rng)
    paired = pair(shares, shares, 100)
    a, b = possible_profiles(paired, likely_scales(paired))
    assert a == pytest.approx(b, abs=1e-12)


@pytest.mark.parametrize("scale", [0.0, 0.05, 0.15])
def test_the_scale_of_differences_is_found(scale: float) -> None:
    """Normal differences of a known scale, under noise of .05 per list (.07 per gap)."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(40):
        level = rng.uniform(0.4, 0.9, WORDS)
        half = scale / 2 * rng.standard_normal(WORDS)
        shares = [noisy(np.sin(level + sign * half) ** 2, 0.05, rng) for sign in (1, -1)]
        found.append(np.median(likely_scales(pair(shares[0], shares[1], 1e6))))
    assert np.mean(found) == pytest.approx(scale, abs=0.02)


def test_scales_of_replicates_vary_about_those_of_the_data() -> None:
    rng = np.random.default_rng(4)
    level = rng.uniform(0.4, 0.9, WORDS)
    half = 0.06 * rng.standard_normal(WORDS)
    shares = [noisy(np.sin(level + sign * half) ** 2, 0.05, rng) for sign in (1, -1)]
    paired = pair(shares[0], shares[1], 1e6)
    likely, resampled = likely_scales(paired), resampled_scales(paired)
    assert np.median(resampled) == pytest.approx(np.median(likely), rel=0.1)
    assert resampled.std() > likely.std()


def test_differences_are_shrunk_and_their_spread_is_what_is_left() -> None:
    """Given the scale: mean k gap and variance k s^2, k = t^2 / (t^2 + s^2)."""
    rng = np.random.default_rng(5)
    shares = [noisy(np.full(WORDS, 0.4), 0.03, rng) for _ in range(2)]
    paired = pair(shares[0], shares[1], 1e6)
    a, b = possible_profiles(paired, np.full(REPLICATES, 0.05))
    gap = np.arcsin(np.sqrt(a)) - np.arcsin(np.sqrt(b))
    kept = 0.05**2 / (0.05**2 + paired.variance)
    assert gap.mean(axis=0) == pytest.approx(kept * paired.gap, abs=1e-3)
    assert gap.var(axis=0) == pytest.approx(kept * paired.variance, rel=0.02)


def test_a_word_nobody_picked_has_noise_too() -> None:
    rng = np.random.default_rng(6)
    shares = [noisy(np.full(WORDS, 0.3), 0.05, rng) for _ in range(2)]
    for each in shares:
        each[:, 0] = 0
    paired = pair(shares[0], shares[1], 100)
    assert paired.variance[0] == pytest.approx(0.25 * np.median(paired.variance[1:]), rel=0.1)
