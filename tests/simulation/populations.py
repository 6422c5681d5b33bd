"""Finite populations of many units, unlike one another, with known truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from berakhlak_stats.indices.about import area_words
from berakhlak_stats.simulate import Population, generate, profile_spec
from berakhlak_stats.simulate.spec import LISTS, PopulationSpec, UnitSpec
from berakhlak_stats.survey.survey import Survey

PROFILES = ("kapuas-2022", "kalteng-2022", "kemendikbudristek-2022")
UNITS = 500
HEADCOUNT = (10, 60)
# Shifts of areas and words move the tenth place about, so that balance differs between
# populations and ties at the tenth place are near in some and far in others.
AREA_SHIFT, WORD_SHIFT = 0.5, 0.25


@dataclass(frozen=True)
class Sampling:
    """Simple random sampling of ``size`` persons, or of ``size`` whole units."""

    method: str
    size: int

    def __str__(self) -> str:
        return f"{self.size} {self.method}"

    def draw(self, population: Population, rng: np.random.Generator) -> Survey:
        """One sample, with its design."""
        census = population.census
        unit = census.column("unit")
        if self.method == "persons":
            rows = np.sort(rng.choice(census.n, self.size, replace=False))
            return census.take(rows).with_design(population=census.n)
        chosen = rng.choice(len(unit.labels), self.size, replace=False)
        rows = np.flatnonzero(np.isin(unit.codes, chosen))
        return census.take(rows).with_design(psu="unit", population=len(unit.labels))


DESIGNS = tuple(
    [Sampling("persons", n) for n in (30, 100, 300, 1000, 2000)]
    + [Sampling("units", m) for m in (10, 30, 60)]
)


def population(seed: int, *, alike: float | None = None) -> Population:
    """About 17,000 persons in 500 units, after one of the profiles.

    ``alike`` mixes the log-weights of the current list into the two others: 0 leaves them
    apart, 1 makes the three lists follow one and the same profile.
    """
    rng = np.random.default_rng([seed, 2022])
    spec = profile_spec(PROFILES[seed % len(PROFILES)])
    heads = rng.integers(*HEADCOUNT, UNITS)
    units = tuple(UnitSpec(f"unit {i:03d}", int(each)) for i, each in enumerate(heads))
    lists = _shifted(spec, rng)
    if alike is not None:
        lists = _mixed(lists, alike)
    return generate(replace(spec, units=units, lists=lists), seed=seed)


def _shifted(spec: PopulationSpec, rng: np.random.Generator) -> dict[str, object]:
    words = spec.instrument.list_index["current"].words
    shift = WORD_SHIFT * rng.standard_normal(len(words))
    for members in area_words(spec.instrument).values():
        shift[[words.index(word) for word in members]] += AREA_SHIFT * rng.standard_normal()
    lists = dict(spec.lists)
    lists["current"] = replace(lists["current"], utilities=lists["current"].utilities + shift)
    return lists


def _mixed(lists: Mapping[str, object], alike: float) -> dict[str, object]:
    current = lists["current"]
    out = {}
    for name in LISTS:
        mixed = alike * current.utilities + (1 - alike) * lists[name].utilities
        same = (
            replace(current, utilities=mixed)
            if alike == 1
            else replace(lists[name], utilities=mixed)
        )
        out[name] = same
    return out
