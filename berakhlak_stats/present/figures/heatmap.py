"""Groups by items in three states: passed, cannot tell, not tested. No colour on noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text
from berakhlak_stats.present.figures.funnel import adjust_words
from berakhlak_stats.present.phrases import has_phrase
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width, wrap
from berakhlak_stats.present.verbs import PASSED, difference_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_MOST_ITEMS, _MOST_GROUPS = 8, 60
_GAP = 2.0
_CODE = 3
"""Ids up to so many letters stand for their item where there is little room."""


@dataclass(frozen=True)
class _Grid:
    """The cells by group and item, in the order of the result."""

    cells: dict[tuple[str, str], Row]
    groups: list[str]
    items: list[str]


def heatmap(result: Estimates, lang: str, *, width: float = WIDE, title: str = "") -> Figure:
    """Differences of groups from their whole, item by item.

    Parameters
    ----------
    result : Estimates
        Of ``significance.compare`` against the rest, the mean, the median or a number. Where it
        holds value scores, these are drawn, else its first items.
    lang : str
        "id" or "en".
    width : float
        Names of items from 560 pixels, else their codes.
    title : str
        The message.

    Returns
    -------
    Figure
        A number in a solid cell passed the test; grey ones are undecided; a hatched cell was not
        tested, or is hidden, and has no number.
    """
    pen = Pen.of(result, lang, width)
    grid = _grid(rows_of(result))
    _draw(pen, grid)
    drawn = [row for row in grid.cells.values() if row.shown]
    passed = [row for row in drawn if difference_verb(row) in PASSED]
    tested = [row for row in drawn if difference_verb(row) != "not_tested"]
    strong = sorted(passed or tested, key=lambda row: -abs(row.estimate))[:3]
    pairs = [
        (f"{pen.labels.short(row.item)}, {row.group}", formats.signed(row.estimate, lang))
        for row in strong
    ]
    counts = {
        "passed": formats.integer(len(passed), lang),
        "tests": formats.integer(len(tested), lang),
    }
    what = pen.say("benchmark.figure.alt_heatmap", **counts)
    hidden = sum(row.hidden for row in grid.cells.values())
    return Figure(
        "heatmap",
        lang,
        title or pen.word("title.plain"),
        pen.say("benchmark.figure.sub_heatmap", against=_against(pen, grid)),
        _caption(pen, result, grid, rows_of(result)),
        alt_text(pen, "given", what, pairs, hidden),
        pen.canvas,
    )


def _grid(rows: Sequence[Row]) -> _Grid:
    values = [row for row in rows if row.level == "value"]
    kept = values if len({row.item for row in values}) > 2 else list(rows)
    items = list(dict.fromkeys(row.item for row in kept))[:_MOST_ITEMS]
    largest: dict[str, float] = {}
    for row in kept:
        largest[row.group] = max(largest.get(row.group, 0.0), row.n if row.n == row.n else 0.0)
    order = sorted(largest, key=lambda group: -largest[group])[:_MOST_GROUPS]
    groups = [group for group in largest if group in order]
    cells = {(row.group, row.item): row for row in kept if row.group in order and row.item in items}
    return _Grid(cells, groups, items)


def _against(pen: Pen, grid: _Grid) -> str:
    name = next(iter(grid.cells.values())).against
    return pen.word(f"whole.{name}") if has_phrase(f"whole.{name}", pen.lang) else name


def _caption(pen: Pen, result: Estimates, grid: _Grid, rows: Sequence[Row]) -> str:
    parameters = result.provenance.parameters
    words = pen.say(
        "benchmark.figure.caption_heatmap",
        family=formats.integer(float(parameters.get("family_size", len(grid.cells))), pen.lang),
        adjust=adjust_words(str(parameters.get("adjust", ""))),
    )
    if parameters.get("sampling_variance") == "pooled":
        words += " " + pen.word("benchmark.figure.caption_pooled")
    codes = [f"{item} {pen.labels.short(item)}" for item in grid.items if len(item) <= _CODE]
    left_out = len({row.group for row in rows}) - len(grid.groups)
    if left_out:
        words += " " + pen.say("caption.left_out", count=formats.integer(left_out, pen.lang))
    return f"{words} {', '.join(codes)}." if codes else words


def _draw(pen: Pen, grid: _Grid) -> None:
    canvas = pen.canvas
    left = 196.0 if pen.wide else 114.0
    column = (canvas.width - left) / max(len(grid.items), 1)
    deep = 32.0 if pen.wide else 34.5
    top = _heads(pen, grid.items, left, column)
    for i, group in enumerate(grid.groups):
        y = top + deep * i
        rows = [grid.cells.get((group, item)) for item in grid.items]
        hidden = all(row is not None and row.hidden for row in rows)
        colour = palette.SECOND if hidden else palette.INK
        marks.label(canvas, (0, y + deep / 2 - 1), group, left - 10, colour=colour, most=2)
        if hidden and rows[0] is not None:
            _hidden(pen, rows[0], (left, y, canvas.width - left - _GAP, deep - _GAP))
            continue
        for j, row in enumerate(rows):
            _cell(pen, row, (left + column * j, y, column - _GAP, deep - _GAP))
    _legend(pen, top + deep * len(grid.groups) + 10)


def _heads(pen: Pen, items: Sequence[str], left: float, column: float) -> float:
    """Names or codes of the items; returns where the cells begin."""
    lines = _head_lines(pen, items, column - 4)
    most = max((len(each) for each in lines), default=1)
    for j, each in enumerate(lines):
        for i, words in enumerate(each):
            base = 11 + 13 * (most - len(each) + i)
            x = left + column * j + (column - _GAP) / 2
            pen.canvas.text(x, base, words, size=marks.SMALL, bold=True, anchor="middle")
    return 13.0 * most + 7


def _head_lines(pen: Pen, items: Sequence[str], room: float) -> list[list[str]]:
    """Names where all of them fit, else codes where all items have one."""
    names = [pen.labels.short(item) for item in items]
    words = [word for name in names for word in name.split()]
    fits = all(text_width(word, marks.SMALL, True) <= room for word in words)
    if fits or any(len(item) > _CODE for item in items):
        return [wrap(name, room, marks.SMALL, True, most=3) for name in names]
    return [[item] for item in items]


def _hidden(pen: Pen, row: Row, box: tuple[float, float, float, float]) -> None:
    """One hatch over all cells of a hidden group, with the word for it."""
    x, y, w, h = box
    pen.canvas.hatch(x + 0.5, y + 0.5, w - 1, h - 1)
    words = pen.hidden_words(row)
    wide = text_width(words, marks.SMALL) + 12
    middle = x + w / 2
    pen.canvas.rect(middle - wide / 2, y + h / 2 - 8, wide, 16, palette.WHITE)
    pen.canvas.text(
        middle, y + h / 2 + 4, words, size=marks.SMALL, colour=palette.SECOND, anchor="middle"
    )


def _cell(pen: Pen, row: Row | None, box: tuple[float, float, float, float]) -> None:
    canvas, (x, y, w, h) = pen.canvas, box
    found = "not_tested" if row is None else difference_verb(row)
    if row is None or found in ("hidden", "not_tested"):
        canvas.hatch(x + 0.5, y + 0.5, w - 1, h - 1)
        return
    solid = found in PASSED
    ground = palette.HIGHER if row.estimate > 0 else palette.LOWER
    canvas.rect(x, y, w, h, ground if solid else palette.PANEL)
    words = formats.signed(row.estimate, pen.lang)
    size = 12.0 if pen.wide else marks.SMALL
    colour = palette.WHITE if solid else palette.THIRD
    canvas.text(x + w / 2, y + h / 2 + 4.2, words, size=size, bold=solid, colour=colour,
                anchor="middle")  # fmt: skip


def _legend(pen: Pen, top: float) -> None:
    """The states that a cell may have, as far as they fit beside each other."""
    canvas, x, y = pen.canvas, 0.0, top
    for key in ("above", "below", "open", "untested"):
        words = pen.word(f"benchmark.figure.{key}")
        wide = 24 + text_width(words, marks.SMALL) + 18
        if x and x + wide - 18 > canvas.width:
            x, y = 0.0, y + 20
        if key == "untested":
            canvas.hatch(x + 0.5, y + 0.5, 17, 13)
        else:
            fill = {"above": palette.HIGHER, "below": palette.LOWER}.get(key, palette.PANEL)
            canvas.rect(x, y, 18, 14, fill, stroke=palette.GRID if key == "open" else "none")
        canvas.text(x + 24, y + 11, words, size=marks.SMALL, colour=palette.SECOND)
        x += wide
    canvas.height = y + 20
