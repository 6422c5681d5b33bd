"""The area profile: where the votes of each list lie, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.rows import Row, overall, pick, reach, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_from_zero

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_STEP = 15.0
_COLUMN = 76.0
LIMITING_PART = "_limiting"
"""How the ids of limiting parts of a profile end."""


def areas(result: Estimates, lang: str, *, width: float = WIDE, title: str = "") -> Figure:
    """Vote shares of the areas on every list the result holds, sorted by the last list.

    Parameters
    ----------
    result : Estimates
        Rows of level "area", shares 0-1, for one or more lists.
    lang : str
        "id" or "en".
    width : float
        Labels beside the marks from 560 pixels, else above them.
    title : str
        The message.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    rows = pick(overall(rows_of(result)), level="area")
    lists = in_order(row.list for row in rows)
    items = _sorted_items(rows, lists)
    draw_lists(pen, rows, items, lists)
    pairs = largest(pen, rows)
    return Figure(
        "areas",
        lang,
        title or pen.word("title.areas"),
        f"{pen.say('sub.areas')} {sample_words(result, lang)}",
        pen.word("caption.areas"),
        alt_text(pen, "areas", "", pairs, sum(row.hidden for row in rows)),
        pen.canvas,
    )


def draw_lists(pen: Pen, rows: Sequence[Row], items: Sequence[str], lists: Sequence[str]) -> None:
    """Items one below the other, on each the marks of all lists with their intervals."""
    ticks = ticks_from_zero(max(reach(rows), default=10.0), 4)
    (_wide if pen.wide else _narrow)(pen, rows, items, lists, ticks)


def largest(pen: Pen, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The three largest shares with their names, for an alt text."""
    shown = sorted((row for row in rows if row.shown), key=lambda row: -row.estimate)
    return [
        (
            f"{pen.labels.item(row.item)} ({pen.labels.list(row.list, short=True)})",
            f"{pen.index(row.estimate)}%",
        )
        for row in shown[:3]
    ]


def _sorted_items(rows: Sequence[Row], lists: Sequence[str]) -> list[str]:
    last = {row.item: row for row in rows if row.list == lists[-1]} if lists else {}
    items = dict.fromkeys(row.item for row in rows)

    def key(item: str) -> float:
        row = last.get(item)
        return -row.estimate if row is not None and row.shown else 1.0

    return sorted(items, key=key)


def list_key(pen: Pen, lists: Sequence[str], x: float, y: float) -> float:
    """The names of the lists beside their marks on the baseline ``y``; returns where they end."""
    for name in lists:
        style = palette.list_style(name)
        words = pen.labels.list(name, short=True)
        marks.point(pen.canvas, x + 5, y - 4.2, style.shape, style.fill)
        pen.canvas.text(x + 15, y, words, bold=True, colour=style.text)
        x += 15 + text_width(words, marks.LABEL, True) + 20
    return x


def _mark(pen: Pen, row: Row, scale: Scale, y: float) -> None:
    style = palette.list_style(row.list)
    if not row.shown:
        pen.canvas.hatch(scale.left, y - 5, scale.span, 10)
        return
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), style.fill, 2.6)
    marks.point(pen.canvas, scale(row.estimate), y, style.shape, style.fill)


def _grid(pen: Pen, scale: Scale, ticks: Sequence[float], top: float, bottom: float) -> None:
    for tick in ticks:
        pen.canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)


def _number(pen: Pen, row: Row, x: float, y: float) -> None:
    """The number in the ink of its list, or the word that it is hidden, ending at ``x``."""
    colour = palette.list_style(row.list).text
    if row.shown:
        pen.canvas.text(x, y, pen.index(row.estimate), size=13, colour=colour, anchor="end")
    else:
        words = pen.hidden_words(row, short=True)
        pen.canvas.text(x, y, words, size=marks.SMALL, colour=palette.SECOND, anchor="end")


def _name(pen: Pen, item: str, at: tuple[float, float], room: float, most: int) -> None:
    """The name of an item about the height ``at``; limiting ones carry their mark."""
    (x, y), colour = at, palette.INK
    if item.endswith(LIMITING_PART):
        marks.flag(pen.canvas, x, y + 4)
        x, room, colour = x + 13, room - 13, palette.LIMITING
    name = pen.labels.item(item)
    marks.label(pen.canvas, (x, y), name, room, colour=colour, bold=True, most=most)


def _wide(
    pen: Pen, rows: Sequence[Row], items: Sequence[str], lists: Sequence[str], ticks: list[float]
) -> None:
    canvas, columns = pen.canvas, _COLUMN * len(lists)
    scale = Scale(0, ticks[-1], 178, canvas.width - columns - 14)
    list_key(pen, lists, 178, 14)
    deep, top = _STEP * len(lists) + 7, 26.0
    bottom = top + deep * len(items)
    _grid(pen, scale, ticks, top, bottom)
    ends = {name: canvas.width - columns + _COLUMN * (i + 1) for i, name in enumerate(lists)}
    for name, x in ends.items():
        words, colour = pen.labels.list(name, short=True), palette.list_style(name).text
        canvas.text(x, 14, words, size=marks.SMALL, colour=colour, anchor="end")
    for j, item in enumerate(items):
        y = top + deep * j
        if j:
            canvas.line((0, y), (canvas.width, y), palette.GRID)
        _name(pen, item, (0, y + deep / 2), 166, max(1, int(deep // 14)))
        for i, name in enumerate(lists):
            for row in pick(rows, item=item, list=name):
                _mark(pen, row, scale, y + 3.5 + _STEP * (i + 0.5))
                _number(pen, row, ends[name], y + deep / 2 + 4.5)
    marks.ticks(canvas, scale, bottom + 16, ticks, pen.lang, unit="%")
    canvas.height = bottom + 21


def _narrow(
    pen: Pen, rows: Sequence[Row], items: Sequence[str], lists: Sequence[str], ticks: list[float]
) -> None:
    canvas = pen.canvas
    scale = Scale(0, ticks[-1], 4, canvas.width - _COLUMN)
    list_key(pen, lists, 0, 14)
    y = 28.0
    for item in items:
        _name(pen, item, (0, y + 8.5), canvas.width, 1)
        top, y = y + 20, y + 22
        foot = y + _STEP * len(lists)
        _grid(pen, scale, ticks, top, foot)
        for i, name in enumerate(lists):
            for row in pick(rows, item=item, list=name):
                middle = y + _STEP * (i + 0.5)
                _mark(pen, row, scale, middle)
                _number(pen, row, canvas.width, middle + 4.5)
        y = foot + 10
    marks.ticks(canvas, scale, y + 8, ticks, pen.lang, unit="%")
    canvas.height = y + 14
