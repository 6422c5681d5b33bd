"""Which separator a delimited text file uses, and its first header row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass

from berakhlak_stats.errors import make_error

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 200
_MOST_AGREE = 0.5
_DECLARED = re.compile(r"^\ufeff?\"?sep=([^\"\r\n ])\"?\r?\n?$", re.IGNORECASE)
SEPARATOR_NAMES = {"\t": "tab"}


@dataclass(frozen=True)
class Dialect:
    """``skip`` is the number of lines above the header: Excel's ``sep=;`` line, blank lines."""

    separator: str
    titles: tuple[str, ...]
    skip: int = 0


def find_dialect(head: str, source: str, separator: str | None = None) -> Dialect:
    """The separator that splits the header most finely while the rows agree with it.

    Raises
    ------
    FileError
        E102 where there is not even a header, E131 where a title never ends.
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
        chosen = separator or (declared.group(1) if declared else _best(body))
        records = _records(body, chosen)
    except csv.Error as error:
        # A title longer than any cell: no header, whatever it is.
        raise make_error("E131", place=source, kind="CSV", reason=str(error)) from error
    return Dialect(chosen, tuple(title.lstrip("\ufeff") for title in records[0]), skip)


def _best(text: str) -> str:
    def score(separator: str) -> tuple[float, int]:
        records = [each for each in _records(text, separator) if any(each)]
        width = len(records[0])
        if width == 1:
            return (0.0, 1)
        below = records[1:] or records
        agree = Counter(len(each) for each in below)[width] / len(below)
        # A separator that merely occurs inside prose rarely gives rows of equal length.
        return (1.0 if agree >= _MOST_AGREE else agree, width)

    return max(SEPARATORS, key=score)


def _records(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(itertools.islice(reader, _SAMPLE_RECORDS)) or [[""]]
    except csv.Error:
        # One enormous cell: the full reading will say where; the header is all that is needed.
        return [next(csv.reader([text.splitlines()[0]], delimiter=separator))]


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
