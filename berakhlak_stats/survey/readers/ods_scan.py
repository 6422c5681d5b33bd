"""One look at the XML of an OpenDocument spreadsheet: how far each table reaches.

Rows and cells carry repeat counts, so a few bytes can stand for millions of cells, and a few
more for millions of blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from berakhlak_stats.survey.readers.sheet_facts import SheetFacts

_TAG = re.compile(
    rb"<(?:table:(table(?:-row|-cell)?|covered-table-cell)|text:(s))(?=[\s/>])([^>]*)>"
)
_ROWS = re.compile(rb"\stable:number-rows-repeated\s*=\s*[\"'](\d+)")
_COLUMNS = re.compile(rb"\stable:number-columns-repeated\s*=\s*[\"'](\d+)")
_BLANKS = re.compile(rb"\stext:c\s*=\s*[\"'](\d+)")
_NAME = re.compile(rb"\stable:name\s*=\s*[\"']([^\"']*)")
_FILLED = re.compile(rb"\s(?:office:value|office:value-type|table:formula)\s*=")
_HIDDEN = re.compile(rb"\stable:visibility\s*=\s*[\"'](?:collapse|filter)")
_LONGEST_TAG = 1024**2


@dataclass
class _Table:
    row: int = 0
    repeat: int = 1
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    hidden: int = 0
    pending: int = 0
    blanks: int = 0


class OdsScan:
    """Fed with the pieces of ``content.xml`` in order."""

    def __init__(self) -> None:
        self._tail = b""
        self._tables: dict[str, _Table] = {}
        self._table = _Table()

    def feed(self, piece: bytes) -> None:
        """The next piece."""
        seen = self._tail + piece
        cut = seen.rfind(b">") + 1
        if not cut and len(seen) > _LONGEST_TAG:
            cut = len(seen)
        for table, blanks, attributes in _TAG.findall(seen[:cut]):
            self._look(table, blanks, attributes)
        self._tail = seen[cut:]

    def facts(self) -> dict[str, SheetFacts]:
        """All that was seen, by name of the table."""
        return {
            name: SheetFacts(
                last_row=each.last_row,
                last_column=each.last_column,
                filled=each.filled,
                said_rows=each.last_row,
                hidden_rows=each.hidden,
                longest=each.blanks,
            )
            for name, each in self._tables.items()
        }

    def _look(self, kind: bytes, blanks: bytes, attributes: bytes) -> None:
        table = self._table
        if kind == b"table":
            found = _NAME.search(attributes)
            name = found[1].decode("utf-8", errors="replace") if found else ""
            self._table = self._tables[unescape(name)] = _Table()
        elif kind == b"table-row":
            table.row += table.repeat if table.row else 1
            table.repeat = _count(_ROWS, attributes)
            table.column = 0
            if _HIDDEN.search(attributes):
                table.pending += table.repeat
        elif blanks:
            table.blanks = max(table.blanks, _count(_BLANKS, attributes))
        else:
            repeat = _count(_COLUMNS, attributes)
            table.column += repeat
            if _FILLED.search(attributes):
                table.filled += 1
                table.hidden, table.pending = table.hidden + table.pending, 0
                table.last_column = max(table.last_column, table.column)
                table.last_row = max(table.last_row, table.row + table.repeat - 1)


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
