"""Which places groups may have: a bar each, pale where it spans the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.benchmarks import (
    Standing,
    groups_of,
    level_words,
    main_item,
    places_in_order,
    standings_of,
)
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text
from berakhlak_stats.present.reading import unranked_words
from berakhlak_stats.present.rows import UNRANKED
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import shorten, text_width
from berakhlak_stats.present.svg.scale import Scale

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW, _ROW_NARROW = 28.0, 46.0
_MOST = 60
_EACH_TICK = 12
"""Up to so many places each has its tick."""


def rank_intervals(
    result: Estimates,
    lang: str,
    *,
    item: str = "",
    width: float = WIDE,
    title: str = "",
    most: int = _MOST,
) -> Figure:
    """The places that remain possible for each group, of one score.

    Parameters
    ----------
    result : Estimates
        Of ``significance.rank_sets`` or ``significance.standings``.
    lang : str
        "id" or "en".
    item : str
        Which score; implementation by default, or the first.
    width : float
        Names beside the bars from 560 pixels, else above them.
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
    own = places_in_order(groups_of(every, item))
    shown = [each for each in own if each.ranked]
    drawn = own[:most]
    count = len(shown)
    (_wide if pen.wide else _narrow)(pen, drawn, max(count, 2))
    what, number = pen.labels.item(item), formats.integer(count, lang)
    highest = bool(result.provenance.parameters.get("highest_first", True))
    caption = pen.say("benchmark.figure.caption_ranks", count=number)
    if len(own) > len(drawn):
        left_out = formats.integer(len(own) - len(drawn), lang)
        caption += " " + pen.say("caption.left_out", count=left_out)
    return Figure(
        "rank_intervals",
        lang,
        title or what,
        pen.say(
            "benchmark.figure.sub_ranks",
            what=what,
            first=pen.word(f"benchmark.{'highest' if highest else 'lowest'}"),
            count=number,
            level=level_words(result, lang),
        ),
        caption,
        alt_text(pen, "ranks", what, _pairs(pen, shown), sum(each.row.hidden for each in own)),
        pen.canvas,
    )


def _pairs(pen: Pen, shown: Sequence[Standing]) -> list[tuple[str, str]]:
    """Groups whose place is narrowed down first."""
    order = sorted(shown, key=lambda each: each.place_high - each.place_low)
    return [(each.row.group, _span(pen, each)) for each in order[:3]]


def _span(pen: Pen, each: Standing) -> str:
    return formats.interval(each.place_low, each.place_high, pen.lang, decimals=0)


def _ticks(count: int) -> list[float]:
    step = 1 if count <= _EACH_TICK else next(s for s in (2, 5, 10, 20, 50, 100) if count <= 12 * s)
    inner = [tick for tick in range(step, count + 1, step) if 1 < tick < count - step / 2]
    return [1.0, *(float(tick) for tick in inner), float(count)]


def _bar(pen: Pen, each: Standing, scale: Scale, y: float) -> None:
    if not each.ranked:
        if each.row.hidden:
            pen.canvas.hatch(scale.left - 6, y - 8, scale.span + 12, 16)
        return
    whole = _whole(each, scale)
    left, right = scale(each.place_low), scale(each.place_high)
    colour = palette.RULE if whole else palette.PALE_INTERVAL
    pen.canvas.rect(left - 4, y - 4, right - left + 8, 8, colour)
    marks.point(pen.canvas, scale(each.place), y, "circle", palette.SCORE, r=4.6)


def _whole(each: Standing, scale: Scale) -> bool:
    """Whether the bar spans all places."""
    return each.place_low <= scale.low and each.place_high >= scale.high


def _wide(pen: Pen, drawn: Sequence[Standing], count: int) -> None:
    canvas, top, right = pen.canvas, 22.0, pen.canvas.width
    scale = Scale(1, count, 254, 626)
    bottom = top + _ROW * len(drawn)
    head = pen.word("benchmark.column.places").lower()
    canvas.text(right, 11, head, size=marks.SMALL, colour=palette.SECOND, anchor="end")
    marks.ticks(canvas, scale, 11, _ticks(count), pen.lang)
    for tick in _ticks(count):
        canvas.line((scale(tick), top - 4), (scale(tick), bottom), palette.GRID)
    for i, each in enumerate(drawn):
        y = top + _ROW * (i + 0.5)
        colour = palette.INK if each.ranked else palette.SECOND
        marks.label(canvas, (0, y), each.row.group, 236, colour=colour)
        _bar(pen, each, scale, y)
        _words(pen, each, scale, right, y + 4.4)
    canvas.height = bottom + 4


def _words(pen: Pen, each: Standing, scale: Scale, right: float, base: float) -> None:
    """The set of places at the right, bold where it says something."""
    if not each.ranked:
        words = _without(pen, each)
        pen.canvas.text(right, base, words, size=marks.SMALL, colour=palette.SECOND, anchor="end")
        return
    words = pen.say(
        "benchmark.figure.places_of",
        span=_span(pen, each),
        count=formats.integer(scale.high, pen.lang),
    )
    bold = not _whole(each, scale)
    colour = palette.INK if bold else palette.SECOND
    pen.canvas.text(right, base, words, size=12, bold=bold, colour=colour, anchor="end")


def _without(pen: Pen, each: Standing) -> str:
    """What stands in the place of the places of a group that has none."""
    if each.row.note.startswith(UNRANKED):
        return unranked_words(each.row, pen.lang)
    return pen.hidden_words(each.row, short=True)


def _narrow(pen: Pen, drawn: Sequence[Standing], count: int) -> None:
    canvas, y = pen.canvas, 0.0
    scale = Scale(1, count, 12, canvas.width - 12)
    longest = text_width("88\N{EN DASH}88 xxxx 88", 12, True) + 8
    for each in drawn:
        for tick in _ticks(count):
            canvas.line((scale(tick), y + 24), (scale(tick), y + _ROW_NARROW), palette.GRID)
        hidden = not each.ranked
        words = _without(pen, each) if hidden else ""
        room = canvas.width - max(text_width(words, marks.SMALL) + 10, longest)
        colour = palette.SECOND if hidden else palette.INK
        name = shorten(each.row.group, room, marks.LABEL)
        canvas.text(0, y + 15, name, colour=colour)
        _words(pen, each, scale, canvas.width, y + 15)
        _bar(pen, each, scale, y + 33)
        y += _ROW_NARROW
    marks.ticks(canvas, scale, y + 14, _ticks(count), pen.lang)
    canvas.height = y + 19
