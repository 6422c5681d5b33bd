"""The instrument: coding by hand, an index on paper, bands."""

from __future__ import annotations

from functools import cache
from typing import Any

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.instrument import band_of, load_instrument
from berakhlak_stats.training.keys.common import VALUES
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number

PEOPLE = 20
_EDGES = (24.93, 24.96, 49.94, 49.97, 74.93, 74.96, 50.04, 75.02)


@cache
def _picked(material: Material) -> tuple[Any, ...]:
    """Ten words of somebody made up: some of values, some limiting, the rest neither."""
    words = load_instrument("berakhlak-2022").words
    rng = material.rng("ten words")
    kinds = {
        "value": [word for word in words if word.value],
        "limiting": [word for word in words if word.polarity == "limiting"],
        "other": [word for word in words if not word.value and word.polarity == "positive"],
    }
    of_values, limiting = int(rng.integers(4, 8)), int(rng.integers(1, 4))
    counts = {"value": of_values, "limiting": limiting, "other": 10 - of_values - limiting}
    drawn = [
        kinds[kind][place]
        for kind, count in counts.items()
        for place in rng.permutation(len(kinds[kind]))[:count]
    ]
    return tuple(drawn[place] for place in rng.permutation(10))


def words(material: Material) -> dict[str, Any]:
    """The ten words as the person picked them."""
    picked = _picked(material)
    return {
        "words": Bilingual(
            "; ".join(word.label.id for word in picked), "; ".join(word.label.en for word in picked)
        )
    }


def values_reached(material: Material) -> int:
    """Of how many of the seven values the person picked a word."""
    return len({word.value for word in _picked(material) if word.value})


def value_words(material: Material) -> int:
    """How many of the words belong to a value at all."""
    return sum(bool(word.value) for word in _picked(material))


def limiting(material: Material) -> int:
    """How many of the words are limiting."""
    return sum(word.polarity == "limiting" for word in _picked(material))


def counts(material: Material) -> dict[str, Any]:
    """How many of twenty people picked a word of each value."""
    return {"people": PEOPLE} | dict(
        zip(VALUES, material.rng("paper").integers(6, PEOPLE, len(VALUES)).tolist(), strict=True)
    )


def on_paper(material: Material) -> float:
    """The implementation index of the twenty people."""
    found = counts(material)
    return float(sum(100 * found[value] / PEOPLE for value in VALUES) / len(VALUES))


def mean_count(material: Material) -> float:
    """The mean of the counts, not yet on 0-100."""
    return on_paper(material) * PEOPLE / 100


def votes(material: Material) -> dict[str, Any]:
    """People, and how many of their votes went to limiting words."""
    rng = material.rng("votes")
    people = int(rng.integers(40, 90))
    return {"people": people, "limiting": int(people * rng.uniform(0.4, 1.4))}


def energy(material: Material) -> float:
    """Positive energy of those votes."""
    found = votes(material)
    return float(100 * (1 - found["limiting"] / (10 * found["people"])))


def energy_by_people(material: Material) -> float:
    """The wrong denominator."""
    found = votes(material)
    return float(100 * (1 - found["limiting"] / found["people"]))


def edge(material: Material) -> dict[str, Any]:
    """A score next to the edge of a band."""
    return {"score": Number(_EDGES[int(material.rng("edge").integers(len(_EDGES)))], 2)}


def band(material: Material) -> str:
    """Its band."""
    return str(band_of(edge(material)["score"].value, load_instrument("berakhlak-2022").bands).code)


def raw_band(material: Material) -> str:
    """The band that the number before rounding would fall in."""
    score = edge(material)["score"].value
    bands = load_instrument("berakhlak-2022").bands
    return next(band.code for band in bands if score >= band.low)
