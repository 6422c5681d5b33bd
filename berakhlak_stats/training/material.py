"""The data of one set of exercises, made from a trainee's seed and from nothing else."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.training.identity import seed_of

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

_LIKE = "kapuas-2022"
_RATED = "rating-2022"
_PICKED = ("00", "03", "07", "08", "09", "90")
LEAST, SPAN = 380, 160
"""Respondents of a trainee's survey: at least, and how many more there may be."""
STRAIGHT_ANSWER = 4


class Material:
    """What one trainee gets for one notebook; the same seed gives the same answers."""

    def __init__(self, salt: str, plain: str, number: str) -> None:
        self.number = number
        self._salt, self._plain = salt, plain

    def seed(self, purpose: str) -> int:
        """A seed of this trainee, this notebook and this purpose."""
        return seed_of(self._salt, self._plain, f"{self.number} {purpose}")

    def rng(self, purpose: str) -> np.random.Generator:
        """A generator of its own for each purpose: one draw never moves another."""
        return np.random.default_rng(self.seed(purpose))

    @cached_property
    def survey(self) -> Survey:
        """The simulated survey of this set (E907 where the set has none)."""
        if self.number in _PICKED:
            return self.simulated(_LIKE)
        if self.number in _MADE:
            return _MADE[self.number](self)
        raise make_error("E907", given=self.number, what_id="survei untuk", what_en="survey")

    def simulated(self, like: str) -> Survey:
        """A survey of this trainee's size, like a published one."""
        from berakhlak_stats.simulate import simulate

        n = LEAST + int(self.rng("size").integers(SPAN))
        return simulate(like, seed=self.seed("survey") % 2**31, n=n)

    @cached_property
    def reversed_item(self) -> tuple[str, str]:
        """The scale and the item of notebook 05 that was asked the wrong way round."""
        instrument = self.simulated(_RATED).instrument
        items = [(item.scale, item.id) for item in instrument.ratings]
        scale, item = items[int(self.rng("reversed").integers(len(items)))]
        return str(scale), item


def _weighted(material: Material) -> Survey:
    """A survey in which small units were asked more often, with the weights that mend it."""
    from berakhlak_stats.simulate import draw, simulate_population

    population = simulate_population(_LIKE, seed=material.seed("population") % 2**31)
    unit = population.census.column("unit")
    people = np.bincount(unit.codes, minlength=len(unit.labels))
    rng = material.rng("asked")
    asked = np.minimum(people, rng.integers(25, 45, len(people)))
    counts = dict(zip(unit.labels, asked.tolist(), strict=True))
    return draw(population, n=counts, method="stratified", rng=rng)


def _one_reversed(material: Material) -> Survey:
    """Ratings of which one item was asked the wrong way round, without a word in the file."""
    from dataclasses import replace

    made = material.simulated(_RATED)
    _, item = material.reversed_item
    place = [each.id for each in made.instrument.ratings].index(item)
    ratings = made.ratings.copy()
    column = ratings[:, place]
    scale = made.instrument.scale
    low, high = (1, 5) if scale is None else (int(scale.low), int(scale.high))
    column[column > 0] = low + high - column[column > 0]
    return replace(made, ratings=ratings)


def _some_straight(material: Material) -> Survey:
    """Ratings in which some people ticked one answer from top to bottom."""
    from dataclasses import replace

    made = material.simulated(_RATED)
    rng = material.rng("straight")
    rows = rng.choice(made.n, size=int(rng.integers(9, 26)), replace=False)
    ratings = made.ratings.copy()
    ratings[rows] = rng.integers(2, STRAIGHT_ANSWER + 1, (len(rows), 1))
    return replace(made, ratings=ratings)


_MADE = {"04": _weighted, "05": _one_reversed, "06": _some_straight}
