"""Scales and ticks."""

import math

import pytest

from berakhlak_stats.present.svg.scale import (
    Scale,
    nice_step,
    ticks_around_zero,
    ticks_from_zero,
    ticks_over,
)


def test_ends_and_middle() -> None:
    scale = Scale(0, 100, 10, 210)
    assert [scale(x) for x in (0, 50, 100, -5, 130)] == [10, 110, 210, 10, 210]
    assert scale.span == 200


@pytest.mark.parametrize("high", [0.3, 1, 7.4, 24.9, 60, 61, 9999])
def test_ticks_hold_the_data_with_few_round_numbers(high: float) -> None:
    ticks = ticks_from_zero(high, 4)
    assert ticks[0] == 0 and ticks[-1] >= high and len(ticks) <= 5
    step = ticks[1]
    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9), 6) in (1, 2, 5)


def test_ticks_around_zero_hold_zero() -> None:
    assert ticks_around_zero(-14, 31) == [-20, 0, 20, 40]
    assert 0 in ticks_around_zero(5, 9) and 0 in ticks_around_zero(-9, -5)


def test_ticks_over_anything() -> None:
    assert ticks_over(10, 40)[0] == 0
    assert ticks_over(3.8, 4.1, 4)[0] >= 3.5
    assert ticks_over(5, 5)[0] <= 5 <= ticks_over(5, 5)[-1]
    assert ticks_over(-3, 2)[0] < 0 < ticks_over(-3, 2)[-1]


def test_no_reach_has_a_step() -> None:
    assert nice_step(0, 4) == 1.0
