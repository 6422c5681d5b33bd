"""Number style: the examples are those of the house rules."""

import datetime
import math

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.instrument import band_of, load_instrument
from berakhlak_stats.present import formats


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        (lambda x: formats.index(62.4, x), "62,4", "62.4"),
        (lambda x: formats.interval(60.1, 64.6, x), "60,1–64,6", "60.1–64.6"),
        (lambda x: formats.signed(26.9, x), "+26,9", "+26.9"),
        (lambda x: formats.signed(-5.6, x), "−5,6", "−5.6"),
        (lambda x: formats.signed_interval(-5.6, 9.2, x), "−5,6 s.d. +9,2", "−5.6 to +9.2"),
        (lambda x: formats.interval(-5.6, 9.2, x), "−5,6 s.d. +9,2", "−5.6 to +9.2"),
        (lambda x: formats.percent(0.144, x), "14,4%", "14.4%"),
        (lambda x: formats.integer(936476, x), "936.476", "936,476"),
        (lambda x: formats.p_value(0.013, x), "0,013", "0.013"),
        (lambda x: formats.p_value(0.0004, x), "<0,001", "<0.001"),
        (lambda x: formats.probability(0.864, x), "86%", "86%"),
        (lambda x: formats.probability(0.996, x), ">99%", ">99%"),
        (lambda x: formats.probability(0.004, x), "<1%", "<1%"),
        (
            lambda x: formats.date(datetime.date(2022, 10, 15), x),
            "15 Oktober 2022",
            "15 October 2022",
        ),
    ],
)
def test_both_languages(written, indonesian, english) -> None:
    assert written("id") == indonesian
    assert written("en") == english


@pytest.mark.parametrize("value", [-0.04, -1e-12, 0.0, -0.0])
def test_zero_has_no_sign(value: float) -> None:
    assert formats.index(value, "en") == "0.0"
    assert formats.signed(value, "en") == "0.0"


def test_halves_go_up_also_where_the_binary_fraction_lies_below() -> None:
    assert formats.index(74.95, "en") == "75.0"
    assert formats.index(74.94999999999999, "en") == "75.0"
    assert formats.number(2.675, "en", decimals=2) == "2.68"
    assert formats.integer(0.5, "en") == "1"


@pytest.mark.parametrize("score", [24.949, 24.95, 49.9499, 49.95, 74.94, 74.95, 75.0])
def test_shown_number_and_band_agree(score: float) -> None:
    bands = load_instrument("berakhlak-2022").bands
    shown = float(formats.index(score, "en"))
    assert band_of(score, bands) == band_of(shown, bands)


def test_missing_numbers_are_words() -> None:
    assert formats.index(math.nan, "id") == "tidak tersedia"
    assert formats.percent(math.nan, "en") == "not available"
    assert formats.interval(math.nan, 1.0, "en") == "no interval"
    assert formats.probability(math.nan, "id") == "tidak tersedia"
    assert formats.p_value(math.nan, "id") == "tidak tersedia"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(BerakhlakError) as caught:
        formats.index(1.0, "jv")
    assert caught.value.code == "E410"


def test_p_values_near_an_end_are_bounds() -> None:
    assert [formats.p_value(p, "id") for p in (1.0, 0.9995, 0.9994, 0.0004)] == [
        ">0,999", ">0,999", "0,999", "<0,001",
    ]  # fmt: skip
