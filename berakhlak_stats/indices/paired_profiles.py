"""What two noisy vote profiles of the same people may truly be.

Sampling noise makes two profiles look less alike than they are, and the tenth place hop about.
Both go away on average if a form is taken not of the profiles seen, but over the profiles that
may lie behind them: each word's difference between the lists shrunk towards none by as much
as the noise explains, and given the rest of its uncertainty back.

Model: a word's shares are its level plus and minus half its gap. True gaps are normal about
zero with variance ``scale^2 unit``, where ``unit = 4 p (1 - p)`` at level p: the arcsine scale,
on which gaps do not depend on the level, but without its bias for rare words. One scale holds
for all words and is learned from the data (empirical Bayes; Morris 1983, JASA 78, 47-55).
Noise comes from the design's own replicates, so pairing of the lists, clusters, strata and
finite populations are all in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array

SCALES = 60
ALIKE = 0.1
"""Prior probability that the lists do not differ at all."""
WIDTH = 2.0
"""Otherwise the scale is half-Cauchy (Gelman 2006, Bayesian Analysis 1, 515-533): noises wide."""
POOLED_DF = 20
"""How many degrees of freedom the average word lends to the noise variance of each."""
TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class PairedProfiles:
    """Two profiles as mean ``level`` and ``gap`` (first minus second), in shares.

    ``level``, ``gap`` and ``unit`` have shape (words,); ``noise`` (words,) is the variance of
    the gap's noise in units; ``level_noise`` and ``gap_noise`` (B, words) are the deviations of
    replicates.
    """

    level: Array
    gap: Array
    unit: Array
    noise: Array
    level_noise: Array
    gap_noise: Array


def pair(first: Array, second: Array, n: float, df: float = np.inf) -> PairedProfiles:
    """Prepare two profiles from vote shares (1 + B, words), 0-1: the data, then replicates.

    ``n`` is the unweighted number of persons behind the shares and ``df`` the degrees of
    freedom of the design.
    """
    level, gap = (first + second) / 2, first - second
    moved = (n * level[0] + 0.5) / (n + 1)
    unit = 4 * moved * (1 - moved)
    gap_noise = _centred(gap[1:])
    raw = gap_noise.var(axis=0)
    noise = _moderated(raw / unit, unit, np.minimum(df, n * unit / 2))
    # Replicates keep their pattern, but spread as the moderated variance says.
    stretch = np.sqrt(noise * unit / np.where(raw > 0, raw, 1.0))
    return PairedProfiles(level[0], gap[0], unit, noise, _centred(level[1:]), gap_noise * stretch)


def _moderated(raw: Array, unit: Array, df: Array) -> Array:
    """Variances drawn towards their mean, the more the fewer ``df`` they rest on.

    Few clusters, and few pickers, make a variance noisy, and shrinking by a noisy variance is
    biased (Smyth 2004, Statistical Applications in Genetics and Molecular Biology 3, 3).
    """
    mean = (raw * unit).sum() / unit.sum()
    return np.asarray((POOLED_DF * mean + df * raw) / (POOLED_DF + df))


def _centred(values: Array) -> Array:
    return np.asarray(values - values.mean(axis=0))


def likely_scales(paired: PairedProfiles, gap: Array, chance: Array, *, times: float = 1) -> Array:
    """Scales of the true gaps, spread as their posterior is.

    Parameters
    ----------
    paired : PairedProfiles
    gap : array (1, words) or (B, words)
        Gaps seen, once for all replicates or in each.
    chance : array (B,)
        Between 0 and 1: which quantile of the posterior each replicate takes.
    times : float
        By how much the gaps vary more than ``paired`` says.
    """
    if not paired.noise.any():
        return np.zeros(len(chance))
    scales, prior = _scales(paired)
    # Words count by their unit: a form of shares hears little of rare words, and their gaps
    # should not set the scale for others. Weights add up to the words that they are worth.
    weight = paired.unit * paired.unit.sum() / (paired.unit**2).sum()
    total = np.maximum(times * paired.noise + scales[:, None] ** 2, TINY)
    loss = (gap**2 / paired.unit * weight) @ (1 / total).T + (weight * np.log(total)).sum(axis=1)
    mass = np.exp((loss.min(axis=1, keepdims=True) - loss) / 2) * prior
    reached = np.cumsum(mass, axis=1)
    below = (reached < chance[:, None] * reached[:, -1:]).sum(axis=1)
    return np.asarray(scales[np.minimum(below, SCALES)])


def _scales(paired: PairedProfiles) -> tuple[Array, Array]:
    """Zero and a grid of scales that is denser near it, with their prior probabilities."""
    typical = np.sqrt((paired.noise * paired.unit).sum() / paired.unit.sum())
    step = (np.arange(SCALES) + 0.5) / SCALES
    widest = 2 * np.abs(paired.gap / np.sqrt(paired.unit)).max()
    top = max(3 * typical, widest)
    scales = top * step**2
    width = WIDTH * typical
    density = 2 / (np.pi * width) / (1 + (scales / width) ** 2)
    spaced = (1 - ALIKE) * density * top * 2 * step / SCALES
    return np.append(0.0, scales), np.append(ALIKE, spaced)


def resampled_scales(paired: PairedProfiles, chance: Array) -> Array:
    """Scales from each replicate's own likelihood, shape (B,): as samples differ.

    A replicate carries the noise of the sample and its own, hence twice the variance.
    """
    return likely_scales(paired, paired.gap + paired.gap_noise, chance, times=2)


def possible_gaps(paired: PairedProfiles, scales: Array, gap: Array, noise: Array) -> Array:
    """Gaps (B, words) that may lie behind ``gap``, given the scale of each replicate.

    Normal about ``k gap`` with variance ``k noise``, ``k = scale^2 / (scale^2 + noise)``: a
    replicate's deviation times the root of ``k``.
    """
    square = scales[:, None] ** 2
    with np.errstate(invalid="ignore"):
        kept = np.where(paired.noise > 0, square / (square + paired.noise), 1.0)
    return np.asarray(kept * gap + np.sqrt(kept) * noise)


def possible_levels(paired: PairedProfiles) -> Array:
    """Levels (B, words) that may lie behind the data.

    They are not shrunk, for their noise is common to both lists; but cutting rare words at
    zero must not lift them on average.
    """
    level = np.maximum(paired.level + paired.level_noise, 0)
    return np.asarray(level * (paired.level / np.maximum(level.mean(axis=0), TINY)))


def profiles(level: Array, gap: Array) -> tuple[Array, Array]:
    """The two profiles (B, words) with these levels and gaps; no share is below zero."""
    half = np.clip(gap / 2, -level, level)
    return level + half, level - half
