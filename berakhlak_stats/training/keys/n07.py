"""Significance."""

from __future__ import annotations

from functools import cache
from typing import Any

from berakhlak_stats.training.keys.common import gate
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number

FIRST, SECOND = "Perempuan", "Laki-laki"


@cache
def _compared(material: Material) -> tuple[Any, Any]:
    from berakhlak_stats.indices import implementation
    from berakhlak_stats.significance import compare

    by_sex = implementation(material.survey, by="sex")
    scores = by_sex.to_frame().set_index("group")["estimate"]
    return scores, compare(by_sex, against="pairs").to_frame().iloc[0]


def women_less_men(material: Material) -> float:
    """The difference of the implementation index."""
    scores, _ = _compared(material)
    return float(scores[FIRST] - scores[SECOND])


def men_less_women(material: Material) -> float:
    """The wrong way round."""
    return -women_less_men(material)


def verdict(material: Material) -> str:
    """What may be said of women as against men."""
    _, found = _compared(material)
    sign = 1 if found["group"] == FIRST else -1
    low, high = sorted((sign * found["conf_low"], sign * found["conf_high"]))
    said = gate(sign * found["estimate"], low, high, found["p_adjusted"])
    return said if said in ("higher", "lower", "cannot_tell") else "between"


def agencies(material: Material) -> dict[str, Any]:
    """Agencies without any difference between them."""
    return {"agencies": 20 * int(material.rng("agencies").integers(12, 32))}


def false_stars(material: Material) -> float:
    """Stars to expect at five percent."""
    return float(agencies(material)["agencies"] / 20)


def nobody(material: Material) -> float:
    """No star at all."""
    return 0.0


def family(material: Material) -> dict[str, Any]:
    """The smallest p of a family of tests."""
    rng = material.rng("family")
    p = round(float(rng.uniform(0.001, 0.009)), 3)
    return {"p": Number(p, 3), "tests": int(rng.integers(8, 24))}


def holm(material: Material) -> float:
    """The smallest p by Holm."""
    from berakhlak_stats.inference.multiplicity import adjust_p_values

    found = family(material)
    others = [0.5] * (found["tests"] - 1)
    return float(adjust_p_values([found["p"].value, *others], "holm")[0])


def alone(material: Material) -> float:
    """The same p by itself."""
    return float(family(material)["p"].value)
