"""Oracle: the published bands (A 75-100, B 50-74,9, C 25-...) and exact decimal arithmetic."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import (
    band_codes,
    band_of,
    cut_points,
    load_instrument,
    make_instrument,
    round_half_up,
)

BANDS = load_instrument("berakhlak-2022").bands
GOLDEN = {
    100.0: "A",
    75.0: "A",
    74.95: "A",
    74.94: "B",
    74.9: "B",
    60.9: "B",
    50.0: "B",
    49.95: "B",
    49.9: "C",
    25.0: "C",
    24.95: "C",
    24.9: "D",
    0.0: "D",
}


@pytest.mark.parametrize(("score", "code"), GOLDEN.items())
def test_golden_bands(score: float, code: str) -> None:
    assert band_of(score, BANDS).code == code


def test_band_codes_agree_with_band_of_and_keep_the_shape() -> None:
    scores = np.array([[*GOLDEN], [*reversed(GOLDEN)]])
    codes = band_codes(scores, BANDS)
    assert codes.shape == scores.shape
    assert codes[0].tolist() == list(GOLDEN.values())


@pytest.mark.parametrize("cut", [24.95, 49.95, 74.95])
def test_binary_noise_below_a_cut_does_not_lower_the_band(cut: float) -> None:
    noisy, below = cut - 1e-10, cut - 1e-8
    upper, lower = band_of(cut, BANDS).code, band_of(below, BANDS).code
    assert band_of(noisy, BANDS).code == upper != lower
    assert band_codes([noisy, below], BANDS).tolist() == [upper, lower]


def test_a_missing_score_has_no_band() -> None:
    assert band_codes([math.nan, 60.0], BANDS).tolist() == ["", "B"]
    assert str(band_codes(math.nan, BANDS)) == ""
    with pytest.raises(OptionError, match="E703"):
        band_of(math.nan, BANDS)
    with pytest.raises(OptionError, match="E703"):
        band_of(-1.0, BANDS)


def test_without_bands_there_are_no_codes() -> None:
    unbanded = make_instrument(ratings={"A": ["A1"]})
    assert band_codes([10.0, 90.0], unbanded.bands).tolist() == ["", ""]
    assert cut_points(unbanded.bands) == ()


def test_cut_points_lie_half_a_rounding_step_below_the_published_ends() -> None:
    assert cut_points(BANDS) == (24.95, 49.95, 74.95)


@pytest.mark.parametrize(
    ("x", "decimals", "expected"),
    [
        (0.25, 1, 0.3),
        (0.35, 1, 0.4),
        (60.943, 1, 60.9),
        (58.514, 1, 58.5),
        (2.675, 2, 2.68),  # 2.67499... in binary; half to even would give 2.67
        (1234.5, 0, 1235.0),
        (-0.25, 1, -0.3),
    ],
)
def test_round_half_up(x: float, decimals: int, expected: float) -> None:
    assert round_half_up(x, decimals) == expected


def test_round_half_up_leaves_no_negative_zero_and_passes_nan() -> None:
    assert math.copysign(1.0, round_half_up(-0.04)) == 1.0
    assert math.isnan(round_half_up(math.nan))
    assert round_half_up(math.inf) == math.inf


@given(st.integers(0, 100_000))
def test_thousandths_round_as_on_paper(thousandths: int) -> None:
    on_paper = (Decimal(thousandths) / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert round_half_up(thousandths / 1000) == float(on_paper)


@given(st.floats(0, 100))
def test_the_two_roads_to_a_band_agree(score: float) -> None:
    assert str(band_codes(score, BANDS)) == band_of(score, BANDS).code
