"""Limiting words: pale bar from zero, triangle, interval, count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import Row, overall, reach, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.scale import Scale, ticks_from_zero

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW = 28.0


def limiting_rows(result: Estimates, pen: Pen, name: str) -> list[Row]:
    """Limiting words of a list: shown ones by share, then the hidden ones."""
    rows = [
        row
        for row in overall(rows_of(result))
        if row.level == "word" and row.list == name and pen.labels.limiting(row.item)
    ]
    shown = sorted((row for row in rows if row.shown), key=lambda row: (-row.estimate, row.item))
    return [*shown, *(row for row in rows if not row.shown)]


def limiting(
    result: Estimates,
    lang: str,
    *,
    name: str = "current",
    width: float = WIDE,
    title: str = "",
    most: int = 12,
    most_hidden: int = 3,
) -> Figure:
    """Share of respondents who chose each limiting word.

    Parameters
    ----------
    result : Estimates
        Rows of level "word", shares 0-1, with ``count`` where known.
    lang : str
        "id" or "en".
    name : str
        Which list.
    width : float
        With interval and count columns from 560 pixels.
    title : str
        The message.
    most, most_hidden : int
        At most so many words with numbers, and without.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    every = limiting_rows(result, pen, name)
    shown = [row for row in every if row.shown][:most]
    rows = [*shown, *[row for row in every if not row.shown][:most_hidden]]
    ticks = ticks_from_zero(max(reach(shown), default=10.0), 4 if pen.wide else 3)
    if pen.wide:
        _wide(pen, rows, ticks)
    else:
        _narrow(pen, rows, ticks)
    caption = pen.say("caption.limiting")
    if len(every) > len(rows):
        count = formats.integer(len(every) - len(rows), lang)
        caption += " " + pen.say("caption.words_left_out", count=count)
    pairs = [(pen.labels.item(row.item), f"{pen.index(row.estimate)}%") for row in shown[:3]]
    return Figure(
        "limiting",
        lang,
        title or pen.word("title.limiting"),
        f"{pen.say('sub.limiting', list=phrase(f'list_prose.{name}', lang))} "
        f"{sample_words(result, lang)}",
        caption,
        alt_text(pen, "limiting", "", pairs, sum(row.hidden for row in every)),
        pen.canvas,
    )


def _bar(pen: Pen, row: Row, scale: Scale, y: float) -> None:
    """Bar, interval and triangle, or the hatch of a hidden word."""
    if not row.shown:
        pen.canvas.hatch(scale.left + 0.5, y - 7.5, scale.span - 1, 15)
        return
    pen.canvas.rect(scale.left, y - 7, scale(row.estimate) - scale.left, 14, palette.LIMITING_PALE)
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), palette.LIMITING, 1.8)
    marks.point(pen.canvas, scale(row.estimate), y, "triangle", palette.LIMITING, r=4.6)


def limiting_label(pen: Pen, item: str, y: float, room: float) -> None:
    """Triangle and name of a limiting word about the height ``y``; others get the name alone."""
    left, colour = 0.0, palette.INK
    if pen.labels.limiting(item):
        marks.flag(pen.canvas, 0, y + 4)
        left, colour = 14.0, palette.LIMITING
    marks.label(pen.canvas, (left, y), pen.labels.item(item), room - left, colour=colour)


def _wide(pen: Pen, rows: list[Row], ticks: list[float]) -> None:
    canvas, right = pen.canvas, pen.canvas.width
    scale = Scale(0, ticks[-1], 224, 540)
    small, second = marks.SMALL, palette.SECOND
    canvas.text(604, 12, pen.word("column_head.percent"), size=small, colour=second, anchor="end")
    canvas.text(618, 12, pen.say("column_head.interval"), size=small, colour=second)
    canvas.text(right, 12, pen.word("column_head.count"), size=small, colour=second, anchor="end")
    marks.ticks(canvas, scale, 12, ticks, pen.lang, unit="%")
    _grid(pen, scale, ticks, 20, 20 + _ROW * len(rows))
    for i, row in enumerate(rows):
        y = 20 + _ROW * (i + 0.5)
        limiting_label(pen, row.item, y, 212)
        _bar(pen, row, scale, y)
        if not row.shown:
            words = (
                pen.say("state.suppressed_less")
                if row.state == "suppressed"
                else pen.hidden_words(row)
            )
            canvas.text(right, y + 4.2, words, size=small, colour=second, anchor="end")
            continue
        canvas.text(604, y + 4.6, pen.index(row.estimate), size=13, bold=True, anchor="end")
        canvas.text(618, y + 4.4, pen.span_of(row), size=12, colour=second)
        count = formats.integer(row.count, pen.lang)
        canvas.text(right, y + 4.4, count, size=12, colour=second, anchor="end")
    canvas.height = 22 + _ROW * len(rows)


def _grid(pen: Pen, scale: Scale, ticks: list[float], top: float, bottom: float) -> None:
    for tick in ticks:
        pen.canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)


def _narrow(pen: Pen, rows: list[Row], ticks: list[float]) -> None:
    canvas = pen.canvas
    scale = Scale(0, ticks[-1], 166, canvas.width - 84)
    marks.ticks(canvas, scale, 12, ticks, pen.lang, unit="%")
    _grid(pen, scale, ticks, 20, 20 + 32 * len(rows))
    for i, row in enumerate(rows):
        y = 20 + 32 * (i + 0.5)
        limiting_label(pen, row.item, y, 158)
        _bar(pen, row, scale, y)
        if not row.shown:
            words = pen.hidden_words(row, short=True)
            canvas.text(
                canvas.width, y + 4, words, size=marks.SMALL, colour=palette.SECOND, anchor="end"
            )
            continue
        canvas.text(canvas.width, y - 1, pen.index(row.estimate), size=13, bold=True, anchor="end")
        span = pen.span_of(row)
        canvas.text(
            canvas.width, y + 12, span, size=marks.SMALL, colour=palette.SECOND, anchor="end"
        )
    canvas.height = 22 + 32.0 * len(rows)
