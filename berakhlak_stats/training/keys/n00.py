"""Start here."""

from __future__ import annotations

from functools import cache

from berakhlak_stats.training.keys.common import row, scores
from berakhlak_stats.training.material import Material


def implementation(material: Material) -> float:
    """The implementation index."""
    return float(row(scores(material), "implementation")["estimate"])


@cache
def total(material: Material) -> float:
    """The index of the whole culture."""
    from berakhlak_stats.indices import culture_health

    return float(culture_health(material.survey, replicates=50).to_frame()["estimate"].iloc[0])


def width(material: Material) -> float:
    """From the lower end of the interval of the index to the upper."""
    found = row(scores(material), "implementation")
    return float(found["conf_high"] - found["conf_low"])


def margin(material: Material) -> float:
    """From the index to one end of its interval."""
    return width(material) / 2
