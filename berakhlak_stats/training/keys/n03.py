"""Six indices with their uncertainty."""

from __future__ import annotations

from functools import cache
from typing import Any

from berakhlak_stats.training.keys.common import (
    difference,
    gate,
    row,
    scores,
    two_values,
    value_names,
)
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number


def implementation(material: Material) -> float:
    """The estimate."""
    return float(row(scores(material), "implementation")["estimate"])


def lower_end(material: Material) -> float:
    """The lower end of its interval."""
    return float(row(scores(material), "implementation")["conf_low"])


@cache
def _energy(material: Material) -> Any:
    from berakhlak_stats.indices import positive_energy

    return positive_energy(material.survey).to_frame().iloc[0]


def energy_error(material: Material) -> float:
    """The standard error of positive energy, over people."""
    return float(_energy(material)["std_error"])


def energy_error_votes(material: Material) -> float:
    """The same as though every vote were a person."""
    share = _energy(material)["estimate"] / 100
    return float(100 * (share * (1 - share) / (10 * material.survey.n)) ** 0.5)


def pair(material: Material) -> dict[str, Any]:
    """Two values and their scores."""
    first, second = two_values(material)
    named = {"first": first, "second": second}
    facts: dict[str, Any] = {key: value_names(value) for key, value in named.items()}
    for key, value in named.items():
        found = row(scores(material), value)
        facts[f"{key}_low"] = Number(float(found["conf_low"]))
        facts[f"{key}_high"] = Number(float(found["conf_high"]))
    return facts


def second_less_first(material: Material) -> float:
    """The difference of the two values."""
    return difference(material).estimate


def first_less_second(material: Material) -> float:
    """The same, taken the wrong way round."""
    return -difference(material).estimate


def verdict(material: Material) -> str:
    """What may be said of it; every verdict but three shows as something between."""
    found = difference(material)
    said = gate(found.estimate, found.conf_low, found.conf_high, found.p_value)
    return said if said in ("higher", "lower", "cannot_tell") else "between"


def promise(material: Material) -> dict[str, Any]:
    """Surveys and a level of confidence."""
    rng = material.rng("promise")
    surveys = 100 * int(rng.integers(2, 12))
    return {"surveys": surveys, "level": int(rng.choice([80, 90, 95]))}


def misses(material: Material) -> float:
    """Intervals that are expected to miss."""
    found = promise(material)
    return float(found["surveys"] * (100 - found["level"]) / 100)


def hits(material: Material) -> float:
    """Intervals that are expected to hold the truth."""
    return float(promise(material)["surveys"] - misses(material))
