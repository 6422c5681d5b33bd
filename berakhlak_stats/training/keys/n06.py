"""Agreement within units, and careless answering."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from berakhlak_stats import agreement, quality
from berakhlak_stats.training.keys.common import VALUES, value_names
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number


def _value(material: Material) -> str:
    return VALUES[int(material.rng("value").integers(len(VALUES)))]


def scale(material: Material) -> dict[str, Any]:
    """The value whose items are looked at."""
    return {"scale": value_names(_value(material)), "code": _value(material)}


@cache
def icc1(material: Material) -> float:
    """The share of variance between units."""
    found = agreement.icc1(material.survey, by="unit", items=_value(material))
    return float(found.to_frame()["estimate"].iloc[0])


@cache
def _units(material: Material) -> Any:
    item = f"{_value(material)}1"
    frame = agreement.rwg(material.survey, by="unit", items=[item]).to_frame()
    return frame[(frame["group"] != "") & ~frame["suppressed"] & (frame["n"] >= 20)]


def unit(material: Material) -> dict[str, Any]:
    """One of the larger units, and an item."""
    frame = _units(material)
    place = int(material.rng("unit").integers(len(frame)))
    return {"unit": str(frame["group"].iloc[place]), "item": f"{_value(material)}1"}


def rwg(material: Material) -> float:
    """Agreement in that unit."""
    frame = _units(material).set_index("group")
    return float(frame.loc[unit(material)["unit"], "estimate"])


def spread(material: Material) -> float:
    """The part that is missing to full agreement."""
    return 1 - rwg(material)


def means(material: Material) -> dict[str, Any]:
    """An intraclass correlation and a size of units."""
    rng = material.rng("means")
    icc = Number(round(float(rng.uniform(0.03, 0.15)), 2), 2)
    return {"icc": icc, "k": int(rng.integers(8, 40))}


def icc2(material: Material) -> float:
    """The reliability of the mean of a unit of that size."""
    found = means(material)
    k, icc = found["k"], found["icc"].value
    return float(k * icc / (1 + (k - 1) * icc))


def icc_of_persons(material: Material) -> float:
    """The intraclass correlation itself."""
    return float(means(material)["icc"].value)


@cache
def straight(material: Material) -> int:
    """People with one answer to every question."""
    items = len(material.survey.instrument.ratings)
    found = quality.longstring(material.survey).values
    return int(np.sum(found >= items))


@cache
def long_runs(material: Material) -> int:
    """People whom the default rule flags."""
    return int(quality.longstring(material.survey).flagged.sum())
