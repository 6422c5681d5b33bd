"""What measures of likeness come to if every list is dealt to another person of the group.

The lists themselves stay as they are, so the popularity of every word does too. Overlap and
squared distance follow from popularity in closed form; kappa and phi do where all lists of
a side are equally long, and else from random deals with a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.gaps.similarity import ListPair, measures, popcount
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PAIRS = 200_000
"""Pairs of strangers that a mean rests on at least, over all groups."""
MOST_DEALS = 1_000


@dataclass(frozen=True)
class Chance:
    """Expected measures (G, 4), and by how much they move with expected overlap (4,).

    The slope of kappa and phi is zero where they come from deals: their own uncertainty is
    then not known.
    """

    expected: Array
    slope: Array


@dataclass(frozen=True)
class Popularity:
    """Per group: what chance is worked out from.

    ``first`` (G, words) is the mean share that a word has of a person's first list, ``picked``
    and ``second`` (G, words) are the shares of persons who picked it on each list.
    """

    first: Array
    picked: Array
    second: Array

    @property
    def overlap(self) -> Array:
        """Expected overlap (G,): the sum over words of one popularity times the other."""
        return np.asarray((self.first * self.second).sum(axis=1))

    @property
    def distance(self) -> Array:
        """Expected squared distance (G,)."""
        both = (self.picked * self.second).sum(axis=1)
        return np.asarray(self.picked.sum(axis=1) + self.second.sum(axis=1) - 2 * both)


def chance_measures(
    survey: Survey, pair: ListPair, popularity: Popularity, group: NDArray[np.intp], seed: int
) -> Chance:
    """Expected measures in the order of :data:`~berakhlak_stats.gaps.similarity.MEASURES`."""
    groups = len(popularity.first)
    out, slope = np.full((groups, 4), np.nan), np.array([1.0, 0.0, 0.0, 0.0])
    out[:, 0], out[:, 3] = popularity.overlap, popularity.distance
    first, second = pair.bits(survey)
    sizes = popcount(first), popcount(second)
    known = (sizes[0] > 0) & (sizes[1] > 0) & (group >= 0)
    # In an order that the rows of the file do not change: deals follow it.
    rows = np.argsort(survey.lots)
    rows = rows[known[rows]]
    if not len(rows):
        return Chance(out, slope)
    lengths = [np.unique(each[rows]) for each in sizes]
    if len(lengths[0]) == len(lengths[1]) == 1:
        a, b = float(lengths[0][0]), float(lengths[1][0])
        both = a * np.append(popularity.overlap, [0.0, 1.0])
        linear = measures(np.array(a), np.array(b), both, len(pair.words))[:, 1:3]
        out[:, 1:3], slope[1:3] = linear[:-2], linear[-1] - linear[-2]
        return Chance(out, slope)
    out[:, 1:3] = _dealt(first, second, rows, group, row_weights(survey), groups, seed, pair)
    return Chance(out, slope)


def _dealt(
    first: NDArray[np.uint64],
    second: NDArray[np.uint64],
    rows: NDArray[np.intp],
    group: NDArray[np.intp],
    weights: Array,
    groups: int,
    seed: int,
    pair: ListPair,
) -> Array:
    """Means of kappa and phi between first lists and second lists of others (G, 2)."""
    order = rows[np.argsort(group[rows], kind="stable")]
    home, w = group[order], weights[order]
    bounds = np.searchsorted(home, np.arange(groups + 1))
    climb = np.cumsum(w)
    start = np.concatenate([[0.0], climb])[bounds[:-1]][home]
    whole = np.add.reduceat(np.append(w, 0.0), bounds[:-1])[home]
    rng = np.random.default_rng(seed)
    deals = int(np.clip(-(-PAIRS // len(order)), 1, MOST_DEALS))
    sums, counts = np.zeros((groups, 2)), np.zeros((groups, 2))
    a = popcount(first[order])
    for _ in range(deals):
        drawn = np.searchsorted(climb, start + rng.random(len(order)) * whole, side="right")
        other = second[order[np.clip(drawn, bounds[home], bounds[home + 1] - 1)]]
        both = popcount(first[order] & other)
        values = measures(a, popcount(other), both, len(pair.words))[:, 1:3]
        real = np.isfinite(values)
        np.add.at(sums, home, np.where(real, values, 0.0) * w[:, None])
        np.add.at(counts, home, real * w[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums / counts)
