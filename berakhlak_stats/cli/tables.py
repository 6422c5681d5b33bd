"""Tables on the terminal, in columns that line up and never cut a number."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from berakhlak_stats.cli.console import out, plain

if TYPE_CHECKING:
    from berakhlak_stats.present.tables import Cell, Table

PIPED_WIDTH = 200
# A column takes a blank on both sides and one before the next; a line, one at both ends.
_PADDING, _ENDS = 3, 1
_COMFORTABLE = 28


def show_table(table: Table) -> None:
    """Print a table of :mod:`berakhlak_stats.present.tables`."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    rows = [[cell for each in row for cell in _spread(each)] for row in table.rows]
    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)
    frame = _PADDING * len(table.head) + _ENDS
    widths = fit([table.head, *rows], console.width - frame)
    shown = Grid(
        box=box.SIMPLE_HEAD, title_justify="left", title=Text(plain(table.caption), "bold")
    )
    for head, width in zip(table.head, widths, strict=True):
        side: Literal["left", "right"] = "right" if head.kind == "num" else "left"
        shown.add_column(Text(plain(head.words)), justify=side, width=width, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(plain(cell.words), "bold" if cell.bold else "") for cell in row))
    # A screen too narrow even so breaks the line by itself, which loses nothing.
    console.width = max(console.width, sum(widths) + frame)
    console.print(shown)
    if table.note:
        out(plain(table.note))


def _spread(cell: Cell) -> list[Cell]:
    """A wide cell says why there are no numbers; it stands in the last column it covers."""
    blank = replace(cell, words="", span=1)
    return [blank] * (cell.span - 1) + [replace(cell, span=1)]


def fit(rows: Sequence[Sequence[Cell]], room: int) -> list[int]:
    """Widths of the columns, head included, that fit into ``room`` where they can.

    Numbers keep their width. Text gives way from the last column on: first down to a width
    that reads well, then to its longest word.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(len(cell.words) for cell in column) for column in columns]
    least = [max(_stiff(cell, kind=column[0].kind) for cell in column) for column in columns]
    for comfort in (_COMFORTABLE, 0):
        for place in reversed(range(len(widths))):
            excess = sum(widths) - room
            floor = min(widths[place], max(least[place], comfort))
            widths[place] = max(floor, widths[place] - max(excess, 0))
    return widths


def _stiff(cell: Cell, *, kind: str) -> int:
    """What cannot be broken: a whole number, or the longest word of a text."""
    if kind == "num" and cell.kind == "num":
        return len(cell.words)
    return max((len(word) for word in cell.words.split()), default=0)
