"""Top-10 lists side by side: lines join the same word; narrow, a matrix of ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from berakhlak_stats.present import palette
from berakhlak_stats.present.figures.areas import list_key
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.rows import Row, overall, pick, rows_of
from berakhlak_stats.present.svg import marks

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

TEN = 10
_SURE = 0.8
_TIED = 1e-9
_ROW, _HEAD = 40.0, 48.0


@dataclass(frozen=True)
class Ranked:
    """A word at its place on one list; ``sure`` where resamples keep it in the ten.

    ``shared`` is the rank that is printed: words with equal shares have one rank.
    """

    row: Row
    rank: int
    sure: bool
    shared: int


def ranked(rows: Sequence[Row], name: str, most: int = TEN) -> list[Ranked]:
    """The ``most`` words chosen most on a list; equal shares in the order of the ids."""
    shown = [row for row in rows if row.list == name and row.shown]
    shown.sort(key=lambda row: (-row.estimate, row.item))
    return [
        Ranked(
            row, i + 1, math.isnan(row.top_share) or row.top_share >= _SURE, _first(shown, i) + 1
        )
        for i, row in enumerate(shown[:most])
    ]


def _first(ordered: Sequence[Row], place: int) -> int:
    """The first place with the same share."""
    own = ordered[place].estimate
    return next(i for i, row in enumerate(ordered) if row.estimate <= own * (1 + _TIED))


def matches(left: Sequence[Ranked], right: Sequence[Ranked]) -> set[str]:
    """Words that stand on both lists."""
    return {r.row.item for r in left} & {r.row.item for r in right}


def top_ten(result: Estimates, lang: str, *, width: float = WIDE, title: str = "") -> Figure:
    """The ten most chosen words of each list, matches between neighbours marked.

    Parameters
    ----------
    result : Estimates
        Rows of level "word", shares 0-1, of two or three lists; ``top_share`` (share of
        resamples in the top ten) decides between full and hollow circles.
    lang : str
        "id" or "en".
    width : float
        Columns with joining lines from 560 pixels, else a matrix of ranks.
    title : str
        The message.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    rows = pick(overall(rows_of(result)), level="word")
    lists = {name: ranked(rows, name) for name in in_order(row.list for row in rows)}
    (_wide if pen.wide else _narrow)(pen, lists)
    pairs = [
        (
            f"{pen.labels.list(name)}: {pen.labels.item(top[0].row.item)}",
            f"{pen.index(top[0].row.estimate)}%",
        )
        for name, top in lists.items()
        if top
    ]
    caption = pen.word("caption.top_ten")
    short = [name for name, top in lists.items() if len(top) < TEN]
    if any(row.hidden and row.list in short for row in rows):
        caption += " " + pen.say("caption.top_ten_hidden")
    return Figure(
        "top_ten",
        lang,
        title or pen.word("title.top_ten"),
        f"{pen.word('sub.top_ten')} {sample_words(result, lang)}",
        caption,
        alt_text(pen, "top_ten", "", pairs, 0),
        pen.canvas,
    )


def _disc(pen: Pen, place: Ranked, x: float, y: float, r: float = 10.0) -> None:
    colour = palette.list_style(place.row.list).text
    if place.sure:
        pen.canvas.circle((x, y), r, colour)
    else:
        pen.canvas.circle((x, y), r - 0.8, palette.WHITE, stroke=colour, width=1.6)
    ink = palette.WHITE if place.sure else colour
    pen.canvas.text(
        x, y + 4, str(place.shared), size=marks.SMALL, bold=True, colour=ink, anchor="middle"
    )


def _wide(pen: Pen, lists: dict[str, list[Ranked]]) -> None:
    names = list(lists)
    gutter = 74.0
    room = (pen.canvas.width - gutter * (len(names) - 1)) / max(len(names), 1)
    lefts = [i * (room + gutter) for i in range(len(names))]
    for left, right, x in zip(names, names[1:], lefts, strict=False):
        _joins(pen, lists[left], lists[right], x + room + 6, x + room + gutter - 6)
    for i, name in enumerate(names):
        near = [lists[names[j]] for j in (i - 1, i + 1) if 0 <= j < len(names)]
        shared = set().union(*(matches(lists[name], other) for other in near)) if near else set()
        _column(pen, name, lists[name], shared, lefts[i], room)
    pen.canvas.height = _HEAD + _ROW * max(map(len, lists.values()), default=0)


def _joins(pen: Pen, left: Sequence[Ranked], right: Sequence[Ranked], x1: float, x2: float) -> None:
    ends = {place.row.item: place.rank for place in right}
    if not right:
        return
    colour = palette.list_style(right[0].row.list).fill
    if left and left[0].row.list == "personal":
        colour = palette.list_style("personal").fill
    for place in left:
        if place.row.item in ends:
            heights = (_HEAD + _ROW * (rank - 0.5) for rank in (place.rank, ends[place.row.item]))
            y1, y2 = heights
            pen.canvas.curve((x1, y1), (x2, y2), colour, width=1.8)


def _column(
    pen: Pen, title: str, places: Sequence[Ranked], shared: set[str], x: float, room: float
) -> None:
    canvas, style = pen.canvas, palette.list_style(title)
    canvas.text(x, 14, pen.labels.list(title), size=13, bold=True, colour=style.text)
    canvas.line((x, 22), (x + room, 22), style.text, width=2)
    head = pen.word("column_head.chosen")
    canvas.text(x + room, 39, head, size=marks.SMALL, colour=palette.SECOND, anchor="end")
    for i, place in enumerate(places):
        y = _HEAD + _ROW * (i + 0.5)
        if i:
            canvas.line((x, y - _ROW / 2), (x + room, y - _ROW / 2), palette.GRID)
        _disc(pen, place, x + 11, y)
        match = place.row.item in shared
        colour = palette.INK if match else palette.SECOND
        left = x + 28
        if pen.labels.limiting(place.row.item):
            marks.flag(canvas, left, y + 4)
            left, colour = left + 13, palette.LIMITING
        words = pen.index(place.row.estimate)
        name = pen.labels.item(place.row.item)
        marks.label(
            canvas, (left, y), name, x + room - 40 - left, colour=colour, bold=match, most=3
        )
        canvas.text(
            x + room, y + 4.4, words, anchor="end", colour=palette.INK if match else palette.SECOND
        )


def _narrow(pen: Pen, lists: dict[str, list[Ranked]]) -> None:
    canvas, names = pen.canvas, list(lists)
    step = 46.0
    centres = {n: canvas.width - 18 - step * (len(names) - 1 - i) for i, n in enumerate(names)}
    list_key(pen, names, 0, 14)
    for name, x in centres.items():
        style = palette.list_style(name)
        marks.point(canvas, x, 34, style.shape, style.fill, r=5.4)
    at = {n: {p.row.item: p for p in places} for n, places in lists.items()}
    room = min(centres.values(), default=canvas.width) - 26
    y = 46.0
    for item in _matrix_order(lists):
        y = _matrix_row(pen, item, at, centres, y, room)
    canvas.height = y + 2


def _matrix_order(lists: dict[str, list[Ranked]]) -> list[str]:
    """Words by the middle list first, then by the others: matches stand together at the top."""
    names = list(lists)
    middle = names[1:2] + names[:1] + names[2:]
    return list(dict.fromkeys(p.row.item for name in middle for p in lists[name]))


def _matrix_row(
    pen: Pen,
    item: str,
    at: dict[str, dict[str, Ranked]],
    centres: dict[str, float],
    y: float,
    room: float,
) -> float:
    canvas, names = pen.canvas, list(centres)
    held = [name for name in names if item in at[name]]
    middle = y + 13
    for near, far in pairwise(names):
        if near in held and far in held:
            colour = palette.list_style("personal" if near == "personal" else far).fill
            canvas.line((centres[near], middle), (centres[far], middle), colour, width=2.2)
    for name in names:
        if name in held:
            _disc(pen, at[name][item], centres[name], middle, r=9.5)
        else:
            canvas.circle((centres[name], middle), 1.2, palette.RULE)
    bold = len(held) > 1
    left, colour = 0.0, palette.INK if bold else palette.SECOND
    if pen.labels.limiting(item):
        marks.flag(canvas, 0, middle + 4)
        left, colour = 12.0, palette.LIMITING
    name = pen.labels.item(item)
    marks.label(canvas, (left, middle), name, room - left, colour=colour, bold=bold)
    return y + 26
