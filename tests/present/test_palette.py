"""Contrast of text colours on their grounds, by WCAG 2.1's relative luminance."""

import pytest

from berakhlak_stats.present import palette


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", [palette.INK, palette.SECOND, palette.THIRD, palette.LIMITING])
def test_inks_on_white(ink: str) -> None:
    assert contrast(ink, palette.WHITE) >= 4.5


@pytest.mark.parametrize("code", list(palette.BAND_STYLES))
def test_letters_on_their_bands(code: str) -> None:
    style = palette.band_style(code)
    assert contrast(style.ink, style.solid) >= 4.5


@pytest.mark.parametrize("name", list(palette.LIST_STYLES))
def test_list_inks_on_white_and_digits_on_them(name: str) -> None:
    assert contrast(palette.list_style(name).text, palette.WHITE) >= 5.3


def test_band_order_survives_greyscale() -> None:
    shades = [luminance(palette.band_style(code).solid) for code in "ABCD"]
    assert shades == sorted(shades)


def test_unknown_names_have_a_style() -> None:
    assert palette.list_style("other") is palette.OTHER_LIST
    assert palette.band_style("Z") is palette.NO_BAND
