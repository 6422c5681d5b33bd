"""Profiles behind the data: limits that can be worked out without the method."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices.paired_profiles import (
    POOLED_DF,
    PairedProfiles,
    likely_scales,
    pair,
    possible_gaps,
    possible_levels,
    profiles,
    resampled_scales,
)
from berakhlak_stats.totals.statistic import Array

WORDS, REPLICATES = 60, 500
EVEN = (np.arange(REPLICATES) + 0.5) / REPLICATES


def noisy(truth: Array, spread: float, rng: np.random.Generator) -> Array:
    """Shares (1 + B, words): data about the truth, replicates about the data.

    ``spread`` is that of the arcsine of the root, hence ``2 spread sqrt(p (1 - p))`` of a share.
    """
    width = 2 * spread * np.sqrt(truth * (1 - truth))
    data = truth + width * rng.standard_normal(WORDS)
    drawn = data + width * rng.standard_normal((REPLICATES, WORDS))
    return np.concatenate([data[None], drawn])


def two_lists(scale: float, spread: float, rng: np.random.Generator) -> PairedProfiles:
    """Lists whose words differ by ``scale`` on the arcsine scale, each with noise ``spread``."""
    level = rng.uniform(0.2, 0.5, WORDS)
    half = scale / 2 * rng.standard_normal(WORDS) * 2 * np.sqrt(level * (1 - level))
    shares = [noisy(np.clip(level + sign * half, 0.01, 1), spread, rng) for sign in (1, -1)]
    return pair(shares[0], shares[1], 1e6)


def behind(paired: PairedProfiles, scales: Array) -> tuple[Array, Array]:
    gaps = possible_gaps(paired, scales, paired.gap, paired.gap_noise)
    return profiles(possible_levels(paired), gaps)


def test_without_noise_the_profiles_are_the_data() -> None:
    """A census: replicates do not move."""
    rng = np.random.default_rng(1)
    first, second = rng.uniform(0.1, 0.6, (2, WORDS))
    still = [np.tile(each, (REPLICATES + 1, 1)) for each in (first, second)]
    paired = pair(still[0], still[1], 1e9)
    for scales in (likely_scales(paired, paired.gap[None], EVEN), resampled_scales(paired, EVEN)):
        a, b = behind(paired, scales)
        assert a == pytest.approx(still[0][1:])
        assert b == pytest.approx(still[1][1:])


def test_identical_answers_give_identical_profiles() -> None:
    rng = np.random.default_rng(2)
    shares = noisy(rng.uniform(0.1, 0.6, WORDS), 0.05, rng)
    paired = pair(shares, shares, 100)
    a, b = behind(paired, likely_scales(paired, paired.gap[None], EVEN))
    assert a == pytest.approx(b, abs=1e-12)


@pytest.mark.parametrize("scale", [0.0, 0.08, 0.15])
def test_the_scale_of_differences_is_found(scale: float) -> None:
    """Normal differences of a known scale, under noise of .05 per list (.07 per gap)."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(40):
        paired = two_lists(scale, 0.05, rng)
        found.append(np.median(likely_scales(paired, paired.gap[None], EVEN)))
    assert np.mean(found) == pytest.approx(scale, abs=0.02)


def test_differences_no_larger_than_noise_are_often_none() -> None:
    """Lists alike: the posterior holds more than the tenth that the prior gives to none."""
    rng = np.random.default_rng(7)
    none = []
    for _ in range(20):
        paired = two_lists(0.0, 0.05, rng)
        none.append((likely_scales(paired, paired.gap[None], EVEN) == 0).mean())
    assert np.mean(none) > 0.2
    paired = two_lists(0.2, 0.05, rng)
    assert (likely_scales(paired, paired.gap[None], EVEN) > 0).all()


def test_every_replicate_may_have_gaps_of_its_own() -> None:
    """The same gaps in all replicates give what the gaps give once."""
    rng = np.random.default_rng(8)
    paired = two_lists(0.1, 0.05, rng)
    once = likely_scales(paired, paired.gap[None], EVEN)
    again = likely_scales(paired, np.tile(paired.gap, (REPLICATES, 1)), EVEN)
    assert again == pytest.approx(once)
    wider = likely_scales(paired, np.tile(3 * paired.gap, (REPLICATES, 1)), EVEN)
    assert np.median(wider) > 2 * np.median(once)


def test_scales_of_replicates_vary_about_those_of_the_data() -> None:
    rng = np.random.default_rng(4)
    paired = two_lists(0.12, 0.05, rng)
    likely, resampled = (
        likely_scales(paired, paired.gap[None], EVEN),
        resampled_scales(paired, EVEN),
    )
    assert np.median(resampled) == pytest.approx(np.median(likely), rel=0.1)
    assert resampled.std() > likely.std()


def test_differences_are_shrunk_and_their_spread_is_what_is_left() -> None:
    """Given the scale: mean k gap and variance k s^2, k = t^2 / (t^2 + s^2), in units."""
    rng = np.random.default_rng(5)
    shares = [noisy(np.full(WORDS, 0.4), 0.03, rng) for _ in range(2)]
    paired = pair(shares[0], shares[1], 1e6)
    a, b = behind(paired, np.full(REPLICATES, 0.05))
    kept = 0.05**2 / (0.05**2 + paired.noise)
    assert (a - b).mean(axis=0) == pytest.approx(kept * paired.gap, abs=1e-9)
    spread = kept * paired.noise * paired.unit
    assert (a - b).var(axis=0) == pytest.approx(spread, rel=1e-6)


def test_levels_keep_their_mean_though_no_share_is_negative() -> None:
    rng = np.random.default_rng(9)
    shares = [np.abs(noisy(np.full(WORDS, 0.002), 0.05, rng)) for _ in range(2)]
    paired = pair(shares[0], shares[1], 100)
    level = possible_levels(paired)
    assert (level >= 0).all()
    assert level.mean(axis=0) == pytest.approx(paired.level)
    a, b = behind(paired, np.full(REPLICATES, 0.1))
    assert (a >= 0).all() and (b >= 0).all()


def test_variances_from_few_clusters_are_drawn_to_their_mean() -> None:
    """With nine degrees of freedom each keeps 9 / (9 + 20) of its distance from the mean."""
    rng = np.random.default_rng(10)
    level = np.full(WORDS, 0.3)
    spread = rng.uniform(0.02, 0.08, WORDS)
    shares = [
        level + spread * np.concatenate([np.zeros((1, WORDS)), rng.standard_normal((500, WORDS))])
        for _ in range(2)
    ]
    raw = (shares[0] - shares[1])[1:].var(axis=0)
    paired = pair(shares[0], shares[1], 1e6, df=9)
    seen = raw / paired.unit
    kept = 9 / (9 + POOLED_DF)
    assert paired.noise == pytest.approx(seen.mean() + kept * (seen - seen.mean()))
    assert paired.gap_noise.var(axis=0) == pytest.approx(paired.noise * paired.unit)
    trusted = pair(shares[0], shares[1], 1e9).noise
    assert trusted == pytest.approx(seen, rel=1e-6)


def test_a_word_nobody_picked_stays_at_nothing() -> None:
    rng = np.random.default_rng(6)
    shares = [noisy(np.full(WORDS, 0.3), 0.05, rng) for _ in range(2)]
    for each in shares:
        each[:, 0] = 0
    paired = pair(shares[0], shares[1], 100)
    assert paired.noise[0] > 0
    a, b = behind(paired, np.full(REPLICATES, 0.1))
    assert not a[:, 0].any() and not b[:, 0].any()
