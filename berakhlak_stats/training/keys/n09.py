"""Writing findings: what the verb gate allows."""

from __future__ import annotations

from typing import Any

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.instrument import band_of, load_instrument
from berakhlak_stats.training.keys.common import gate
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number, toml

SHOWN = 8
_CASES = (
    # estimate, half-width of the interval, adjusted p: one case for each verdict of the gate
    (3.4, 1.9, 0.002),
    (-2.8, 1.6, 0.004),
    (0.5, 0.3, 0.006),
    (0.2, 0.6, 0.510),
    (1.3, 2.4, 0.290),
    (0.8, 0.6, 0.012),
)


def case(material: Material) -> dict[str, Any]:
    """A tested difference."""
    rng = material.rng("case")
    estimate, half, p = _CASES[int(rng.integers(len(_CASES)))]
    low, high = estimate - half, estimate + half
    return {
        "estimate": Number(estimate, 1, signed=True),
        "low": Number(low, 1, signed=True),
        "high": Number(high, 1, signed=True),
        "p": Number(p, 3),
    }


def verdict(material: Material) -> str:
    """What may be said of it."""
    found = case(material)
    return gate(*(found[name].value for name in ("estimate", "low", "high", "p")))


def score(material: Material) -> dict[str, Any]:
    """A score with an interval, over an edge or not."""
    rng = material.rng("score")
    value = float(rng.choice([74.2, 75.6, 76.1, 71.0, 79.5]))
    half = float(rng.choice([1.2, 2.6, 3.1]))
    return {"score": Number(value), "low": Number(value - half), "high": Number(value + half)}


def bands(material: Material) -> str:
    """Which bands the interval reaches."""
    found, known = score(material), load_instrument("berakhlak-2022").bands
    codes = {band_of(found[end].value, known).code for end in ("low", "high")}
    return "".join(sorted(codes))


def repair(material: Material) -> list[Number]:
    """The numbers that a repaired sentence must still name."""
    found = years(material)
    return [found["before"], found["after"]]


def years(material: Material) -> dict[str, Any]:
    """Two years' scores, without interval or test."""
    rng = material.rng("years")
    before = round(float(rng.uniform(58, 66)), 1)
    after = round(before + float(rng.choice([0.2, 0.3, 0.4])), 1)
    return {"before": Number(before), "after": Number(after)}


def _drawn(material: Material) -> list[dict[str, Any]]:
    pool = toml("sentences.toml")["sentence"]
    return [pool[place] for place in material.rng("sentences").permutation(len(pool))[:SHOWN]]


def sentences(material: Material) -> dict[str, Any]:
    """Eight sentences of reports, numbered."""
    drawn = _drawn(material)
    lines = {
        lang: "\n".join(f"{place}. {each[lang]}" for place, each in enumerate(drawn, 1))
        for lang in ("id", "en")
    }
    return {"sentences": Bilingual(lines["id"], lines["en"])}


def allowed(material: Material) -> int:
    """How many of them are allowed."""
    return sum(each["allowed"] for each in _drawn(material))


def every(material: Material) -> int:
    """All of them."""
    return SHOWN
