"""The layout that the six indices and the units share: rows on one band scale.

Wide: label, scale, number, interval, probability strip side by side. Narrow: each row has its
label and numbers above its own scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import Pen
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import shorten, text_width, wrap
from berakhlak_stats.present.svg.scale import Scale


@dataclass(frozen=True)
class BandRow:
    """A row with its label; ``note`` stands under the label, ``rule`` draws a heavy line above."""

    row: Row
    label: str
    note: str = ""
    rule: bool = False


@dataclass(frozen=True)
class Layout:
    """What varies between uses: scale start, the dashed line and its words, whether n is shown."""

    low: float = 0.0
    reference: float | None = None
    reference_words: str = ""
    with_n: bool = False


_TEXT_RIGHT, _INTERVAL_LEFT, _STRIP_LEFT = 588.0, 596.0, 680.0


def draw(pen: Pen, rows: Sequence[BandRow], layout: Layout) -> None:
    """Draw all rows and set the height of the canvas."""
    (_wide if pen.wide else _narrow)(pen, rows, layout)


def _heads(pen: Pen, scale: Scale, layout: Layout) -> float:
    """Reference words and band heads; returns where the ground begins."""
    y = 2.0
    if layout.reference is not None:
        room = text_width(layout.reference_words, marks.SMALL)
        x = min(max(scale(layout.reference), room / 2), pen.canvas.width - room / 2)
        pen.canvas.text(x, 11, layout.reference_words, size=marks.SMALL, anchor="middle")
        y = 18.0
    return y + max(marks.band_heads(pen.canvas, scale, y, pen.spans), 14.0) + 4


def _wide(pen: Pen, rows: Sequence[BandRow], layout: Layout) -> None:
    left = 224.0
    scale = Scale(layout.low, 100, left, 534)
    top = _heads(pen, scale, layout)
    noted = any(row.note for row in rows)
    deep = 44.0 if noted else 31.0
    _column_heads(pen, layout, top - 8, left)
    marks.band_ground(pen.canvas, scale, top, deep * len(rows), pen.spans)
    for i, row in enumerate(rows):
        y = top + deep * i
        if i:
            heavy = row.rule
            colour = palette.SECOND if heavy else palette.GRID
            pen.canvas.line((0, y), (pen.canvas.width, y), colour, width=1.4 if heavy else 1)
        _label(pen, row, y + deep / 2, left, layout)
        _wide_numbers(pen, row.row, scale, y + deep / 2)
    bottom = top + deep * len(rows)
    _reference_line(pen, scale, layout, top - 4, bottom)
    marks.ticks(pen.canvas, scale, bottom + 15, marks.cuts(pen.spans, scale), pen.lang)
    pen.canvas.height = bottom + 20


def _column_heads(pen: Pen, layout: Layout, y: float, left: float) -> None:
    heads = [
        (_TEXT_RIGHT, pen.word("column_head.score"), "end"),
        (_INTERVAL_LEFT, pen.say("column_head.interval"), "start"),
        (pen.canvas.width, pen.word("column_head.probability"), "end"),
    ]
    if layout.with_n:
        heads.append((left - 24, "n", "end"))
    for x, words, anchor in heads:
        pen.canvas.text(
            x,
            y,
            words,
            size=marks.SMALL,
            colour=palette.SECOND,
            anchor=anchor,  # type: ignore[arg-type]
        )


def _label(pen: Pen, row: BandRow, y: float, left: float, layout: Layout) -> None:
    room = left - (74 if layout.with_n else 12)
    colour = palette.INK if row.row.shown else palette.SECOND
    if row.note:
        name = shorten(row.label, room, marks.LABEL, True)
        pen.canvas.text(0, y - 2.5, name, bold=True, colour=colour)
        note = shorten(row.note, room, marks.SMALL)
        pen.canvas.text(0, y + 13, note, size=marks.SMALL, colour=palette.SECOND)
    else:
        marks.label(pen.canvas, (0, y), row.label, room, colour=colour)
    if layout.with_n:
        pen.canvas.text(
            left - 24, y + 4.4, n_words(pen, row.row), colour=palette.SECOND, anchor="end"
        )


def n_words(pen: Pen, row: Row) -> str:
    """n, or ``<10``; a shield says nothing about its size."""
    if row.state == "suppressed":
        return pen.say("state.fewer_than")
    return formats.EN_DASH if row.state == "protected" else formats.integer(row.n, pen.lang)


def _wide_numbers(pen: Pen, row: Row, scale: Scale, y: float) -> None:
    if not row.shown:
        pen.canvas.hatch(scale.left + 0.5, y - 9, scale.span - 1, 18)
        words = pen.hidden_words(row)
        pen.canvas.text(scale.right + 12, y + 4.2, words, size=marks.SMALL, colour=palette.SECOND)
        return
    marks.interval_mark(pen.canvas, scale, y, (row.low, row.estimate, row.high))
    pen.canvas.text(_TEXT_RIGHT, y + 4.6, pen.index(row.estimate), size=13, bold=True, anchor="end")
    pen.canvas.text(_INTERVAL_LEFT, y + 4.4, pen.span_of(row), size=12, colour=palette.SECOND)
    box = (_STRIP_LEFT, y - 8, pen.canvas.width - _STRIP_LEFT, 17)
    marks.strip(pen.canvas, box, row.probs, pen.lang)


def _reference_line(pen: Pen, scale: Scale, layout: Layout, top: float, bottom: float) -> None:
    if layout.reference is not None:
        x = scale(layout.reference)
        pen.canvas.line((x, top), (x, bottom), palette.INK, width=1.1, dash="3 3")


def _narrow(pen: Pen, rows: Sequence[BandRow], layout: Layout) -> None:
    scale = Scale(layout.low, 100, 0, pen.canvas.width)
    y = _heads(pen, scale, layout) + 4
    for i, row in enumerate(rows):
        if row.rule and i:
            pen.canvas.line((0, y), (pen.canvas.width, y), palette.SECOND, width=1.4)
            y += 6
        y = _narrow_row(pen, row, scale, y, layout)
    marks.edge_ticks(pen.canvas, scale, y + 4, marks.cuts(pen.spans, scale), pen.lang)
    pen.canvas.height = y + 10


def _narrow_row(pen: Pen, row: BandRow, scale: Scale, y: float, layout: Layout) -> float:
    """One row from ``y`` down; returns where the next begins."""
    canvas, here, right = pen.canvas, row.row, scale.right
    if not here.shown:
        words = pen.hidden_words(here)
        room = right - text_width(words, marks.SMALL) - 12
        canvas.text(
            0, y + 12, shorten(row.label, room, marks.LABEL, True), bold=True, colour=palette.SECOND
        )
        canvas.text(right, y + 12, words, size=marks.SMALL, colour=palette.SECOND, anchor="end")
        canvas.hatch(0.5, y + 19, right - 1, 17)
        return y + 50
    y += _narrow_label(pen, row, y, layout)
    marks.band_ground(canvas, scale, y + 19, 17, pen.spans)
    marks.interval_mark(
        canvas, scale, y + 27.5, (here.low, here.estimate, here.high), bar=8, line=17
    )
    _reference_line(pen, scale, layout, y + 17, y + 38)
    if len(marks.kept(here.probs)) > 1:
        canvas.text(
            0, y + 50, probability_words(pen, here), size=marks.SMALL, colour=palette.SECOND
        )
        return y + 64
    return y + 50


def _narrow_label(pen: Pen, row: BandRow, y: float, layout: Layout) -> float:
    """Name, n and numbers on one line; a long name takes a second one. Returns the extra depth."""
    canvas, here, right = pen.canvas, row.row, pen.canvas.width
    value, span = pen.index(here.estimate), f"({pen.span_of(here)})"
    canvas.text(right, y + 12, span, size=12, colour=palette.SECOND, anchor="end")
    edge = right - text_width(span, 12) - 5
    canvas.text(edge, y + 12, value, size=13, bold=True, anchor="end")
    n = f"n {n_words(pen, here)}" if layout.with_n else ""
    tail = text_width(n, marks.SMALL) + 8 if n else 0
    room = edge - text_width(value, 13, True) - 10 - tail
    lines = wrap(row.label, room, marks.LABEL, True)
    for i, line in enumerate(lines):
        canvas.text(0, y + 12 + 15 * i, line, bold=True)
    if n:
        x = text_width(lines[-1], marks.LABEL, True) + 7
        base = y + 12 + 15 * (len(lines) - 1)
        canvas.text(x, base, n, size=marks.SMALL, colour=palette.SECOND)
    return 15.0 * (len(lines) - 1)


def probability_words(pen: Pen, row: Row) -> str:
    """``peluang A 86%, B 14%``, the likeliest first."""
    parts = sorted(marks.kept(row.probs), key=lambda part: -part[1])
    shown = ", ".join(f"{code} {formats.probability(share, pen.lang)}" for code, share in parts)
    return f"{pen.word('word.probability')} {shown}"
