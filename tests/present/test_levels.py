"""One table of scales: what is printed, drawn, told and exported has the same decimals."""

from __future__ import annotations

import pytest

from berakhlak_stats.estimates.glossary import REQUIRED
from berakhlak_stats.present.levels import PERCENT_LEVELS, SHARE_LEVELS, Scale, scale_of
from berakhlak_stats.report.exports import decimals_of


@pytest.mark.parametrize(
    ("level", "factor", "decimals", "unit"),
    [
        ("index", 1, 1, ""),
        ("value", 1, 1, ""),
        ("word", 100, 1, "%"),
        ("stage", 100, 1, "%"),
        ("entropy", 1, 1, "%"),
        ("rank", 1, 0, ""),
        ("matches", 1, 0, ""),
        ("coefficient", 1, 2, ""),
        ("pair", 1, 2, ""),
        ("surface", 1, 2, ""),
        ("performance", 1, 2, ""),
        ("ratio", 1, 1, ""),
        ("distance", 1, 1, ""),
        ("component", 1, 4, ""),
    ],
)
def test_what_is_decided_per_level(level: str, factor: float, decimals: int, unit: str) -> None:
    scale = scale_of(level)
    assert (scale.factor, scale.decimals, scale.unit) == (factor, decimals, unit)


@pytest.mark.parametrize("level", ["word", "rank", "coefficient", "distance", "component", "place"])
def test_exports_keep_the_digits_that_are_printed(level: str) -> None:
    """A share of 0.1234 is printed as 12.3% and exported as 0.123."""
    scale = scale_of(level)
    digits = {1.0: 0, 100.0: 2}[scale.factor]
    assert decimals_of("estimate", level) == scale.decimals + digits
    assert decimals_of("n", level) == 0 and decimals_of("p_value", level) == 3


def test_counts_among_ratios_and_means_of_ratings() -> None:
    assert scale_of("ratio", "top_limiting").decimals == 0
    assert scale_of("item", "hours", "number_mean").decimals == 2
    assert scale_of("item", "hours", "rating_score") == Scale()


def test_levels_are_known_to_the_glossary() -> None:
    assert all(level in REQUIRED["level"] for level in PERCENT_LEVELS | SHARE_LEVELS)
    assert SHARE_LEVELS < PERCENT_LEVELS
