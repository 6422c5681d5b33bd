"""The shared marks."""

import math
import re

from berakhlak_stats.estimates import Provenance
from berakhlak_stats.present.bands import band_spans
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.palette import BAND_STYLES
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.canvas import Canvas
from berakhlak_stats.present.svg.scale import Scale

SPANS = band_spans(Labels.of(Provenance("x", instrument="berakhlak-2022"), "id"))
SCALE = Scale(0, 100, 0, 400)


def words(canvas: Canvas) -> list[str]:
    return re.findall(r">([^<]+)</text>", canvas.svg("x"))


def test_ground_has_one_tint_per_band_in_view() -> None:
    canvas = Canvas(400, 20)
    marks.band_ground(canvas, SCALE, 0, 20, SPANS)
    svg = canvas.svg("x")
    assert all(style.ground in svg for style in BAND_STYLES.values())
    upper = Canvas(400, 20)
    marks.band_ground(upper, Scale(25, 100, 0, 400), 0, 20, SPANS)
    assert BAND_STYLES["D"].ground not in upper.svg("x")


def test_names_of_bands_wrap_or_vanish_together() -> None:
    wide, tight = Canvas(400, 50), Canvas(120, 50)
    assert marks.band_heads(wide, SCALE, 0, SPANS) > 18
    assert "Cukup Sehat" in words(wide)
    assert marks.band_heads(tight, Scale(0, 100, 0, 120), 0, SPANS) == 18
    assert words(tight) == ["D", "C", "B", "A"]
    assert marks.band_heads(Canvas(10, 10), SCALE, 0, ()) == 0


def test_a_strip_drops_what_is_under_one_percent() -> None:
    canvas = Canvas(400, 20)
    marks.strip(canvas, (0, 0, 400, 20), {"A": 0.86, "B": 0.135, "C": 0.005, "D": 0.0}, "id")
    assert words(canvas) == ["B 14%", "A 86%"]
    assert BAND_STYLES["C"].solid not in canvas.svg("x")


def test_a_narrow_segment_keeps_its_letter_or_nothing() -> None:
    canvas = Canvas(80, 20)
    marks.strip(canvas, (0, 0, 80, 20), {"A": 0.7, "B": 0.2, "C": 0.1}, "id")
    assert words(canvas) == ["B", "A 70%"]


def test_unknown_intervals_leave_no_mark() -> None:
    canvas = Canvas(400, 20)
    marks.whisker(canvas, SCALE, 10, (math.nan, 3.0), "#000000", 2)
    assert "<rect" not in canvas.svg("x")
    marks.interval_mark(canvas, SCALE, 10, (math.nan, 50.0, math.nan))
    assert canvas.svg("x").count("<rect") == 1


def test_ticks_of_a_scale_with_and_without_bands() -> None:
    assert marks.cuts(SPANS, SCALE) == [0, 25, 50, 75, 100]
    assert marks.cuts((), Scale(25, 100, 0, 1)) == [25, 50, 75, 100]
