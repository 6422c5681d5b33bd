"""Any estimates at all: a dot on its interval, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.labels import row_name
from berakhlak_stats.present.levels import COEFFICIENT, PERCENT_LEVELS
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import Row, reach, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_over
from berakhlak_stats.present.ways import second_words

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW, _ROW_NARROW = 30.0, 48.0


def row_labels(pen: Pen, rows: Sequence[Row]) -> list[str]:
    """What each row is about: its item, list and group, as far as these vary."""
    named = any(row.group or row.way for row in rows)
    items = len({row_name(pen.labels, row) for row in rows}) > 1 or not named
    lists = len({row.list for row in rows}) > 1
    groups = any(row.group for row in rows)
    return [_row_label(pen, row, items, lists, groups) for row in rows]


def _row_label(pen: Pen, row: Row, items: bool, lists: bool, groups: bool) -> str:
    parts = [row_name(pen.labels, row)] if items and row.item else []
    if row.way:
        parts.append(second_words(pen.labels, row.way))
    if lists and row.list:
        parts.append(pen.labels.list(row.list, short=True))
    if row.group:
        parts.append(row.group)
    elif groups and row.level == COEFFICIENT:
        parts.append(pen.word("word.everybody_mean"))
    return " \N{MIDDLE DOT} ".join(parts)


def dots(
    result: Estimates, lang: str, *, width: float = WIDE, title: str = "", most: int = 30
) -> Figure:
    """Estimates as dots on their intervals, in the order of the result.

    Parameters
    ----------
    result : Estimates
        Any result; shares are printed in percent.
    lang : str
        "id" or "en".
    width : float
        Labels beside the marks from 560 pixels, else above them.
    title : str
        The message.
    most : int
        At most so many rows.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    every = rows_of(result)
    rows = every[:most]
    shown = [row for row in rows if row.shown]
    ends = reach(shown)
    ticks = ticks_over(min(ends, default=0.0), max(ends, default=1.0), 4 if pen.wide else 3)
    unit = "%" if rows and all(row.level in PERCENT_LEVELS for row in rows) else ""
    labels = row_labels(pen, rows)
    (_wide if pen.wide else _narrow)(pen, rows, labels, ticks, unit)
    pairs = [
        (label, _value(pen, row) + unit)
        for label, row in zip(labels, rows, strict=True)
        if row.shown
    ][:3]
    caption = pen.say("caption.plain")
    if len(every) > len(rows):
        caption += " " + pen.say("caption.left_out", count=formats.integer(len(every) - most, lang))
    return Figure(
        "dots",
        lang,
        title or pen.word("title.plain"),
        f"{pen.say('sub.plain')} {sample_words(result, lang)}",
        caption,
        alt_text(
            pen,
            "plain",
            _what(result, lang),
            pairs,
            sum(row.hidden for row in rows),
        ),
        pen.canvas,
    )


def _what(result: Estimates, lang: str) -> str:
    """What a statistic is called, where the language has words for it."""
    key = f"statistic.{result.provenance.statistic}"
    return phrase(key if has_phrase(key, lang) else "title.plain", lang)


def _value(pen: Pen, row: Row) -> str:
    return formats.number(row.estimate, pen.lang, decimals=row.decimals)


def _mark(pen: Pen, row: Row, scale: Scale, y: float) -> None:
    if not row.shown:
        pen.canvas.hatch(scale.left + 0.5, y - 8, scale.span - 1, 16)
        return
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), palette.PALE_INTERVAL, 7)
    marks.point(pen.canvas, scale(row.estimate), y, "circle", palette.SCORE, r=4.4)


def _wide(
    pen: Pen, rows: Sequence[Row], labels: Sequence[str], ticks: list[float], unit: str
) -> None:
    canvas, top = pen.canvas, 20.0
    scale = Scale(ticks[0], ticks[-1], 270, 590)
    bottom = top + _ROW * len(rows)
    second = palette.SECOND
    coefficients = bool(rows) and all(row.level == COEFFICIENT for row in rows)
    kind = "percent" if unit else "coefficient" if coefficients else "score"
    head = pen.word(f"column_head.{kind}")
    canvas.text(656, 12, head, size=marks.SMALL, colour=second, anchor="end")
    canvas.text(668, 12, pen.say("column_head.interval"), size=marks.SMALL, colour=second)
    for tick in ticks:
        canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)
    for i, (row, words) in enumerate(zip(rows, labels, strict=True)):
        y = top + _ROW * (i + 0.5)
        marks.label(canvas, (0, y), words, 252, colour=palette.INK)
        _mark(pen, row, scale, y)
        if row.shown:
            canvas.text(656, y + 4.6, _value(pen, row), size=13, bold=True, anchor="end")
            canvas.text(668, y + 4.4, pen.span_of(row), size=12, colour=second)
        else:
            words = pen.hidden_words(row)
            canvas.text(canvas.width, y + 4, words, size=marks.SMALL, colour=second, anchor="end")
    marks.ticks(canvas, scale, bottom + 15, ticks, pen.lang, unit=unit)
    canvas.height = bottom + 20


def _narrow(
    pen: Pen, rows: Sequence[Row], labels: Sequence[str], ticks: list[float], unit: str
) -> None:
    canvas, y = pen.canvas, 0.0
    scale = Scale(ticks[0], ticks[-1], 14, canvas.width - 18)
    for row, words in zip(rows, labels, strict=True):
        tail = f"{_value(pen, row)} ({pen.span_of(row)})" if row.shown else pen.hidden_words(row)
        canvas.text(canvas.width, y + 15, tail, size=12, colour=palette.SECOND, anchor="end")
        room = canvas.width - text_width(tail, 12) - 12
        marks.label(canvas, (0, y + 12.5), words, room, colour=palette.INK)
        for tick in ticks:
            canvas.line((scale(tick), y + 28), (scale(tick), y + 46), palette.GRID)
        _mark(pen, row, scale, y + 37)
        y += _ROW_NARROW
    marks.ticks(canvas, scale, y + 14, ticks, pen.lang, unit=unit)
    canvas.height = y + 19
