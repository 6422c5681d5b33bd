"""The verb gate, case by case."""

import math

import pytest

from berakhlak_stats.present.verbs import verb


@pytest.mark.parametrize(
    ("estimate", "low", "high", "p", "expected"),
    [
        (5.0, 2.0, 8.0, 0.01, "higher"),
        (-5.0, -8.0, -2.0, 0.01, "lower"),
        (0.5, 0.2, 0.8, 0.01, "small"),
        (0.8, 0.1, 1.5, 0.01, "unsure"),
        (0.1, -0.7, 0.9, 0.80, "equivalent"),
        (3.0, -1.0, 7.0, 0.20, "cannot_tell"),
        (3.0, 0.1, 5.9, 0.05, "cannot_tell"),
        (3.0, 1.0, 5.0, math.nan, "not_tested"),
        (math.nan, math.nan, math.nan, 0.01, "not_tested"),
        (3.0, math.nan, math.nan, 0.01, "not_tested"),
    ],
)
def test_rules(estimate: float, low: float, high: float, p: float, expected: str) -> None:
    assert verb(estimate, low, high, p) == expected


def test_a_negligible_effect_earns_no_direction() -> None:
    assert verb(2.0, 1.5, 2.5, 0.001, effect=0.05) == "unsure"
    assert verb(2.0, 1.5, 2.5, 0.001, effect=0.30) == "higher"
