"""Any estimates at all: a dot on its interval, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.dot_rows import DotRow, draw_dot_rows
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.labels import row_name
from berakhlak_stats.present.levels import COEFFICIENT, PERCENT_LEVELS
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import Row, reach, rows_of
from berakhlak_stats.present.svg.scale import ticks_over
from berakhlak_stats.present.ways import second_words

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


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
    drawn = [_drawn(pen, row, label) for row, label in zip(rows, labels, strict=True)]
    draw_dot_rows(pen, drawn, ticks, pen.word(f"column_head.{_kind(rows, unit)}"), unit)
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


def _drawn(pen: Pen, row: Row, label: str) -> DotRow:
    ends = (row.estimate, row.low, row.high)
    if not row.shown:
        return DotRow(label, ends, note=pen.hidden_words(row))
    return DotRow(label, ends, _value(pen, row), pen.span_of(row))


def _kind(rows: Sequence[Row], unit: str) -> str:
    """What the values are called above their column."""
    if unit:
        return "percent"
    coefficients = bool(rows) and all(row.level == COEFFICIENT for row in rows)
    return "coefficient" if coefficients else "score"
