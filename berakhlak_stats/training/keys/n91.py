"""Validation: oracles, digits that agree, and checks that fail."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.present import formats
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number

_PLACES = 5
_NEAR = (-0.0042, -0.0031, -0.0017, 0.0012, 0.0028, 0.0044)
_SLIGHTLY_OFF = (-0.0088, -0.0061, 0.0058, 0.0093)
_OFF = (-0.0310, 0.0240)
"""What ours may be away from two printed decimals: rounding hides it, hardly, or never."""
_LARGE, _SMALL = (900, 4000), (14, 50)


def certified(material: Material) -> dict[str, Any]:
    """A certified value and what a program makes of it."""
    rng = material.rng("certified")
    value = round(float(rng.uniform(150, 9000)), _PLACES)
    error = float(rng.choice([-1, 1])) * 10 ** -float(rng.uniform(3, 6))
    ours = round(value * (1 + error), _PLACES)
    return {"certified": Number(value, _PLACES), "ours": Number(ours, _PLACES)}


def _difference(material: Material) -> tuple[float, float]:
    found = certified(material)
    return abs(found["ours"].value - found["certified"].value), found["certified"].value


def digits(material: Material) -> float:
    """The logarithm of the relative error, turned: digits that agree (McCullough 1998)."""
    difference, value = _difference(material)
    return -math.log10(difference / value)


def decimals(material: Material) -> float:
    """The same of the plain difference, which depends on the unit."""
    return -math.log10(_difference(material)[0])


def power(material: Material) -> float:
    """The right size with the sign forgotten."""
    return -digits(material)


def _pairs(material: Material) -> list[tuple[float, float]]:
    rng = material.rng("pairs")
    near = int(rng.integers(2, 5))
    away = [*rng.choice(_NEAR, near, replace=False), *rng.choice(_SLIGHTLY_OFF, 5 - near)]
    away.append(rng.choice(_OFF))
    printed = [round(float(each), 2) for each in rng.uniform(0.11, 0.89, len(away))]
    return [(printed[i], round(printed[i] + float(away[i]), 4)) for i in rng.permutation(len(away))]


def pairs(material: Material) -> dict[str, Any]:
    """Printed numbers beside ours, one pair a line."""
    heads = {"id": ("tercetak", "hitungan"), "en": ("printed", "ours")}
    lines = {
        lang: "\n".join(
            f"{head[0]} {formats.number(printed, lang, decimals=2)} · "
            f"{head[1]} {formats.number(ours, lang, decimals=4)}"
            for printed, ours in _pairs(material)
        )
        for lang, head in heads.items()
    }
    return {"pairs": Bilingual(lines["id"], lines["en"])}


def agreeing(material: Material) -> int:
    """Pairs in which ours, rounded, is the printed number."""
    return sum(abs(ours - printed) < 0.005 for printed, ours in _pairs(material))


def agreeing_cut(material: Material) -> int:
    """Pairs that agree where decimals are cut off."""
    return sum(math.floor(ours * 100) == round(printed * 100) for printed, ours in _pairs(material))


def agreeing_nearly(material: Material) -> int:
    """Pairs less than a unit of the last place apart."""
    return sum(abs(ours - printed) < 0.01 for printed, ours in _pairs(material))


def failed(material: Material) -> dict[str, Any]:
    """A check that fails among many that pass."""
    rng = material.rng("failed")
    value = round(float(rng.uniform(0.4, 0.9)), 4)
    away = float(rng.choice([-1, 1])) * float(rng.uniform(0.0008, 0.004))
    return {
        "checks": int(rng.integers(30, 60)),
        "printed": Number(value, 4),
        "ours": Number(round(value + away, 4), 4),
    }


def _margin(n: int, people: int, *, less: int) -> float:
    """In points, for one half; ``less`` is what the divisor takes from the population."""
    return 196 * math.sqrt(0.25 / n * (people - n) / (people - less))


def _told_apart(n: int, people: int) -> bool:
    return round(_margin(n, people, less=1)) != round(_margin(n, people, less=0))


@cache
def _cases(material: Material) -> tuple[tuple[int, int], ...]:
    """Answers and people; only the first case tells the two divisors apart."""
    rng = material.rng("cases")
    found: list[tuple[int, int]] = []
    while len(found) < 4:
        people = int(rng.integers(*(_LARGE if len(found) in (1, 2) else _SMALL)))
        case = (int(rng.integers(people // 4, people // 2)), people)
        if case not in found and _told_apart(*case) is not bool(found):
            found.append(case)
    return tuple(found)


def cases(material: Material) -> list[tuple[str, Bilingual]]:
    """The cases to choose from."""
    words = {"id": "{n} dari {people} orang", "en": "{n} of {people} people"}
    made = []
    for place, (n, people) in enumerate(_cases(material)):
        shown = {
            lang: text.format(n=formats.integer(n, lang), people=formats.integer(people, lang))
            for lang, text in words.items()
        }
        made.append((f"case{place}", Bilingual(shown["id"], shown["en"])))
    return made


def telling_case(material: Material) -> str:
    """The case that tells them apart."""
    return "case0"


def largest_case(material: Material) -> str:
    """The case with most people, in which both are the same."""
    people = [each[1] for each in _cases(material)]
    return f"case{people.index(max(people))}"
