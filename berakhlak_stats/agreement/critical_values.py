"""How much agreement there must be before it is more than chance, by simulation.

Source: Dunlap, Burke & Smith-Crowe (2003), Journal of Applied Psychology 88, 356-362; Cohen,
Doveh & Nahum-Shani (2009), Organizational Research Methods 12, 148-164.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from berakhlak_stats.agreement.null_variance import SHAPES
from berakhlak_stats.agreement.rwg_j import stepped_up
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.indices.about import choice
from berakhlak_stats.totals.statistic import Array

Statistic = Literal["rwg", "rwg_j", "r_star_wg_j", "average_deviation"]
BLOCK = 2_000_000
PROPORTIONS = {
    "slight_skew": (0.05, 0.15, 0.20, 0.35, 0.25),
    "moderate_skew": (0.0, 0.10, 0.15, 0.40, 0.35),
    "heavy_skew": (0.0, 0.0, 0.10, 0.40, 0.50),
    "triangular": (0.11, 0.22, 0.34, 0.22, 0.11),
    "normal": (0.07, 0.24, 0.38, 0.24, 0.07),
}
"""Shares of five answers under each null (LeBreton & Senter 2008, Table 2)."""


@dataclass(frozen=True)
class CriticalValue:
    """What an index must reach: at least ``value`` for rwg and its kin, at most for AD.

    NaN where not even the best value is rare enough, as in very small units. ``low`` and
    ``high`` enclose it with 95% confidence, given the number of simulations.
    """

    statistic: str
    value: float
    low: float
    high: float
    n: int
    items: int
    categories: int
    alpha: float
    replicates: int
    seed: int


def critical_values(
    *,
    n: int,
    items: int = 1,
    categories: int = 5,
    statistic: str = "rwg_j",
    null: str | Sequence[float] = "uniform",
    correlation: float = 0.0,
    alpha: float = 0.05,
    replicates: int = 10_000,
    rng: int | np.random.Generator = 1,
) -> CriticalValue:
    """The value an index of agreement passes with probability ``alpha`` if answers are random.

    Parameters
    ----------
    n : int
        Persons in the unit, at least 2.
    items : int
        Items of the scale.
    categories : int
        Answers of each item, 1 to ``categories``.
    statistic : {"rwg", "rwg_j", "r_star_wg_j", "average_deviation"}
        The variances of the first three are divided by that of the null in use.
    null : str or sequence of float
        Name of a null distribution (skewed ones for five categories), or the share of each
        category.
    correlation : float
        Between the normal scores behind the answers of a person to any two items, 0 to 1.
    alpha : float
        Between 0 and 1.
    replicates : int
        Simulated units.
    rng : int or numpy Generator
        Seed.

    Returns
    -------
    CriticalValue

    Notes
    -----
    Persons answer independently of each other from the null. For a single item this is the
    test of Dunlap et al.; for scales that of Cohen et al., whose point is that answers of a
    person to several items correlate, so that ``correlation`` should be that of the items at
    hand: with 0 the test is too easily passed. A passed test says that there is some
    agreement, not that there is enough to report a mean.

    References
    ----------
    Dunlap, Burke & Smith-Crowe (2003), Journal of Applied Psychology 88, 356-362; Cohen, Doveh
    & Nahum-Shani (2009), Organizational Research Methods 12, 148-164.

    Examples
    --------
    >>> found = critical_values(n=10, items=1, statistic="rwg", replicates=2000, rng=1)
    >>> 0.4 < found.value < 0.7
    True
    """
    choice("statistic", statistic, Statistic)
    shares = _shares(null, categories)
    _check(n, items, correlation, alpha, replicates)
    seed = int(rng.integers(0, 2**31)) if isinstance(rng, np.random.Generator) else int(rng)
    generator = np.random.default_rng(seed)
    index = _index(statistic, shares, items)
    size = max(1, BLOCK // (n * items))
    pieces = [
        index(_answers(generator, min(size, replicates - start), n, items, shares, correlation))
        for start in range(0, replicates, size)
    ]
    value, low, high = _quantile(np.concatenate(pieces), alpha, upper=statistic[0] == "r")
    return CriticalValue(statistic, value, low, high, n, items, categories, alpha, replicates, seed)


def _shares(null: str | Sequence[float], categories: int) -> Array:
    if not isinstance(null, str):
        shares = np.asarray(null, float)
        fits = shares.shape == (categories,) and np.all(shares >= 0) and shares.sum() > 0
        if not fits or np.count_nonzero(shares) < 2:
            expected = f"{categories} bagian / shares, >= 0"
            raise OptionError("E703", name="null", expected=expected, given=list(null))
        return np.asarray(shares / shares.sum())
    if null not in SHAPES:
        raise OptionError("E701", name="null", given=null, choices=", ".join(SHAPES))
    if null == "uniform":
        return np.full(categories, 1 / categories)
    if categories != 5:
        raise StatisticError("E830", shape=null, categories=categories, known="uniform")
    return np.array(PROPORTIONS[null])


def _check(n: int, items: int, correlation: float, alpha: float, replicates: int) -> None:
    rules = (
        ("n", n, n >= 2, ">= 2"),
        ("items", items, items >= 1, ">= 1"),
        ("correlation", correlation, 0 <= correlation < 1, "0 <= correlation < 1"),
        ("alpha", alpha, 0 < alpha < 1, "0 < alpha < 1"),
        ("replicates", replicates, replicates >= 100, ">= 100"),
    )
    for name, given, fits, expected in rules:
        if not fits:
            raise OptionError("E703", name=name, expected=expected, given=given)


def _answers(
    rng: np.random.Generator, units: int, n: int, items: int, shares: Array, correlation: float
) -> Array:
    """Answers (units, persons, items), by normal scores where items correlate."""
    answers = np.arange(1.0, len(shares) + 1)
    edges = np.cumsum(shares)[:-1]
    if correlation == 0:
        drawn = rng.random((units, n, items))
        return np.asarray(answers[np.searchsorted(edges, drawn, side="right")])
    from scipy.special import ndtr

    person = rng.standard_normal((units, n, 1)) * np.sqrt(correlation)
    score = person + rng.standard_normal((units, n, items)) * np.sqrt(1 - correlation)
    return np.asarray(answers[np.searchsorted(edges, ndtr(score), side="right")])


def _index(statistic: str, shares: Array, items: int) -> Callable[[Array], Array]:
    answers = np.arange(1.0, len(shares) + 1)
    expected = float(shares @ answers**2 - (shares @ answers) ** 2)

    def deviation(x: Array) -> Array:
        return np.asarray(np.abs(x - x.mean(axis=1, keepdims=True)).mean(axis=(1, 2)))

    def ratio(x: Array) -> Array:
        return np.asarray(x.var(axis=1, ddof=1).mean(axis=-1) / expected)

    if statistic == "average_deviation":
        return deviation
    if statistic == "r_star_wg_j":
        return lambda x: 1 - ratio(x)
    step = stepped_up(items if statistic == "rwg_j" else 1)
    return lambda x: np.maximum(step.g(ratio(x)), 0.0)


def _quantile(values: Array, alpha: float, *, upper: bool) -> tuple[float, float, float]:
    """The least extreme value that at most a share ``alpha`` reaches, and a range around it."""
    sign = 1.0 if upper else -1.0
    # Equal values differ by rounding; they are one value.
    found, counts = np.unique(np.round(sign * values, 12), return_counts=True)
    reached = np.cumsum(counts[::-1])[::-1] / len(values)
    miss = 1.96 * np.sqrt(alpha * (1 - alpha) / len(values))

    def at(share: float) -> float:
        passing = np.flatnonzero(reached <= share)
        return sign * float(found[passing[0]]) if len(passing) else np.nan

    ends = sorted((at(alpha - miss), at(alpha + miss)))
    return at(alpha), ends[0], ends[1]
