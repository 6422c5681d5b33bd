"""Finite populations of many units, unlike one another, with known truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.indices.about import area_words
from berakhlak_stats.simulate import Population, generate, profile_spec
from berakhlak_stats.simulate.spec import LISTS, ListSpec, PopulationSpec, UnitSpec
from berakhlak_stats.survey.survey import Survey

Floats = NDArray[np.float64]
Kind = Literal["as profiled", "apart", "near", "close", "alike"]
KINDS: tuple[Kind, ...] = ("as profiled", "apart", "near", "close", "alike")
MIX = {"near": 0.6, "close": 0.8, "alike": 1.0}
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


def population(seed: int, *, kind: Kind = "as profiled") -> Population:
    """About 17,000 persons in 500 units, after one of the profiles.

    ``kind`` sets how alike the vote profiles of the three lists are: "apart" deals half the
    words of the current list other words' log-weights, "near" and "close" move the other lists
    six and eight tenths of the way to the current one, "alike" gives all lists one and the same
    log-weights.
    """
    rng = np.random.default_rng([seed, 2022])
    spec = profile_spec(PROFILES[seed % len(PROFILES)])
    heads = rng.integers(*HEADCOUNT, UNITS)
    units = tuple(UnitSpec(f"unit {i:03d}", int(each)) for i, each in enumerate(heads))
    lists = dict(spec.lists)
    current = replace(lists["current"], utilities=_shifted(spec, rng))
    if kind == "apart":
        current = replace(current, utilities=_dealt(current.utilities, rng))
    lists["current"] = current
    for name in LISTS:
        if name != "current":
            lists[name] = replace(lists[name], utilities=_jittered(lists[name], rng))
    if kind in MIX:
        lists = {name: _moved(lists[name], current, MIX[kind]) for name in LISTS}
    return generate(replace(spec, units=units, lists=lists), seed=seed)


def _shifted(spec: PopulationSpec, rng: np.random.Generator) -> Floats:
    words = spec.instrument.list_index["current"].words
    shift = WORD_SHIFT * rng.standard_normal(len(words))
    for members in area_words(spec.instrument).values():
        shift[[words.index(word) for word in members]] += AREA_SHIFT * rng.standard_normal()
    return spec.lists["current"].utilities + shift


def _jittered(block: ListSpec, rng: np.random.Generator) -> Floats:
    return block.utilities + WORD_SHIFT * rng.standard_normal(len(block.utilities))


def _dealt(utilities: Floats, rng: np.random.Generator) -> Floats:
    out = utilities.copy()
    chosen = rng.choice(len(out), len(out) // 2, replace=False)
    out[chosen] = out[rng.permutation(chosen)]
    return out


def _moved(block: ListSpec, to: ListSpec, share: float) -> ListSpec:
    mixed = share * to.utilities + (1 - share) * block.utilities
    return replace(to if share == 1 else block, utilities=mixed)
