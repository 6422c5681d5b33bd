"""Rows of dots on their intervals, named beside the marks or, on a phone, above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berakhlak_stats.present import palette
from berakhlak_stats.present.figures.figure import Pen
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width
from berakhlak_stats.present.svg.scale import Scale

_ROW, _ROW_NARROW = 30.0, 48.0


@dataclass(frozen=True)
class DotRow:
    """One row: its name, where its marks stand, and how its numbers are printed.

    Without a ``value`` nothing is drawn and ``note`` says why; without a ``span`` the value
    stands alone.
    """

    name: str
    ends: tuple[float, float, float]
    """Estimate, lower and upper end."""
    value: str = ""
    span: str = ""
    note: str = ""


def draw_dot_rows(
    pen: Pen, rows: Sequence[DotRow], ticks: list[float], head: str, unit: str = ""
) -> None:
    """Draw all rows on one axis; ``head`` names what the values are."""
    (_wide if pen.wide else _narrow)(pen, rows, ticks, head, unit)


def _mark(pen: Pen, row: DotRow, scale: Scale, y: float, end: float) -> None:
    """The marks of a row; hatching stops at ``end``, where words stand."""
    if not row.value:
        width = min(scale.span - 1, end - scale.left)
        pen.canvas.hatch(scale.left + 0.5, y - 8, width, 16)
        return
    estimate, low, high = row.ends
    marks.whisker(pen.canvas, scale, y, (low, high), palette.PALE_INTERVAL, 7)
    marks.point(pen.canvas, scale(estimate), y, "circle", palette.SCORE, r=4.4)


def _wide(pen: Pen, rows: Sequence[DotRow], ticks: list[float], head: str, unit: str) -> None:
    canvas, top, second = pen.canvas, 20.0, palette.SECOND
    spans = any(row.span for row in rows)
    at = 656.0 if spans else canvas.width
    scale = Scale(ticks[0], ticks[-1], 270, 590 if spans else 680)
    bottom = top + _ROW * len(rows)
    canvas.text(at, 12, head, size=marks.SMALL, colour=second, anchor="end")
    if spans:
        canvas.text(668, 12, pen.say("column_head.interval"), size=marks.SMALL, colour=second)
    for tick in ticks:
        canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)
    for i, row in enumerate(rows):
        y = top + _ROW * (i + 0.5)
        marks.label(canvas, (0, y), row.name, 252, colour=palette.INK)
        _mark(pen, row, scale, y, canvas.width - text_width(row.note, marks.SMALL) - 10)
        if row.value:
            canvas.text(at, y + 4.6, row.value, size=13, bold=True, anchor="end")
            canvas.text(668, y + 4.4, row.span, size=12, colour=second)
        else:
            canvas.text(
                canvas.width, y + 4, row.note, size=marks.SMALL, colour=second, anchor="end"
            )
    marks.ticks(canvas, scale, bottom + 15, ticks, pen.lang, unit=unit)
    canvas.height = bottom + 20


def _narrow(pen: Pen, rows: Sequence[DotRow], ticks: list[float], head: str, unit: str) -> None:
    canvas, y, second = pen.canvas, 16.0, palette.SECOND
    right = canvas.width
    scale = Scale(ticks[0], ticks[-1], 14, right - 18)
    if any(row.span for row in rows):
        head = f"{head} ({pen.say('column_head.interval')})"
    canvas.text(right, 11, head, size=marks.SMALL, colour=second, anchor="end")
    for row in rows:
        tail = f"{row.value} ({row.span})" if row.span else row.value or row.note
        canvas.text(right, y + 15, tail, size=12, colour=second, anchor="end")
        room = right - text_width(tail, 12) - 12
        marks.label(canvas, (0, y + 12.5), row.name, room, colour=palette.INK)
        for tick in ticks:
            canvas.line((scale(tick), y + 28), (scale(tick), y + 46), palette.GRID)
        _mark(pen, row, scale, y + 37, right)
        y += _ROW_NARROW
    marks.ticks(canvas, scale, y + 14, ticks, pen.lang, unit=unit)
    canvas.height = y + 19
