"""Figures and tables of results as blocks: each figure drawn for the page and for the phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import tables as present_tables
from berakhlak_stats.present.figures.figure import NARROW, WIDE
from berakhlak_stats.present.figures.figure import Figure as Drawing
from berakhlak_stats.report.blocks import Cell, Column, Line, Picture, Table
from berakhlak_stats.report.book import Book

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

Draw = Callable[[float], Drawing]


def picture(
    book: Book,
    name: str,
    draw: Draw,
    heading: Line,
    *,
    tables: Sequence[Table] = (),
    remarks: Sequence[Line] = (),
) -> Picture:
    """A figure as a block.

    Parameters
    ----------
    book : Book
    name : str
        Unique on the page; ids inside the drawings begin with it.
    draw : callable
        Makes the drawing at a width in pixels.
    heading : Line
        The message.
    tables : sequence of Table
        The numbers behind the marks.
    remarks : sequence of Line
        Claims to print after the caption.
    """
    wide, narrow = draw(WIDE), draw(NARROW)
    return Picture(
        name,
        heading,
        book.quote(wide.subtitle, f"{name}.sub").text,
        wide.svg(f"{name}-w"),
        narrow.svg(f"{name}-n"),
        (book.quote(wide.caption, f"{name}.caption"), *remarks),
        tuple(tables),
    )


def numbers_table(result: Estimates, book: Book, caption: str = "") -> Table:
    """All rows of a result as a table."""
    made = present_tables.table(result, book.lang, caption=caption or " ", most=None)
    columns = tuple(Column(cell.words, cell.kind == "num") for cell in made.head)
    rows = tuple(
        tuple(Cell(cell.words, span=cell.span, strong=cell.bold) for cell in row)
        for row in made.rows
    )
    return Table(caption, columns, rows, quiet_caption=True, wide=True)
