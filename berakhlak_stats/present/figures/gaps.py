"""Gap dumbbells: where a word stands on two lists, and the tested difference beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.areas import list_key
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, sample_words
from berakhlak_stats.present.figures.gap_words import chosen_rows, gap_alt, gap_caption, known_ends
from berakhlak_stats.present.figures.limiting import limiting_label
from berakhlak_stats.present.reading import verb_reading
from berakhlak_stats.present.rows import Row, overall, reach, rows_of
from berakhlak_stats.present.select import shield_gaps
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_around_zero, ticks_from_zero
from berakhlak_stats.present.verbs import PASSED, difference_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW = 32.0
_ROW_NARROW = 52.0


@dataclass(frozen=True)
class Pair:
    """A word with its two shares (NaN where unknown) and the row of its difference."""

    gap: Row
    ends: tuple[float, float]

    @property
    def passed(self) -> bool:
        """Whether the test passed, be the difference small or its size uncertain."""
        return difference_verb(self.gap) in PASSED


def gaps(
    result: Estimates,
    lang: str,
    *,
    shares: Estimates | None = None,
    width: float = WIDE,
    title: str = "",
    most: int = 12,
    most_hidden: int = 2,
) -> Figure:
    """Paired differences of vote shares between two lists, largest in either direction first.

    Parameters
    ----------
    result : Estimates
        Paired differences, shares 0-1, ``list`` as ``"current>desired"``, with ``p_adjusted``.
    lang : str
        "id" or "en".
    shares : Estimates, optional
        Vote shares of both lists; without them only the differences are drawn.
    width : float
        Two panels from 560 pixels, else one above the other.
    title : str
        The message.
    most, most_hidden : int
        At most so many words with numbers, and so many hidden and untested each.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    every = overall(rows_of(result if shares is None else shield_gaps(result, shares)))
    lists = every[0].list.split(">") if every else ["", ""]
    known = known_ends(shares)
    chosen = chosen_rows(every, known, most, most_hidden)
    pairs = [_pair(row, known, lists) for row in chosen]
    (_wide if pen.wide else _narrow)(pen, pairs, lists)
    scored = bool(every) and every[0].level == "value"
    numbers = [
        (pen.labels.item(pair.gap.item), formats.signed(pair.gap.estimate, lang))
        for pair in (*pairs[:2], *[p for p in pairs if p.gap.shown][-1:])
        if pair.gap.shown
    ]
    return Figure(
        "gaps",
        lang,
        title or pen.word("title.gaps"),
        f"{pen.word('sub.gaps_value' if scored else 'sub.gaps')} {sample_words(result, lang)}",
        gap_caption(pen, result, every, len(chosen), most),
        gap_alt(pen, numbers, every, scored),
        pen.canvas,
    )


def _pair(row: Row, known: dict[tuple[str, str], float], lists: Sequence[str]) -> Pair:
    def end(name: str) -> float:
        return math.nan if row.hidden else known.get((name, row.item), math.nan)

    return Pair(row, (end(lists[0]), end(lists[1])))


def _share_scale(pairs: Sequence[Pair], left: float, right: float) -> tuple[Scale, list[float]]:
    known = [end for pair in pairs for end in pair.ends if not math.isnan(end)]
    ticks = ticks_from_zero(max(known, default=10.0), 3)
    return Scale(0, ticks[-1], left, right), ticks


def _unit(pairs: Sequence[Pair]) -> str:
    """What the shares are in: percent, but for values, which are scores."""
    return "" if pairs and pairs[0].gap.level == "value" else "%"


def _gap_scale(pairs: Sequence[Pair], left: float, right: float) -> tuple[Scale, list[float]]:
    ends = reach(pair.gap for pair in pairs)
    ticks = ticks_around_zero(min(ends, default=-10.0), max(ends, default=10.0), 4)
    return Scale(ticks[0], ticks[-1], left, right), ticks


def _dumbbell(pen: Pen, pair: Pair, lists: Sequence[str], scale: Scale, y: float) -> None:
    known = [(name, end) for name, end in zip(lists, pair.ends, strict=True) if not math.isnan(end)]
    if len(known) == 2:
        ends = (scale(known[0][1]), y), (scale(known[1][1]), y)
        pen.canvas.line(*ends, palette.ZERO, width=2.4)
    for name, end in known:
        style = palette.list_style(name)
        marks.point(pen.canvas, scale(end), y, style.shape, style.fill, r=5)


def _difference(pen: Pen, pair: Pair, scale: Scale, y: float) -> None:
    colour = palette.SCORE if pair.passed else palette.UNDECIDED
    row = pair.gap
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), colour, 2.6)
    marks.point(pen.canvas, scale(row.estimate), y, "circle", colour, r=4.4, hollow=not pair.passed)


def _signed_span(pen: Pen, row: Row) -> str:
    return formats.signed_interval(row.low, row.high, pen.lang)


def _wide(pen: Pen, pairs: Sequence[Pair], lists: Sequence[str]) -> None:
    canvas, top = pen.canvas, 28.0
    with_shares = any(not math.isnan(end) for pair in pairs for end in pair.ends)
    shares, share_ticks = _share_scale(pairs, 222, 404)
    scale, ticks = _gap_scale(pairs, 440 if with_shares else 240, 594)
    bottom = top + _ROW * len(pairs)
    heads = [(644.0, "column_head.difference", "end"), (653.0, "column_head.interval", "start")]
    for x, key, anchor in heads:
        canvas.text(x, 14, pen.say(key), size=marks.SMALL, colour=palette.SECOND, anchor=anchor)  # type: ignore[arg-type]
    words = pen.word("column_head.difference_points")
    canvas.text(
        (scale.left + scale.right) / 2,
        14,
        words,
        size=marks.SMALL,
        colour=palette.SECOND,
        anchor="middle",
    )
    panels = [(scale, ticks)]
    if with_shares:
        list_key(pen, lists, 222, 14)
        panels.append((shares, share_ticks))
    for axis, marks_at in panels:
        for tick in marks_at:
            canvas.line((axis(tick), top), (axis(tick), bottom), palette.GRID)
    canvas.line((scale(0), top), (scale(0), bottom), palette.ZERO, width=1.4)
    for i, pair in enumerate(pairs):
        y = top + _ROW * i
        if i:
            canvas.line((0, y), (canvas.width, y), palette.GRID)
        limiting_label(pen, pair.gap.item, y + _ROW / 2, 210)
        if with_shares:
            _dumbbell(pen, pair, lists, shares, y + _ROW / 2)
        _wide_difference(pen, pair, scale, shares if with_shares else scale, y + _ROW / 2)
    marks.ticks(canvas, scale, bottom + 16, ticks, pen.lang, sign=True)
    if with_shares:
        unit = _unit(pairs)
        marks.ticks(canvas, shares, bottom + 16, share_ticks, pen.lang, unit=unit)
    canvas.height = bottom + 21


def _wide_difference(pen: Pen, pair: Pair, scale: Scale, shares: Scale, y: float) -> None:
    canvas, row = pen.canvas, pair.gap
    if row.hidden:
        canvas.hatch(shares.left + 0.5, y - 9, scale.right - shares.left - 1, 18)
    if not row.shown:
        words = pen.hidden_words(row)
        room = text_width(words, marks.SMALL)
        x = max(scale.left, canvas.width - room)
        canvas.rect(x - 4, y - 8, room + 4, 16, palette.WHITE)
        canvas.text(x, y + 4, words, size=marks.SMALL, colour=palette.SECOND)
        return
    _difference(pen, pair, scale, y)
    colour = palette.INK if pair.passed else palette.THIRD
    value = formats.signed(row.estimate, pen.lang)
    canvas.text(644, y + 4.6, value, size=13, bold=pair.passed, colour=colour, anchor="end")
    colour = palette.SECOND if pair.passed else palette.THIRD
    canvas.text(653, y + 4.4, _signed_span(pen, row), size=12, colour=colour)


def _narrow(pen: Pen, pairs: Sequence[Pair], lists: Sequence[str]) -> None:
    canvas = pen.canvas
    with_shares = any(not math.isnan(end) for pair in pairs for end in pair.ends)
    head = pen.word("column_head.difference_points")
    canvas.text(canvas.width, 14, head, size=marks.SMALL, colour=palette.SECOND, anchor="end")
    if with_shares:
        list_key(pen, lists, 0, 14)
        scale, ticks = _share_scale(pairs, 8, canvas.width - 16)
    else:
        scale, ticks = _gap_scale(pairs, 14, canvas.width - 14)
    y = 22.0
    for pair in pairs:
        _narrow_row(pen, pair, lists, scale, y, with_shares)
        y += _ROW_NARROW
    marks.ticks(
        canvas,
        scale,
        y + 12,
        ticks,
        pen.lang,
        sign=not with_shares,
        unit=_unit(pairs) if with_shares else "",
    )
    canvas.height = y + 18


def _narrow_row(
    pen: Pen, pair: Pair, lists: Sequence[str], scale: Scale, y: float, with_shares: bool
) -> None:
    canvas, row, right = pen.canvas, pair.gap, pen.canvas.width
    track = y + 40
    canvas.line((0, y + _ROW_NARROW), (right, y + _ROW_NARROW), palette.GRID)
    if not row.shown:
        words = pen.hidden_words(row)
        limiting_label(pen, row.item, y + 14, 150)
        canvas.text(right, y + 18, words, size=marks.SMALL, colour=palette.SECOND, anchor="end")
        if row.hidden:
            canvas.hatch(0.5, track - 8, right - 1, 16)
        elif with_shares:
            _dumbbell(pen, pair, lists, scale, track)
        return
    colour = palette.INK if pair.passed else palette.THIRD
    value, span = formats.signed(row.estimate, pen.lang), _signed_span(pen, row)
    canvas.text(right, y + 15, value, size=13, bold=pair.passed, colour=colour, anchor="end")
    plain = difference_verb(row) in ("higher", "lower")
    tail = span if plain else f"{span}; {verb_reading(row, pen.lang)}"
    colour = palette.SECOND if pair.passed else palette.THIRD
    canvas.text(right, y + 29, tail, size=marks.SMALL, colour=colour, anchor="end")
    limiting_label(pen, row.item, y + 11, right - 62)
    if with_shares:
        _dumbbell(pen, pair, lists, scale, track)
    else:
        canvas.line((scale(0), track - 8), (scale(0), track + 8), palette.ZERO, width=1.4)
        _difference(pen, pair, scale, track)
