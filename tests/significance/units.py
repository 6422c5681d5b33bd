"""Small surveys of rated units, for ranks and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.surveys import codes

BASE = (-1, -1, 0, 1, 1)
"""Five answers around a mean, with a variance of 1."""


def rated(answers: Sequence[Sequence[int]], units: Sequence[str], high: int = 5) -> Survey:
    """Persons by items, with a column of units."""
    matrix = np.array(answers, np.int8)
    names = [f"i{j}" for j in range(matrix.shape[1])]
    return Survey(
        instrument=make_instrument(ratings=names, scale=(1, high)),
        n=len(matrix),
        ratings=matrix,
        columns={"unit": codes(units)},
        keys=make_keys([matrix], len(matrix)),
        smallest_group=5,
    )


def units_of(means: dict[str, int], times: int = 1) -> Survey:
    """Five answers, or a multiple, around the mean of each unit."""
    answers = [[mean + x] for mean in means.values() for x in BASE * times]
    return rated(answers, [unit for unit in means for _ in BASE * times])


def three_units() -> Survey:
    """On 0-100: scores 25, 75 and 50, with a variance of 625 per person."""
    return units_of({"a": 2, "b": 4, "c": 3})


def hidden_unit(times: int = 2) -> Survey:
    """Five units of ``times`` fives, one of four persons that is hidden, and one to shield it."""
    means = {"a": 2, "b": 4, "c": 3, "d": 2, "e": 4}
    answers = [[mean + x] for mean in means.values() for x in BASE * times]
    names = [unit for unit in means for _ in BASE * times]
    return rated([*answers, [1], [1], [2], [1]], [*names, *["few"] * 4])


def normal_units(seed: int, sizes: Iterable[int], tau: float) -> Survey:
    """Answers 1 to 99 about normal with deviation 10; units differ by ``10 tau``."""
    rng = np.random.default_rng(seed)
    answers, names = [], []
    for i, size in enumerate(sizes):
        mean = 50 + 10 * tau * rng.normal()
        drawn = np.clip(np.rint(rng.normal(mean, 10, size)), 1, 99)
        answers += [[int(x)] for x in drawn]
        names += [f"u{i:02d}"] * size
    return rated(answers, names, high=99)
