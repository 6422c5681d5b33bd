"""One look at the XML of a sheet: how far it reaches, and what a parser would not tell.

A search for patterns, not a parser: it runs at the speed of unpacking, and it never believes
less than the parser behind it would.
"""

from __future__ import annotations

import re

from berakhlak_stats.survey.readers.sheet_facts import SheetFacts

_LONGEST_ROW = 32 * 1024**2
_KEPT = 10_000
_MOST_MERGED = 10_000
_Q = rb"\s*=\s*[\"']"
_P = rb"<(?:\w+:)?"
# As every producer writes them, and as the standard allows.
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]+)\d+(?:">|"[^>]*[^/]>)')
_PLAIN_ROW_OF_CELL = re.compile(rb'<c r="[A-Z]+(\d+)(?:">|"[^>]*[^/]>)')
_COLUMN = re.compile(rb"\sr" + _Q + rb"([A-Za-z]+)\d+[\"'][^>]*(?<!/)>")
_ROW_OF_CELL = re.compile(rb"\sr" + _Q + rb"[A-Za-z]+(\d+)[\"'][^>]*(?<!/)>")
_ROW = re.compile(_P + rb"row\b[^>]*?\sr" + _Q + rb"(\d+)")
_ROWS = re.compile(_P + rb"row\b")
_PLACELESS = re.compile(_P + rb"c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>")
_HIDDEN_ROW = re.compile(_P + rb"row\b[^>]*\shidden" + _Q + rb"(?:1|true)")
_HIDDEN_COLUMN = re.compile(_P + rb"col\b[^>]*\shidden" + _Q + rb"(?:1|true)[^>]*>")
_SPAN = {name: re.compile(rb"\s" + name + _Q + rb"(\d+)") for name in (b"min", b"max")}
_VALUE = re.compile(_P + rb"(?:v|is)[\s>/]")
_MERGED = re.compile(_P + rb"mergeCell\s[^>]*?ref" + _Q + rb"([A-Z]+\d+:[A-Z]+(\d+))")
_ERROR = re.compile(rb"\st" + _Q + rb"e[\"']")
_VALUELESS = re.compile(
    _P + rb"c\b([^>]*)>" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_TEXT_RESULT = re.compile(rb"\st" + _Q + rb"str")
_REFERENCE = re.compile(rb"\sr" + _Q + rb"([A-Za-z]+\d+)")


class SheetScan:
    """Fed with the pieces of one sheet in order."""

    def __init__(self) -> None:
        self._tail = b""
        self._columns: set[bytes] = set()
        self._last_row = self._said = self._implicit = 0
        self._filled = self._hidden = self._errors = self._valueless_count = 0
        self._spans: list[tuple[int, int]] = []
        self._filtered = False
        self._valueless: list[str] = []
        self._merged: list[tuple[int, str]] = []

    def feed(self, piece: bytes) -> None:
        """The next piece; rows are looked at whole, unless one is longer than any real one."""
        seen = self._tail + piece
        cut = seen.rfind(b"</row>") + 1 or seen.rfind(b"row>") + 1
        if not cut and len(seen) > _LONGEST_ROW:
            cut = seen.rfind(b"<")
        if cut > 0:
            self._look(seen[:cut])
        self._tail = seen[max(cut, 0) :]

    def facts(self) -> dict[str, SheetFacts]:
        """All that was seen, under the empty name."""
        self._look(self._tail)
        self._tail = b""
        last_column = max((_number(letters) for letters in self._columns), default=0)
        last_column = max(last_column, self._implicit)
        hidden = sum(max(min(high, last_column) - low + 1, 0) for low, high in self._spans)
        facts = SheetFacts(
            last_row=self._last_row,
            last_column=last_column,
            filled=self._filled,
            said_rows=self._said,
            hidden_rows=self._hidden,
            hidden_columns=hidden,
            filtered=self._filtered,
            valueless=tuple(self._valueless),
            valueless_count=self._valueless_count,
            errors=self._errors,
            merged=tuple(self._merged),
        )
        return {"": facts}

    def _look(self, block: bytes) -> None:
        cells = block.count(b"<c ")
        plain = cells == block.count(b'<c r="') and b":c" not in block and b"<c>" not in block
        values = block.count(b"</v>") + block.count(b"</is>") or len(_VALUE.findall(block))
        self._filled += values
        rows = [int(each) for each in _ROW.findall(block)] if b"row" in block else []
        self._said = max(self._said, max(rows, default=0))
        self._reach(block, plain)
        if values and not plain and _PLACELESS.search(block):
            # Cells without a place of their own count up from the row before.
            self._implicit = max(self._implicit, values)
            self._last_row = max(self._last_row, self._said, len(_ROWS.findall(block)))
        self._look_aside(block)

    def _reach(self, block: bytes, plain: bool) -> None:
        columns, numbers = (_PLAIN_COLUMN, _PLAIN_ROW_OF_CELL) if plain else (_COLUMN, _ROW_OF_CELL)
        self._columns.update(columns.findall(block))
        self._last_row = max((self._last_row, *map(int, set(numbers.findall(block)))))

    def _look_aside(self, block: bytes) -> None:
        """What is rare; a word that is not there is found out faster than a pattern."""
        if b"hidden" in block:
            self._hidden += len(_HIDDEN_ROW.findall(block))
            for tag in _HIDDEN_COLUMN.findall(block):
                ends = [_SPAN[name].search(tag) for name in (b"min", b"max")]
                low, high = (int(end[1]) if end else 0 for end in ends)
                self._spans.append((low, high))
        if b'"e"' in block or b"'e'" in block:
            self._errors += len(_ERROR.findall(block))
        self._filtered = self._filtered or b"filterColumn" in block
        if b"mergeCell" in block:
            for cells, bottom in _MERGED.findall(block):
                if len(self._merged) < _MOST_MERGED:
                    self._merged.append((int(bottom), cells.decode("ascii")))
        if b"<f" in block or b":f" in block:
            self._look_at_formulas(block)

    def _look_at_formulas(self, block: bytes) -> None:
        for attributes in _VALUELESS.findall(block):
            if _TEXT_RESULT.search(attributes):
                continue
            self._valueless_count += 1
            place = _REFERENCE.search(attributes)
            if place and len(self._valueless) < _KEPT:
                self._valueless.append(place[1].decode("ascii"))


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, XFD 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
