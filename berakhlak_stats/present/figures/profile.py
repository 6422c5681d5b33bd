"""Profiles of votes on all lists: levels, types and needs, limiting parts apart; and entropy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present.figures.areas import LIMITING_PART, draw_lists, largest
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.rows import Row, overall, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_TOP_DOWN = frozenset({"stage"})
"""Levels that are drawn like a building: the highest floor on top."""


def profile(result: Estimates, lang: str, *, width: float = WIDE, title: str = "") -> Figure:
    """Shares of votes by a property of words, on every list the result holds.

    Parameters
    ----------
    result : Estimates
        Rows of level "stage", "type" or "need", shares 0-1, or of level "entropy", 0-100.
    lang : str
        "id" or "en".
    width : float
        Labels beside the marks from 560 pixels, else above them.
    title : str
        The message.

    Returns
    -------
    Figure
        In the order of the instrument, limiting parts below the positive ones.
    """
    pen = Pen.of(result, lang, width)
    rows = overall(rows_of(result))
    level = rows[0].level if rows else "stage"
    draw_lists(pen, rows, _items(rows, level), in_order(row.list for row in rows))
    return Figure(
        "profile",
        lang,
        title or pen.word(f"title.{level}"),
        f"{pen.say(f'sub.{level}')} {sample_words(result, lang)}",
        pen.say(f"caption.{level}"),
        alt_text(pen, "profile", pen.word(f"title.{level}"), largest(pen, rows), _hidden(rows)),
        pen.canvas,
    )


def _hidden(rows: Sequence[Row]) -> int:
    return sum(row.hidden for row in rows)


def _items(rows: Sequence[Row], level: str) -> list[str]:
    items = list(dict.fromkeys(row.item for row in rows))
    if level in _TOP_DOWN:
        items.reverse()
    return sorted(items, key=lambda item: item.endswith(LIMITING_PART))
