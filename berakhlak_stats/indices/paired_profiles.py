"""What two noisy vote profiles of the same people may truly be.

Sampling noise makes two profiles look less alike than they are, and the tenth place hop about.
Both go away on average if a form is taken not of the profiles seen, but over the profiles that
may lie behind them: each word's difference between the lists shrunk towards none by as much
as the noise explains, and given the rest of its uncertainty back.

Model: on the arcsine scale, where noise does not depend on the share, the true differences of
the words are normal about zero with one common scale, learned from the data (empirical Bayes;
Morris 1983, JASA 78, 47-55). Noise comes from the design's own replicates, so pairing of the
lists, clusters, strata and finite populations are all in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array

# Anscombe (1948), Biometrika 35, 246-254: keeps the variance level for rare words too.
RARE = 0.375
SCALES = 120
FLOOR = 0.25
"""Least noise of a word, as a share of the median word's: nobody's pick is no certainty."""


@dataclass(frozen=True)
class PairedProfiles:
    """Two profiles on the arcsine scale, as mean ``level`` and ``gap`` (first minus second).

    ``level`` and ``gap`` have shape (words,); ``level_noise`` and ``gap_noise`` (B, words) are
    the deviations of replicates; ``variance`` (words,) is that of the gap's noise.
    """

    level: Array
    gap: Array
    level_noise: Array
    gap_noise: Array
    variance: Array


def pair(first: Array, second: Array, n: float) -> PairedProfiles:
    """Prepare two profiles from vote shares (1 + B, words), 0-1: the data, then replicates.

    ``n`` is the unweighted number of persons behind the shares.
    """
    a, b = (_angle(shares, n) for shares in (first, second))
    level, gap = (a + b) / 2, a - b
    level_noise, gap_noise = _centred(level[1:]), _centred(gap[1:])
    variance = gap_noise.var(axis=0)
    if variance.max() > 0:
        variance = np.maximum(variance, FLOOR * np.median(variance[variance > 0]))
    return PairedProfiles(level[0], gap[0], level_noise, gap_noise, variance)


def _angle(shares: Array, n: float) -> Array:
    moved = (n * np.clip(shares, 0, 1) + RARE) / (n + 2 * RARE)
    return np.asarray(np.arcsin(np.sqrt(moved)))


def _centred(values: Array) -> Array:
    return np.asarray(values - values.mean(axis=0))


def likely_scales(paired: PairedProfiles) -> Array:
    """Scales of the true differences, spread as their likelihood is, shape (B,)."""
    return _scales(paired, paired.gap[None, :], paired.variance)


def resampled_scales(paired: PairedProfiles) -> Array:
    """The same with each replicate's own likelihood, shape (B,): scales as samples differ.

    A replicate carries the noise of the sample and its own, hence twice the variance.
    """
    return _scales(paired, paired.gap + paired.gap_noise, 2 * paired.variance)


def _scales(paired: PairedProfiles, gap: Array, variance: Array) -> Array:
    """One scale per replicate, from the likelihoods of ``gap`` (1 or B, words)."""
    size = len(paired.gap_noise)
    # Words count by how far a step on the arcsine scale moves their share: a form of shares
    # hears little of rare words, and their differences should not set the scale for others.
    weight = np.sin(2 * paired.level)
    weight = weight / weight.mean()
    step = (np.arange(SCALES) + 0.5) / SCALES
    top = max(3 * np.sqrt(np.median(paired.variance)), 2 * np.abs(paired.gap).max())
    scales = top * step**2
    total = np.maximum(variance + scales[:, None] ** 2, np.finfo(float).tiny)
    loss = (gap**2 * weight) @ (1 / total).T + (weight * np.log(total)).sum(axis=1)
    # A flat prior on the scale: the grid is denser near zero, in proportion to 1 / step.
    mass = np.exp((loss.min(axis=1, keepdims=True) - loss) / 2) * step
    reached = np.cumsum(mass, axis=1) / mass.sum(axis=1, keepdims=True)
    wanted = (np.arange(size) + 0.5) / size
    return np.asarray(scales[np.minimum((reached < wanted[:, None]).sum(axis=1), SCALES - 1)])


def possible_profiles(paired: PairedProfiles, scales: Array) -> tuple[Array, Array]:
    """Pairs of vote shares (B, words) that may lie behind the data, one per replicate.

    Given the scale, a difference is normal about ``k gap`` with variance ``k variance``,
    ``k = scale^2 / (scale^2 + variance)``: a replicate's deviation times the root of ``k``.
    Levels are not shrunk: their noise is common to both lists.
    """
    square = scales[:, None] ** 2
    with np.errstate(invalid="ignore"):
        kept = np.where(paired.variance > 0, square / (square + paired.variance), 1.0)
    gap = kept * paired.gap + np.sqrt(kept) * paired.gap_noise
    level = paired.level + paired.level_noise
    return _share(level + gap / 2), _share(level - gap / 2)


def _share(angle: Array) -> Array:
    return np.asarray(np.sin(np.clip(angle, 0, np.pi / 2)) ** 2)
