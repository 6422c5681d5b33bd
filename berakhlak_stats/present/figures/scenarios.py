"""A published difference with the interval it would have under assumed designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.published import figures_of, scenario_words, scenarios_of
from berakhlak_stats.present.rows import reach
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.scale import Scale, ticks_around_zero

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW = 46.0


def scenarios(result: Estimates, lang: str, width: float = WIDE, title: str = "") -> Figure:
    """One row per assumed correlation: the difference on its interval about zero.

    Parameters
    ----------
    result : Estimates
        From ``published_change``.
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

    pen, every, made = Pen.of(result, lang, width), scenarios_of(result), figures_of(result)
    ends = reach(each.row for each in every)
    ticks = ticks_around_zero(min(ends), max(ends), 4)
    canvas, y = pen.canvas, 0.0
    scale = Scale(ticks[0], ticks[-1], 18, width - 22)
    for each in every:
        row, dark = each.row, each.significant
        colour = palette.SCORE if dark else palette.UNDECIDED
        name = pen.say("published.row", icc=each.icc_words(lang))
        canvas.text(0, y + 14, name, bold=True)
        span = formats.signed_interval(row.low, row.high, lang, decimals=2)
        words = f"{span}; {scenario_words(each, lang)}"
        canvas.text(width, y + 14, words, size=marks.SMALL, colour=palette.SECOND, anchor="end")
        for tick in ticks:
            canvas.line((scale(tick), y + 23), (scale(tick), y + 43), palette.GRID)
        canvas.line((scale(0), y + 23), (scale(0), y + 43), palette.ZERO, width=1.4)
        marks.whisker(canvas, scale, y + 33, (row.low, row.high), colour, 2.6)
        at = scale(row.estimate)
        marks.point(canvas, at, y + 33, "circle", colour, r=4.4, hollow=not dark)
        y += _ROW
    marks.ticks(canvas, scale, y + 13, ticks, lang, sign=True)
    canvas.height = y + 18
    before, after = (pen.index(made[name]) for name in ("before", "after"))
    pairs = [
        (pen.say("published.row", icc=each.icc_words(lang)), f"z {pen.index(each.z)}")
        for each in every[:3]
    ]
    subtitle = pen.say("published.sub", before=before, after=after)
    return Figure(
        "scenarios",
        lang,
        title or str(heading(result, lang)),
        f"{subtitle} {sample_words(result, lang)}",
        pen.say("published.caption"),
        alt_text(pen, "plain", pen.word("published.icc"), pairs, 0),
        canvas,
    )
