"""What the keys of several notebooks share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.present.verbs import Verb, verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Contrast, Estimates
    from berakhlak_stats.training.material import Material

VALUES = ("BP", "AK", "KO", "HA", "LO", "AD", "KL")


@cache
def scores(material: Material) -> Estimates:
    """The seven value scores and the implementation index of the trainee's survey."""
    from berakhlak_stats.indices import value_score

    return value_score(material.survey)


def row(result: Estimates, item: str) -> Any:
    """One row about everybody."""
    frame = result.to_frame()
    return frame[(frame["item"] == item) & (frame["group"] == "")].iloc[0]


def value_names(value: str) -> Bilingual:
    """The name of a value in both languages."""
    from berakhlak_stats.instrument import load_instrument

    names = {each.id: each.name for each in load_instrument("berakhlak-2022").values}
    return Bilingual(names[value].id, names[value].en)


def two_values(material: Material) -> tuple[str, str]:
    """Two values of the trainee's own, in an order of the trainee's own."""
    first, second = material.rng("two values").permutation(len(VALUES))[:2]
    return VALUES[first], VALUES[second]


@cache
def difference(material: Material) -> Contrast:
    """The second of two values less the first, over the same people."""
    from berakhlak_stats.estimates import contrast

    first, second = two_values(material)
    return contrast(scores(material), {"item": second}, {"item": first})


def gate(estimate: float, low: float, high: float, p_value: float) -> Verb:
    """What may be said of a difference."""
    return verb(estimate, low, high, p_value)
