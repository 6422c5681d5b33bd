"""Behaviours as small multiples: one block per value, one shared scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import Row, overall, reach, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_from_zero

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_ROW, _HEAD, _AFTER = 30.0, 26.0, 12.0


@dataclass(frozen=True)
class Block:
    """A value with its behaviours, most chosen first."""

    name: str
    score: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """Pixels from its first rule to the next block."""
        return _HEAD + _ROW * len(self.rows) + _AFTER


def behaviours(
    result: Estimates,
    lang: str,
    *,
    scores: Estimates | None = None,
    name: str = "current",
    width: float = WIDE,
    title: str = "",
) -> Figure:
    """Share of respondents who chose each behaviour, by value.

    Parameters
    ----------
    result : Estimates
        Rows of level "behaviour", shares 0-1.
    lang : str
        "id" or "en".
    scores : Estimates, optional
        Rows of level "value"; printed at the head of each block.
    name : str
        Which list.
    width : float
        Two columns from 560 pixels, else one.
    title : str
        The message.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    rows = [
        row for row in overall(rows_of(result)) if row.level == "behaviour" and row.list == name
    ]
    blocks = _blocks(pen, rows, scores)
    ticks = ticks_from_zero(max(reach(rows), default=10.0), 3)
    columns = 2 if pen.wide else 1
    room = (width - 36 * (columns - 1)) / columns
    deep = 0.0
    for i, column in enumerate(_split(blocks, columns)):
        deep = max(deep, _column(pen, column, i * (room + 36), room, ticks))
    pen.canvas.height = deep
    shown = sorted((row for row in rows if row.shown), key=lambda row: -row.estimate)
    pairs = [
        (pen.labels.short(row.item), f"{pen.index(row.estimate)}%")
        for row in shown[:2] + shown[-1:]
    ]
    return Figure(
        "behaviours",
        lang,
        title or pen.word("title.behaviours"),
        f"{pen.say('sub.behaviours', list=phrase(f'list_prose.{name}', lang))} "
        f"{sample_words(result, lang)}",
        pen.say("caption.behaviours"),
        alt_text(pen, "behaviours", "", pairs, sum(row.hidden for row in rows)),
        pen.canvas,
    )


def _blocks(pen: Pen, rows: Sequence[Row], scores: Estimates | None) -> list[Block]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(pen.labels.value_of(row.item), []).append(row)
    heads = {row.item: row for row in overall(rows_of(scores))} if scores is not None else {}
    made = []
    for value, members in found.items():
        members.sort(key=lambda row: (not row.shown, -row.estimate if row.shown else 0.0))
        head = heads.get(value)
        score = (
            pen.say("figure.score_of", value=pen.index(head.estimate))
            if head and head.shown
            else ""
        )
        made.append(Block(pen.labels.item(value) if value else "", score, tuple(members)))
    return made


def _split(blocks: list[Block], columns: int) -> list[list[Block]]:
    """Official order read down the columns, the first column the longer one."""
    first = -(-len(blocks) // columns)
    return [blocks[i : i + first] for i in range(0, len(blocks), first)] if blocks else []


def _column(pen: Pen, blocks: list[Block], x: float, room: float, ticks: list[float]) -> float:
    number = 44.0
    scale = Scale(0, ticks[-1], x + max(150.0, room * 0.48), x + room - number - 6)
    y = 0.0
    for block in blocks:
        pen.canvas.text(x, y + 14, block.name, size=13, bold=True)
        pen.canvas.text(
            x + room, y + 14, block.score, size=marks.SMALL, colour=palette.SECOND, anchor="end"
        )
        pen.canvas.line((x, y + 21), (x + room, y + 21), palette.RULE)
        foot = y + _HEAD + _ROW * len(block.rows)
        for tick in ticks:
            pen.canvas.line((scale(tick), y + _HEAD), (scale(tick), foot), palette.GRID)
        for i, row in enumerate(block.rows):
            _row(pen, row, scale, (x, y + _HEAD + _ROW * (i + 0.5), room))
        y += block.height
    marks.ticks(pen.canvas, scale, y - _AFTER + 14, ticks, pen.lang, unit="%")
    return y - _AFTER + 19


def _row(pen: Pen, row: Row, scale: Scale, box: tuple[float, float, float]) -> None:
    x, y, room = box
    colour = palette.INK if row.shown else palette.SECOND
    marks.label(pen.canvas, (x, y), pen.labels.short(row.item), scale.left - x - 12, colour=colour)
    if not row.shown:
        words = pen.hidden_words(row)
        left = min(scale.right, x + room - text_width(words, marks.SMALL) - 8)
        pen.canvas.hatch(scale.left, y - 6, max(left - scale.left, 24), 12)
        pen.canvas.text(
            x + room, y + 4, words, size=marks.SMALL, colour=palette.SECOND, anchor="end"
        )
        return
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), palette.PALE_INTERVAL, 7)
    marks.point(pen.canvas, scale(row.estimate), y, "circle", palette.SCORE, r=4.4)
    pen.canvas.text(x + room, y + 4.5, pen.index(row.estimate), size=13, bold=True, anchor="end")
