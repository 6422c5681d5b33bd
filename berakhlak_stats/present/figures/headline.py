"""The headline scale: where one score lies on 0-100, its interval, and how sure its band is.

Not a dial: a dial reads angles, hides a four-point interval and cannot stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present.figures.figure import NARROW, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.figures.indices import STEPPED
from berakhlak_stats.present.palette import SECOND
from berakhlak_stats.present.rows import Row, pick, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.scale import Scale

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_TRACK = 32.0


def headline(
    result: Estimates,
    lang: str,
    *,
    item: str,
    group: str = "",
    width: float = NARROW,
    title: str = "",
) -> Figure:
    """The category scale of one score.

    Parameters
    ----------
    result : Estimates
        Holds the row of ``item`` and ``group``; scores on 0-100.
    lang : str
        "id" or "en".
    item, group : str
        Which row.
    width : float
        Pixels.
    title : str
        The message; the name of the score where empty.

    Returns
    -------
    Figure
        The number itself is not drawn: a page prints it large beside the scale.
    """
    row = pick(rows_of(result), item=item, group=group)[0]
    pen = Pen.of(result, lang, width)
    scale = Scale(0, 100, 1, width - 1)
    top = marks.band_heads(pen.canvas, scale, 2, pen.spans) + 5
    if row.shown:
        marks.band_ground(pen.canvas, scale, top, _TRACK, pen.spans)
        ends = (row.low, row.estimate, row.high)
        marks.interval_mark(pen.canvas, scale, top + _TRACK / 2, ends, bar=11, line=24)
    else:
        pen.canvas.hatch(scale.left, top, scale.span, _TRACK)
    marks.edge_ticks(pen.canvas, scale, top + _TRACK + 15, marks.cuts(pen.spans, scale), lang)
    pen.canvas.height = _strip(pen, row, scale, top + _TRACK + 15)
    caption = pen.say("caption.band_scale")
    if item in STEPPED:
        caption += " " + pen.word("caption.stepped")
    name = pen.labels.item(item)
    pairs = [(name, f"{pen.index(row.estimate)} ({pen.span_of(row)})")] if row.shown else []
    return Figure(
        "headline",
        lang,
        title or name,
        pen.say("sub.headline") + " " + sample_words(result, lang),
        caption,
        alt_text(pen, "headline", name, pairs, int(row.hidden)),
        pen.canvas,
    )


def _strip(pen: Pen, row: Row, scale: Scale, y: float) -> float:
    """The probability strip, or the words that stand in its place; returns the height used."""
    if not row.shown:
        pen.canvas.text(scale.left, y + 24, pen.hidden_words(row), size=12.5, colour=SECOND)
        return y + 32
    if not row.probs:
        return y + 6
    pen.canvas.text(scale.left, y + 23, pen.word("column.probability"), size=11, colour=SECOND)
    marks.strip(pen.canvas, (scale.left, y + 30, scale.span, 19), row.probs, pen.lang)
    return y + 52
