"""A worked case: from figures to sentences one could sign."""

from __future__ import annotations

from functools import cache
from typing import Any

from berakhlak_stats.instrument import band_of, load_instrument
from berakhlak_stats.training.keys.common import VALUES, row, scores, value_names
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number

_NAMED = ("AK", "AD", "AK", "KL")
"""Values about which an article may speak; the one near an edge comes up more often."""


def answered(material: Material) -> dict[str, Any]:
    """People who answered, of how many."""
    n = material.survey.n
    return {"n": n, "people": int(n * material.rng("people").uniform(3, 9))}


def response_rate(material: Material) -> float:
    """The percentage who answered."""
    found = answered(material)
    return float(100 * found["n"] / found["people"])


def silent_rate(material: Material) -> float:
    """The percentage who did not."""
    return 100 - response_rate(material)


def _value(material: Material) -> str:
    return _NAMED[int(material.rng("value").integers(len(_NAMED)))]


def value(material: Material) -> dict[str, Any]:
    """The value the article speaks of, and its score."""
    code = _value(material)
    score = float(row(scores(material), code)["estimate"])
    return {"value": value_names(code), "score": Number(score)}


def _codes(material: Material, item: str, *columns: str) -> str:
    """The bands of some columns of one row, in their order and each once."""
    found, bands = row(scores(material), item), load_instrument("berakhlak-2022").bands
    return "".join(sorted({band_of(float(found[name]), bands).code for name in columns}))


def bands(material: Material) -> str:
    """Which bands the interval of that value reaches."""
    return _codes(material, _value(material), "conf_low", "conf_high")


@cache
def surely_fair(material: Material) -> int:
    """How many of the seven values lie in band B with their whole interval."""
    return sum(_codes(material, each, "conf_low", "conf_high") == "B" for each in VALUES)


@cache
def fair_by_score(material: Material) -> int:
    """The same by the bare scores."""
    return sum(_codes(material, each, "estimate") == "B" for each in VALUES)


def index(material: Material) -> dict[str, Any]:
    """The implementation index with its interval, and of how many people."""
    found = row(scores(material), "implementation")
    names = {"score": "estimate", "low": "conf_low", "high": "conf_high"}
    return answered(material) | {key: Number(float(found[each])) for key, each in names.items()}


def signed(material: Material) -> list[Number]:
    """The numbers that a sentence one could sign must hold."""
    found = index(material)
    return [found[name] for name in ("score", "low", "high")]
