"""The six indices on one band scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present.figures.band_rows import BandRow, Layout, draw
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import overall, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_TOTAL = "culture_health"
STEPPED = ("balance", _TOTAL)
"""Scores that move in whole steps, or contain one that does."""


def indices(
    result: Estimates, lang: str, *, width: float = WIDE, title: str = "", level: str = "index"
) -> Figure:
    """Indices (or values) as rows on the band scale, each with interval and band probabilities.

    Parameters
    ----------
    result : Estimates
        Rows of ``level`` about everybody, on 0-100.
    lang : str
        "id" or "en".
    width : float
        Side by side from 560 pixels, else stacked.
    title : str
        The message.
    level : str
        "index", "value", or another level on the band scale.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    rows = [row for row in overall(rows_of(result)) if row.level == level]
    lines = [
        BandRow(row, pen.labels.short(row.item), _note(row.item, lang), row.item == _TOTAL)
        for row in rows
    ]
    draw(pen, lines, Layout())
    shown = [line for line in lines if line.row.shown]
    pairs = [(line.label, pen.index(line.row.estimate)) for line in (*shown[-1:], *shown[:2])]
    what = ", ".join(line.label for line in lines)
    hidden = sum(row.hidden for row in rows)
    caption = pen.say("caption.band_scale")
    if any(row.item in STEPPED for row in rows) and level == "index":
        caption += " " + pen.word("caption.stepped")
    return Figure(
        "indices",
        lang,
        title or pen.word("heading.six" if len(rows) == 6 else "title.rows"),
        f"{pen.say('sub.indices')} {sample_words(result, lang)}",
        caption,
        alt_text(pen, "indices", what, pairs, hidden),
        pen.canvas,
    )


def _note(item: str, lang: str) -> str:
    key = f"index_note.{item}"
    return phrase(key, lang) if has_phrase(key, lang) else ""
