"""Widths: checked against the font they were read from where it is installed."""

from pathlib import Path

import pytest

from berakhlak_stats.present.svg.metrics import ELLIPSIS, fit, shorten, text_width, wrap

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


@pytest.mark.skipif(not FONT.exists(), reason="Liberation Sans is not installed")
@pytest.mark.parametrize(
    "text", ["Berorientasi Pelayanan", "60,1–64,6", "−5,6 s.d. +9,2", "▲ Żółć"]
)
def test_widths_are_those_of_the_font(text: str) -> None:
    from PIL import ImageFont

    font = ImageFont.truetype(str(FONT), 1000, layout_engine=ImageFont.Layout.BASIC)
    plain = sum(font.getlength(letter) for letter in text)
    assert text_width(text, 1000) == pytest.approx(plain, rel=0.002)


def test_letters_outside_the_table_are_wide_and_accents_are_not() -> None:
    assert text_width("漢", 10) == 10
    assert text_width("e\N{COMBINING ACUTE ACCENT}", 10) == text_width("e", 10)
    assert text_width("abc", 10, True) > text_width("abc", 10)


def test_shortening_keeps_what_fits() -> None:
    assert shorten("short", 200, 12) == "short"
    cut = shorten("a very long label indeed", 60, 12)
    assert cut.endswith(ELLIPSIS) and text_width(cut, 12) <= 60


@pytest.mark.parametrize("room", [40.0, 90.0, 200.0])
def test_no_line_is_wider_than_its_room(room: float) -> None:
    label = "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten"
    lines, size = fit(label, room)
    assert all(text_width(line, size) <= room for line in lines)
    assert all(text_width(line, 12.5) <= room for line in wrap(label, room, 12.5))


def test_fit_prefers_whole_words_in_smaller_type() -> None:
    assert fit("Proaktif", 100) == (["Proaktif"], 12.5)
    lines, size = fit("Tidak Menyalahgunakan Wewenang", 120)
    assert "".join(lines).replace(" ", "") == "TidakMenyalahgunakanWewenang" and size < 12.5
    assert wrap("", 50, 12) == [""]
