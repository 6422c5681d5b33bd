"""Realised values on their intervals, and the target each was aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.scale import Scale, ticks_over
from berakhlak_stats.present.targets import Aim, aim_name, aims_of, target_reading

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

MOST = 20
_ROW = 58.0


def aims(result: Estimates, lang: str, width: float = WIDE, title: str = "") -> Figure:
    """A scale per indicator: interval bar, upright line of the realised value, target diamond.

    Parameters
    ----------
    result : Estimates
        From ``target_achievement``.
    lang : str
        "id" or "en".
    width : float
        Pixels; one layout serves page and phone.
    title : str
        The message.

    Returns
    -------
    Figure
    """
    from berakhlak_stats.present.narrative.narrate import heading

    pen, every = Pen.of(result, lang, width), aims_of(result)
    drawn = every[:MOST]
    # What was not tested is drawn too.
    known = [end for aim in drawn for end in (aim.row.low, aim.row.high) if end == end]
    ends = [*known, *(aim.target for aim in drawn)]
    ticks = ticks_over(min(ends), max(ends), 4 if pen.wide else 3)
    items = len({aim.row.item for aim in every}) > 1
    _draw(pen, drawn, ticks, items=items)
    caption = pen.say("target.figure.caption")
    if len(every) > len(drawn):
        left = formats.integer(len(every) - len(drawn), lang)
        caption += " " + pen.say("caption.left_out", count=left)
    pairs = [
        (aim_name(aim, pen.labels, items=items), pen.index(aim.row.estimate))
        for aim in drawn
        if aim.row.shown
    ]
    hidden = sum(aim.row.hidden for aim in drawn)
    return Figure(
        "aims",
        lang,
        title or str(heading(result, lang)),
        f"{pen.say('target.figure.sub')} {sample_words(result, lang)}",
        caption,
        alt_text(pen, "plain", pen.word("target.column.realised").lower(), pairs[:3], hidden),
        pen.canvas,
    )


def _draw(pen: Pen, drawn: list[Aim], ticks: list[float], *, items: bool) -> None:
    canvas, y = pen.canvas, 0.0
    scale = Scale(ticks[0], ticks[-1], 14, canvas.width - 18)
    for i, aim in enumerate(drawn):
        if i:
            canvas.line((0, y), (canvas.width, y), palette.GRID)
        _words(pen, aim, y, items=items)
        for tick in ticks:
            canvas.line((scale(tick), y + 36), (scale(tick), y + 54), palette.GRID)
        if aim.row.estimate == aim.row.estimate:
            row = aim.row
            marks.interval_mark(canvas, scale, y + 45, (row.low, row.estimate, row.high), line=17)
            reached = aim.verb == "reached"
            colour = palette.SCORE if reached else palette.SECOND
            at = scale(aim.target)
            marks.point(canvas, at, y + 45, "diamond", colour, r=4.4, hollow=not reached)
        else:
            canvas.hatch(scale.left + 0.5, y + 37, scale.span - 1, 16)
        y += _ROW
    marks.ticks(canvas, scale, y + 14, ticks, pen.lang)
    canvas.height = y + 19


def _words(pen: Pen, aim: Aim, y: float, *, items: bool) -> None:
    """Name and reading on the first line, target and realised value on the second."""
    canvas, row = pen.canvas, aim.row
    name = aim_name(aim, pen.labels, items=items)
    reading = target_reading(aim, pen.labels)
    room = canvas.width * (0.62 if pen.wide else 0.56)
    marks.label(canvas, (0, y + 12), name, room, colour=palette.INK, bold=True, most=1)
    target = f"{pen.word('target.column.target').lower()} {pen.index(aim.target)}"
    canvas.text(0, y + 29, target, size=marks.SMALL, colour=palette.SECOND)
    bold = aim.verb in ("reached", "missed")
    ink = palette.INK if bold else palette.SECOND
    if row.estimate == row.estimate:
        number = f"{pen.index(row.estimate)} ({pen.span_of(row)})"
        canvas.text(canvas.width, y + 16, number, size=12, bold=bold, colour=ink, anchor="end")
    canvas.text(
        canvas.width, y + 29, reading, size=marks.SMALL, colour=palette.SECOND, anchor="end"
    )
