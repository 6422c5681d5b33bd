"""Which separator a delimited text file uses, and its first records."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from berakhlak_stats.errors import make_error

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 200
_MOST_AGREE = 0.5
_DECLARED = re.compile(r"^\ufeff?\"?sep=([^\"\r\n ])\"?\r?\n?$", re.IGNORECASE)
SEPARATOR_NAMES = {"\t": "tab"}
Records = list[list[str]]


@dataclass(frozen=True)
class Dialect:
    """How the text is divided.

    ``skip`` is the number of lines above the first record: Excel's ``sep=;`` line, blank lines;
    ``records`` are the first ones, and ``ends`` the lines each of them ends with, counted from
    the first record.
    """

    separator: str
    records: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]
    skip: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        """The first record."""
        return self.records[0]

    def lines_above(self, record: int) -> int:
        """How many lines of the file stand above a record."""
        return self.skip + (self.ends[record - 1] if record else 0)


def find_dialect(
    head: str,
    source: str,
    separator: str | None = None,
    is_header: Callable[[Sequence[str]], bool] = lambda titles: True,
) -> Dialect:
    """The separator that splits the header most finely while the rows agree with it.

    ``is_header`` tells the header of a table with one column from a title above the table.

    Raises
    ------
    FileError
        E102 where there is not even a header, E131 where a title never ends, E171 where the
        separator given does not divide it.
    """
    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        choices = " ".join(map(repr, SEPARATORS))
        raise make_error("E701", name="separator", given=separator, choices=choices)
    lines = head.splitlines(keepends=True)
    declared = _DECLARED.match(lines[0]) if lines else None
    skip = 1 if declared else 0
    while skip < len(lines) and not lines[skip].strip("\ufeff \t\r\n"):
        skip += 1
    body = "".join(lines[skip:])
    if not body.strip("\ufeff \t\r\n,;|\"'"):
        raise make_error("E102", place=source)
    try:
        chosen = separator or (declared.group(1) if declared else _best(body, is_header))
        records, ends = _header_at_least(body, chosen)
    except csv.Error as error:
        # A title longer than any cell: no header, whatever it is.
        raise make_error("E131", place=source, kind="CSV", reason=str(error)) from error
    records[0] = [title.lstrip("\ufeff") for title in records[0]]
    if separator is not None and len(records[0]) == 1 and not is_header(records[0]):
        _refuse_separator(body, separator, source)
    return Dialect(chosen, tuple(map(tuple, records)), tuple(ends), skip)


def _refuse_separator(body: str, given: str, source: str) -> None:
    """Refuse a given separator that leaves the header whole where another divides it (E171)."""
    scores = {each: _header_score(found) for each, found in _split(body).items() if each != given}
    fitting = [
        each for each, (agree, width) in scores.items() if width > 1 and agree >= _MOST_AGREE
    ]
    if fitting:
        shown = ", ".join(map(repr, fitting))
        raise make_error("E171", place=source, given=repr(given), fitting=shown)


def _best(text: str, is_header: Callable[[Sequence[str]], bool]) -> str:
    split = _split(text)
    scores = {separator: _header_score(records) for separator, records in split.items()}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    if (scores[best][0] >= _MOST_AGREE and scores[best][1] > 1) or is_header(split[best][0]):
        return best
    # The first line is no header but a title above the table: only the rows can tell.
    return max(SEPARATORS, key=lambda separator: _rows_score(split[separator]))


def _split(text: str) -> dict[str, Records]:
    """The first records under each separator; nothing under one that leaves cells without end.

    A long header is one enormous cell to every separator but its own.
    """
    found: dict[str, Records] = {}
    for read in (_records, _header_at_least):
        for separator in () if found else SEPARATORS:
            with suppress(csv.Error):
                found[separator] = read(text, separator)[0]
    return {each: found.get(each, [[""]]) for each in SEPARATORS}


def _header_score(records: Records) -> tuple[float, int]:
    filled = [each for each in records if any(each)]
    width = len(filled[0]) if filled else 1
    if width == 1:
        return (0.0, 1)
    below = filled[1:] or filled
    agree = Counter(len(each) for each in below)[width] / len(below)
    # A separator that merely occurs inside prose rarely gives rows of equal length.
    return (1.0 if agree >= _MOST_AGREE else agree, width)


def _rows_score(records: Records) -> tuple[bool, float, int, int]:
    filled = [each for each in records if any(each)]
    widths = Counter(map(len, filled))
    width, count = widths.most_common(1)[0] if widths else (1, 1)
    agree = count / max(widths.total(), 1)
    # A sign inside the answers divides the rows too, but not the header above them.
    start = next((place for place, each in enumerate(filled) if len(each) == width), 0)
    return (width > 1, 1.0 if agree >= _MOST_AGREE else agree, -start, width)


def _records(text: str, separator: str) -> tuple[Records, list[int]]:
    """The first records, and the line each of them ends with."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records: Records = []
    ends: list[int] = []
    try:
        for record in reader:
            records.append(record)
            ends.append(reader.line_num)
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        # One enormous cell: the full reading will say where; those above it are whole.
        if not records:
            raise
    return (records, ends) if records else ([[""]], [1])


def _header_at_least(text: str, separator: str) -> tuple[Records, list[int]]:
    """The first records, or the first line where a quotation mark in it never closes."""
    try:
        return _records(text, separator)
    except csv.Error:
        return [next(csv.reader([text.splitlines()[0]], delimiter=separator))], [1]


def open_quote_row(text: str, separator: str) -> int | None:
    """The record in which a quotation mark opens that never closes, or None."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    record = 0
    try:
        for record, _ in enumerate(reader, start=1):  # noqa: B007
            pass
    except csv.Error as error:
        # An open quotation mark swallows the rest, up to the longest cell the module allows.
        swallowed = any(sign in str(error) for sign in ("unexpected end of data", "field limit"))
        return record + 1 if swallowed else None
    return None
