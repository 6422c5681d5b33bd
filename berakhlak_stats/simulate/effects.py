"""Random effects of agencies and units, and fixed effects of categories, on the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.simulate.spec import LIMITING, PopulationSpec
from berakhlak_stats.survey.survey import Codes

Float = NDArray[np.float64]


@dataclass(frozen=True)
class WordGroups:
    """Which words of a list belong together.

    ``membership`` has one row per value, then the limiting words, then all others.
    """

    membership: Float
    values: tuple[str, ...]

    @property
    def limiting(self) -> Float:
        """1 for limiting words, shape (words,)."""
        row: Float = self.membership[len(self.values)]
        return row


def word_groups(instrument: Instrument, list_id: str) -> WordGroups:
    """Sort the words of a list by value, limiting and other."""
    words = [instrument.word_index[word] for word in instrument.list_index[list_id].words]
    values = tuple(value.id for value in instrument.values)
    rows = [[word.value == value for word in words] for value in values]
    limiting = [word.polarity == "limiting" for word in words]
    other = [word.value is None and word.polarity != "limiting" for word in words]
    return WordGroups(np.array([*rows, limiting, other], dtype=float), values)


def unit_effects(spec: PopulationSpec, list_id: str, rng: np.random.Generator) -> Float:
    """Draw the shift of every word in every unit, shape (units, words)."""
    groups = word_groups(spec.instrument, list_id)
    rows, words = groups.membership.shape
    agencies = sorted({unit.agency for unit in spec.units})
    of_unit = np.array([agencies.index(unit.agency) for unit in spec.units])
    agency = spec.agency_sd * rng.standard_normal((len(agencies), rows))
    agency[:, : len(groups.values)] += spec.agency_level_sd * rng.standard_normal(
        (len(agencies), 1)
    )
    unit = spec.unit_sd * rng.standard_normal((len(spec.units), rows))
    unit[:, len(groups.values)] += spec.unit_negativity_sd * rng.standard_normal(len(spec.units))
    word = spec.word_sd * rng.standard_normal((len(spec.units), words))
    shift: Float = (agency[of_unit] + unit) @ groups.membership + word
    return shift


def category_effects(
    spec: PopulationSpec, list_id: str, columns: Mapping[str, Codes]
) -> dict[str, Float]:
    """The shift of every word for every category of the columns that have effects.

    Shape (categories, words) per column.
    """
    groups = word_groups(spec.instrument, list_id)
    words = spec.instrument.list_index[list_id].words
    tables: dict[str, Float] = {}
    for effect in spec.effects:
        if list_id not in effect.lists:
            continue
        labels = columns[effect.column].labels
        table = tables.setdefault(effect.column, np.zeros((len(labels), len(words))))
        table[labels.index(effect.category)] += effect.shift * _target(effect.target, groups, words)
    return tables


def _target(target: str, groups: WordGroups, words: tuple[str, ...]) -> Float:
    if target == LIMITING:
        return groups.limiting
    if target in groups.values:
        row: Float = groups.membership[groups.values.index(target)]
        return row
    return np.array([word == target for word in words], dtype=float)
