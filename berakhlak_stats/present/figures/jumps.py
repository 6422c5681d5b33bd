"""Jumps: the largest increases from one list to the next, with the ranks each may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.figures.limiting import limiting_label
from berakhlak_stats.present.narrative.jumps import jumps_of
from berakhlak_stats.present.rows import Row, overall, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.scale import Scale

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW, _ROW_NARROW = 32.0, 52.0


@dataclass(frozen=True)
class Jump:
    """A word with its increase and its rank among all changes."""

    gap: Row
    rank: Row

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest rank it may have."""
        return self.rank.low, self.rank.high


def jumps(
    result: Estimates,
    lang: str,
    *,
    ranks: Estimates,
    width: float = WIDE,
    title: str = "",
    most: int = 10,
) -> Figure:
    """Increases that passed their test, largest first, each on the ranks it may have.

    Parameters
    ----------
    result : Estimates
        Paired differences of words, shares 0-1, with ``p_adjusted``.
    lang : str
        "id" or "en".
    ranks : Estimates
        Ranks of the same differences with their simultaneous sets.
    width : float
        Columns beside the marks from 560 pixels, else above them.
    title : str
        The message.
    most : int
        At most so many words.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    places = overall(rows_of(ranks))
    known = {row.item: row for row in places if row.shown and row.low == row.low}
    every = [Jump(row, known[row.item]) for row in jumps_of(rows_of(result)) if row.item in known]
    drawn = every[:most]
    (_wide if pen.wide else _narrow)(pen, drawn)
    pairs = [
        (pen.labels.item(each.gap.item), formats.signed(each.gap.estimate, lang)) for each in drawn
    ]
    caption = pen.say("caption.jumps", words=formats.integer(len(places), lang))
    if len(every) > len(drawn):
        left = formats.integer(len(every) - len(drawn), lang)
        caption += " " + pen.say("caption.jumps_left_out", count=left)
    return Figure(
        "jumps",
        lang,
        title or pen.word("title.jumps"),
        f"{pen.say('sub.jumps')} {sample_words(result, lang)}",
        caption,
        alt_text(pen, "jumps", "", pairs, 0),
        pen.canvas,
    )


def _axis(drawn: Sequence[Jump], left: float, right: float) -> tuple[Scale, list[float]]:
    """Ranks from 1; few whole numbers as ticks, the last of them the lowest rank in view."""
    last = max((each.ends[1] for each in drawn), default=2.0)
    last = max(last, 2.0)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - 1) / s <= 5 or s == 1000)
    inner = [float(k) for k in range(step, int(last), step) if k > 1 and last - k >= 0.6 * step]
    return Scale(1.0, last, left, right), [1.0, *inner, last]


def _mark(pen: Pen, each: Jump, scale: Scale, y: float) -> None:
    low, high = (scale(end) for end in each.ends)
    pen.canvas.rect(low - 4, y - 4, high - low + 8, 8, palette.PALE_INTERVAL)
    marks.point(pen.canvas, scale(each.rank.estimate), y, "circle", palette.SCORE, r=4.4)


def _rank_words(pen: Pen, each: Jump) -> tuple[str, str]:
    value = formats.number(each.rank.estimate, pen.lang, decimals=0)
    return value, formats.interval(*each.ends, pen.lang, decimals=0)


def _wide(pen: Pen, drawn: Sequence[Jump]) -> None:
    canvas, top = pen.canvas, 28.0
    scale, ticks = _axis(drawn, 234, 470)
    bottom = top + _ROW * len(drawn)
    heads = [
        (352.0, pen.say("column_head.rank_axis"), "middle"),
        (518.0, pen.word("column_head.rank"), "end"),
        (526.0, pen.say("column_head.interval"), "start"),
        (644.0, pen.say("column_head.difference"), "end"),
        (653.0, pen.say("column_head.interval"), "start"),
    ]
    for x, words, anchor in heads:
        canvas.text(x, 14, words, size=marks.SMALL, colour=palette.SECOND, anchor=anchor)  # type: ignore[arg-type]
    for tick in ticks:
        canvas.line((scale(tick), top), (scale(tick), bottom), palette.GRID)
    for i, each in enumerate(drawn):
        y = top + _ROW * (i + 0.5)
        if i:
            canvas.line((0, y - _ROW / 2), (canvas.width, y - _ROW / 2), palette.GRID)
        limiting_label(pen, each.gap.item, y, 210)
        _mark(pen, each, scale, y)
        place, span = _rank_words(pen, each)
        canvas.text(518, y + 4.6, place, size=13, bold=True, anchor="end")
        canvas.text(526, y + 4.4, span, size=12, colour=palette.SECOND)
        value = formats.signed(each.gap.estimate, pen.lang)
        canvas.text(644, y + 4.6, value, size=13, bold=True, anchor="end")
        span = formats.signed_interval(each.gap.low, each.gap.high, pen.lang)
        canvas.text(653, y + 4.4, span, size=12, colour=palette.SECOND)
    marks.ticks(canvas, scale, bottom + 16, ticks, pen.lang)
    canvas.height = bottom + 21


def _narrow(pen: Pen, drawn: Sequence[Jump]) -> None:
    canvas, right = pen.canvas, pen.canvas.width
    scale, ticks = _axis(drawn, 8, right - 8)
    head = pen.word("column_head.difference_points")
    canvas.text(right, 14, head, size=marks.SMALL, colour=palette.SECOND, anchor="end")
    canvas.text(0, 14, pen.say("column_head.rank_axis"), size=marks.SMALL, colour=palette.SECOND)
    y = 22.0
    for each in drawn:
        canvas.line((0, y + _ROW_NARROW), (right, y + _ROW_NARROW), palette.GRID)
        value = formats.signed(each.gap.estimate, pen.lang)
        canvas.text(right, y + 15, value, size=13, bold=True, anchor="end")
        span = formats.signed_interval(each.gap.low, each.gap.high, pen.lang)
        canvas.text(right, y + 29, span, size=marks.SMALL, colour=palette.SECOND, anchor="end")
        limiting_label(pen, each.gap.item, y + 11, right - 62)
        place, span = _rank_words(pen, each)
        words = f"{pen.word('column_head.rank')} {place} ({span})"
        canvas.text(0, y + 29, words, size=marks.SMALL, colour=palette.SECOND)
        _mark(pen, each, scale, y + 41)
        y += _ROW_NARROW
    marks.ticks(canvas, scale, y + 12, ticks, pen.lang)
    canvas.height = y + 18
