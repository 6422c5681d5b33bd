"""Reliability."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from berakhlak_stats.association.items import scales_of
from berakhlak_stats.errors import Bilingual
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number


def _alpha(material: Material, scale: str, *, turned: str = "") -> float:
    from berakhlak_stats.reliability import cronbach_alpha

    survey = material.survey
    items = scales_of(survey.instrument)[scale]
    if turned:
        ratings = tuple(
            replace(each, reversed=each.id == turned) for each in survey.instrument.ratings
        )
        survey = replace(survey, instrument=replace(survey.instrument, ratings=ratings))
    return float(cronbach_alpha(survey, items=items).to_frame()["estimate"].iloc[0])


def _names(material: Material, scale: str) -> Bilingual:
    values = {each.id: each.name for each in material.survey.instrument.values}
    return Bilingual(values[scale].id, values[scale].en)


def _sound(material: Material) -> str:
    """A scale that has nothing to do with the item in question."""
    scales = list(scales_of(material.survey.instrument))
    return scales[(scales.index(material.reversed_item[0]) + 2) % len(scales)]


def sound_scale(material: Material) -> dict[str, Any]:
    """Its name and its items."""
    return _described(material, _sound(material))


def odd_scale(material: Material) -> dict[str, Any]:
    """The scale with the item that was asked the wrong way round."""
    return _described(material, material.reversed_item[0])


def _described(material: Material, scale: str) -> dict[str, Any]:
    items = scales_of(material.survey.instrument)[scale]
    return {"scale": _names(material, scale), "items": ", ".join(items)}


@cache
def alpha(material: Material) -> float:
    """Alpha of the sound scale."""
    return _alpha(material, _sound(material))


def odd_items(material: Material) -> list[tuple[str, Bilingual]]:
    """The items of the odd scale, to choose from."""
    items = scales_of(material.survey.instrument)[material.reversed_item[0]]
    return [(item, Bilingual(item, item)) for item in items]


def odd_item(material: Material) -> str:
    """The item whose absence lifts alpha most, as the package finds it."""
    from berakhlak_stats.reliability import cronbach_alpha

    items = scales_of(material.survey.instrument)[material.reversed_item[0]]
    frame = cronbach_alpha(material.survey, items=items, deleted=True).to_frame()
    without = frame.set_index("item")["estimate"]
    return max(items, key=lambda item: float(without[f"{item}:without"]))


@cache
def alpha_turned(material: Material) -> float:
    """Alpha once the item's direction is declared."""
    scale, item = material.reversed_item
    return _alpha(material, scale, turned=item)


@cache
def alpha_as_given(material: Material) -> float:
    """Alpha as the file stands."""
    return _alpha(material, material.reversed_item[0])


def halves(material: Material) -> dict[str, Any]:
    """A correlation of two halves."""
    return {"r": Number(round(float(material.rng("halves").uniform(0.45, 0.85)), 2), 2)}


def full_length(material: Material) -> float:
    """What it means for the full score (Spearman and Brown)."""
    r = halves(material)["r"].value
    return float(2 * r / (1 + r))


def half_length(material: Material) -> float:
    """The correlation itself."""
    return float(halves(material)["r"].value)
