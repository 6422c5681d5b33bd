"""Rows of dots: names beside or above their marks, values with and without an interval."""

from __future__ import annotations

import pytest

from berakhlak_stats import indices, simulate
from berakhlak_stats.present.figures.dot_rows import DotRow, draw_dot_rows
from berakhlak_stats.present.figures.figure import NARROW, WIDE, Pen

ROWS = [
    DotRow("Pertama", (0.4, 0.3, 0.5), "0,40", "0,30–0,50"),
    DotRow("Kedua", (float("nan"),) * 3, note="perbedaan antarunit tidak tampak"),
]


def drawn(width: float, rows: list[DotRow]) -> str:
    result = indices.implementation(simulate.simulate(seed=1, n=60))
    pen = Pen.of(result, "id", width)
    draw_dot_rows(pen, rows, [0.0, 0.5, 1.0], "koefisien")
    return pen.canvas.svg("alt")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_row_without_a_value_is_hatched_and_says_why(width: float) -> None:
    svg = drawn(width, ROWS)
    assert svg.count("<circle") == 1 and "url(#" in svg
    assert "perbedaan antarunit tidak tampak" in svg
    assert "url(#" not in drawn(width, ROWS[:1])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_head_speaks_of_intervals_only_where_there_are_some(width: float) -> None:
    alone = [DotRow("Jujur", (0.93, float("nan"), float("nan")), "93%")]
    assert "selang 95%" in drawn(width, ROWS) and "selang 95%" not in drawn(width, alone)
    assert "93%" in drawn(width, alone)


def test_marks_stand_where_the_scale_puts_them() -> None:
    """Wide, with intervals: 270 to 590 pixels are 0 to 1, so 0.4 stands at 398."""
    assert 'cx="398' in drawn(WIDE, ROWS)
