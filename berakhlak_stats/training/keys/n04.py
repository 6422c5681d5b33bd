"""Samples, margins, weights and silence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from berakhlak_stats import weighting
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number


def people(material: Material) -> dict[str, Any]:
    """The size of a population."""
    return {"people": 10 * int(material.rng("people").integers(40, 1200))}


def krejcie_morgan(material: Material) -> int:
    """The sample size by Krejcie and Morgan."""
    return int(weighting.sample_size(people(material)["people"], rule="krejcie_morgan").n)


def slovin(material: Material) -> int:
    """The sample size by Slovin."""
    return int(weighting.sample_size(people(material)["people"], rule="slovin").n)


def unit(material: Material) -> dict[str, Any]:
    """A small unit of which a part answered."""
    rng = material.rng("unit")
    people = int(rng.integers(45, 160))
    return {"people": people, "n": int(people * rng.uniform(0.35, 0.8))}


def margin(material: Material) -> float:
    """Its margin of error in points."""
    found = unit(material)
    return 100 * weighting.margin_of_error(found["n"], found["people"])


def margin_endless(material: Material) -> float:
    """The margin without the finite population correction."""
    return 100 * weighting.margin_of_error(unit(material)["n"])


def census(material: Material) -> dict[str, Any]:
    """A census that not everybody answered."""
    rng = material.rng("census")
    asked = 1000 * int(rng.integers(700, 1600))
    return {"asked": asked, "rate": int(rng.integers(45, 70))}


def clusters(material: Material) -> dict[str, Any]:
    """People and a design effect."""
    rng = material.rng("clusters")
    return {"n": int(rng.integers(500, 3000)), "deff": Number(round(rng.uniform(1.5, 6), 1), 1)}


def effective(material: Material) -> float:
    """People, drawn one by one, who would tell as much."""
    found = clusters(material)
    return float(found["n"] / found["deff"].value)


@cache
def _implementation(material: Material, weighted: bool) -> float:
    from berakhlak_stats.indices import implementation

    survey = material.survey
    if not weighted:
        survey = replace(survey, weights=None, design=type(survey.design)())
    return float(implementation(survey).to_frame()["estimate"].iloc[0])


def weighted(material: Material) -> float:
    """The implementation index with the weights of the survey."""
    return _implementation(material, True)


def unweighted(material: Material) -> float:
    """The same without them."""
    return _implementation(material, False)
