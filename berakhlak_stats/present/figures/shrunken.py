"""Raw scores beside shrunken ones: how far each is drawn to the centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.benchmarks import (
    Standing,
    groups_of,
    main_item,
    standings_of,
    whole_of,
)
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import shorten, text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_over

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW, _ROW_NARROW = 30.0, 48.0
_MOST = 60
_RAW_RIGHT, _SHRUNKEN_RIGHT, _SPAN_LEFT = 590.0, 660.0, 672.0


def shrunken(
    result: Estimates,
    lang: str,
    *,
    item: str = "",
    width: float = WIDE,
    title: str = "",
    most: int = _MOST,
) -> Figure:
    """Raw and shrunken scores of groups, of one score.

    Parameters
    ----------
    result : Estimates
        Of ``significance.shrunken_scores``.
    lang : str
        "id" or "en".
    item : str
        Which score; implementation by default, or the first.
    width : float
        Side by side from 560 pixels, else stacked.
    title : str
        The message.
    most : int
        At most so many groups.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    every = standings_of(result)
    item = item or main_item(every)
    own, centre = groups_of(every, item), whole_of(every, item)
    drawn = own[:most]
    shown = [each for each in drawn if each.row.shown]
    ends = [end for each in shown for end in (each.raw, each.row.low, each.row.high)]
    ticks = ticks_over(min(ends, default=0.0), max(ends, default=100.0), 5 if pen.wide else 4)
    at = centre.row.estimate if centre is not None else None
    (_wide if pen.wide else _narrow)(pen, drawn, ticks, at)
    caption = pen.say("benchmark.figure.caption_shrunken")
    if len(own) > len(drawn):
        left_out = formats.integer(len(own) - len(drawn), lang)
        caption += " " + pen.say("caption.left_out", count=left_out)
    what = pen.labels.item(item)
    return Figure(
        "shrunken",
        lang,
        title or what,
        pen.say("benchmark.figure.sub_shrunken", what=what),
        caption,
        alt_text(pen, "shrunken", what, _moved(pen, shown), sum(e.row.hidden for e in own)),
        pen.canvas,
    )


def _moved(pen: Pen, shown: Sequence[Standing]) -> list[tuple[str, str]]:
    """The groups that were drawn farthest."""
    far = sorted(shown, key=lambda each: -abs(each.raw - each.row.estimate))
    return [(each.row.group, _arrow(pen, each)) for each in far[:3]]


def _arrow(pen: Pen, each: Standing) -> str:
    return f"{pen.index(each.raw)} \N{RIGHTWARDS ARROW} {pen.index(each.row.estimate)}"


def _mark(pen: Pen, each: Standing, scale: Scale, y: float) -> None:
    canvas, row = pen.canvas, each.row
    if not row.shown:
        canvas.hatch(scale.left + 0.5, y - 8, scale.span - 1, 16)
        return
    marks.whisker(canvas, scale, y, (row.low, row.high), palette.RULE, 7)
    ends = (scale(each.raw), y), (scale(row.estimate), y)
    canvas.line(*ends, palette.INTERVAL, width=1.6)
    marks.point(canvas, *ends[0], "circle", palette.UNDECIDED, r=4.2, hollow=True)
    marks.point(canvas, *ends[1], "circle", palette.SCORE, r=4.4)


def _wide(pen: Pen, drawn: Sequence[Standing], ticks: list[float], centre: float | None) -> None:
    canvas, top, second = pen.canvas, 22.0, palette.SECOND
    scale = Scale(ticks[0], ticks[-1], 236, 530)
    bottom = top + _ROW * len(drawn)
    heads = [
        (_RAW_RIGHT, pen.word("benchmark.column.raw_short"), "end"),
        (_SHRUNKEN_RIGHT, pen.word("benchmark.column.shrunken_short"), "end"),
        (_SPAN_LEFT, pen.say("column_head.interval"), "start"),
    ]
    for x, words, anchor in heads:
        canvas.text(x, 12, words, size=marks.SMALL, colour=second, anchor=anchor)  # type: ignore[arg-type]
    _lines(pen, scale, ticks, centre, top, bottom)
    for i, each in enumerate(drawn):
        y, row = top + _ROW * (i + 0.5), each.row
        marks.label(canvas, (0, y), row.group, 218, colour=palette.INK if row.shown else second)
        _mark(pen, each, scale, y)
        if not row.shown:
            words = pen.hidden_words(row)
            canvas.text(canvas.width, y + 4, words, size=marks.SMALL, colour=second, anchor="end")
            continue
        canvas.text(_RAW_RIGHT, y + 4.4, pen.index(each.raw), size=12, colour=second, anchor="end")
        value = pen.index(row.estimate)
        canvas.text(_SHRUNKEN_RIGHT, y + 4.6, value, size=13, bold=True, anchor="end")
        canvas.text(_SPAN_LEFT, y + 4.4, pen.span_of(row), size=12, colour=second)
    marks.ticks(canvas, scale, bottom + 15, ticks, pen.lang)
    canvas.height = bottom + 20


def _lines(
    pen: Pen, scale: Scale, ticks: list[float], centre: float | None, top: float, bottom: float
) -> None:
    for tick in ticks:
        pen.canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)
    if centre is not None:
        x = scale(centre)
        pen.canvas.line((x, top - 4), (x, bottom), palette.INK, width=1.1, dash="3 3")


def _narrow(pen: Pen, drawn: Sequence[Standing], ticks: list[float], centre: float | None) -> None:
    canvas, y = pen.canvas, 0.0
    scale = Scale(ticks[0], ticks[-1], 14, canvas.width - 18)
    for each in drawn:
        row = each.row
        if not row.shown:
            tail = pen.hidden_words(row, short=True)
        else:
            tail = f"{_arrow(pen, each)} ({pen.span_of(row)})"
        canvas.text(canvas.width, y + 15, tail, size=12, colour=palette.SECOND, anchor="end")
        room = canvas.width - text_width(tail, 12) - 12
        canvas.text(0, y + 15, shorten(row.group, room, marks.LABEL))
        _lines(pen, scale, ticks, centre, y + 28, y + 46)
        _mark(pen, each, scale, y + 37)
        y += _ROW_NARROW
    marks.ticks(canvas, scale, y + 14, ticks, pen.lang)
    canvas.height = y + 19
