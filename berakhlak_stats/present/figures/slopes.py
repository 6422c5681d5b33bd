"""Waves of one score under each other: time runs down, a line joins what is one series.

A slope graph turned on its side, so that every wave keeps its interval and names have room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.changes import Change, changes, waves_of
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.figures.indices import STEPPED
from berakhlak_stats.present.figures.wave_rows import Axes, Series, draw
from berakhlak_stats.present.labels import row_name
from berakhlak_stats.present.levels import SHARE_LEVELS
from berakhlak_stats.present.rows import Row, reach
from berakhlak_stats.present.svg.scale import nice_step, ticks_around_zero

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

MOST = 16


def slopes(result: Estimates, lang: str, width: float = WIDE, title: str = "") -> Figure:
    """Estimates of every wave with intervals, joined within a series, and their differences.

    Parameters
    ----------
    result : Estimates
        From ``waves`` or ``wave_difference``.
    lang : str
        "id" or "en".
    width : float
        Names beside the marks from 560 pixels, else above them.
    title : str
        The message; by default what the verb gate allows.

    Returns
    -------
    Figure
    """
    from berakhlak_stats.present.narrative.narrate import heading

    pen, every = Pen.of(result, lang, width), changes(result)
    series = _series(pen, every, waves_of(result))
    drawn = series[:MOST]
    known = [row for each in drawn for _, row in each.waves if not each.hidden]
    tested = [
        change
        for each in drawn
        for change in each.changes
        if change.verb not in ("broken", "hidden")
    ]
    differences = [change.difference for change in tested]
    axes = Axes(_ticks(known, 4), _around_zero(differences, 3 if pen.wide else 2))
    shares = bool(known) and all(row.level in SHARE_LEVELS for row in known)
    draw(pen, drawn, axes, "%" if shares else "")
    caption = pen.say("waves.figure.caption")
    broken = sum(change.verb == "broken" for change in every)
    if broken:
        caption += " " + pen.word("waves.figure.caption_broken")
    if any(row.item in STEPPED for row in known):
        caption += " " + pen.word("caption.stepped")
    if len(series) > len(drawn):
        left = formats.integer(len(series) - len(drawn), lang)
        caption += " " + pen.say("caption.left_out", count=left)
    points = all(change.points for change in every)
    subtitle = pen.say("waves.figure.sub" if points else "waves.figure.sub_plain")
    return Figure(
        "slopes",
        lang,
        title or str(heading(result, lang)),
        f"{subtitle} {sample_words(result, lang)}",
        caption,
        _alt(pen, drawn, broken),
        pen.canvas,
    )


def _alt(pen: Pen, drawn: Sequence[Series], broken: int) -> str:
    pairs = [
        (each.name, formats.signed(change.difference.estimate, pen.lang))
        for each in drawn
        for change in each.changes
        if change.difference.estimate == change.difference.estimate
    ]
    hidden = sum(each.hidden for each in drawn)
    what = ", ".join(dict.fromkeys(label for each in drawn for label, _ in each.waves))
    text = alt_text(pen, "plain", what, pairs[:3], hidden)
    if broken:
        text += " " + pen.say("waves.figure.alt_broken", count=formats.integer(broken, pen.lang))
    return text


def _series(pen: Pen, every: Sequence[Change], waves: Sequence[str]) -> list[Series]:
    """Changes of the same row together, in the order of the result."""
    found: dict[tuple[str, ...], list[Change]] = {}
    for change in every:
        row = change.difference
        key = (row.list, row.level, row.item, row.item_2, row.group)
        found.setdefault(key, []).append(change)
    items = len({key[2:4] for key in found}) > 1
    lists = len({key[0] for key in found if ">" not in key[0]} - {""}) > 1
    return [
        Series(
            _name(pen, group[0].difference, items=items, lists=lists),
            _estimates(group, waves),
            tuple(group),
        )
        for group in found.values()
    ]


def _estimates(group: Sequence[Change], waves: Sequence[str]) -> tuple[tuple[str, Row], ...]:
    ends = [(c.before_wave, c.before) for c in group] + [(c.after_wave, c.after) for c in group]
    by_wave = dict(ends)
    return tuple((label, by_wave[label]) for label in waves if label in by_wave)


def _name(pen: Pen, row: Row, *, items: bool, lists: bool) -> str:
    parts = [row_name(pen.labels, row)] if items or not row.group else []
    parts += [pen.labels.list(row.list, short=True)] if lists else []
    parts += [row.group] if row.group else []
    return " \N{MIDDLE DOT} ".join(parts)


def _ticks(rows: Sequence[Row], most: int) -> list[float]:
    """Round numbers around what is shown; dots, unlike bars, need no zero."""
    ends = reach(rows) or [0.0, 100.0]
    step = nice_step(max(max(ends) - min(ends), 1e-9), most)
    first = math.floor(min(ends) / step + 1e-9)
    last = max(math.ceil(max(ends) / step - 1e-9), first + 1)
    return [step * i for i in range(first, last + 1)]


def _around_zero(rows: Sequence[Row], most: int) -> list[float]:
    if not rows:
        return []
    ends = [end for row in rows if not row.hidden for end in (row.low, row.high) if end == end]
    return ticks_around_zero(min(ends, default=-1.0), max(ends, default=1.0), most)
