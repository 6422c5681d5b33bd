"""Lines that were quoted twice: a comma file opened and saved again by a spreadsheet.

Where the list separator of the system is a semicolon, the spreadsheet puts a whole line of a comma
file into one cell and saves that cell in quotation marks, those inside it doubled.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.readers.dialect import SEPARATORS
from berakhlak_stats.survey.readers.encoding import TextFile

_MOSTLY = 0.5
_OUTER = ";\t|,"


def undo_double_quotes(file: TextFile) -> TextFile:
    """The file as it was before, with the number of lines mended; itself where all is well.

    Raises
    ------
    FileError
        E186 where the lines were quoted twice but some do not come out with as many cells as the
        header has.
    """
    head = file.head().splitlines()
    filled = [line for line in head if line.strip("\ufeff \t")]
    if sum(_is_wrapped(line) for line in filled) < max(_MOSTLY * len(filled), 1):
        return file
    with file.path.open(encoding=file.encoding, newline="") as handle:
        lines = handle.read().lstrip("\ufeff").splitlines()
    mended = sum(map(_is_wrapped, lines))
    text = "\n".join(map(_unwrapped, lines)) + "\n"
    separator = max(SEPARATORS, key=lambda each: _agreement(_widths(text, each)))
    widths = _widths(text, separator)
    agree, width = _agreement(widths)
    if width == 1 or agree < _MOSTLY:
        # A column of texts with quotation marks in them looks like this as well.
        return file
    if agree < 1 or not _widths(text, separator, strict=True):
        raise make_error("E186", place=file.path.name, count=mended)
    return replace(file, text=text, mended=mended, odd_quotes=False)


def _is_wrapped(line: str) -> bool:
    """Whether a line is one cell in quotation marks, with others doubled inside."""
    body = _body(line)
    return body is not None and '""' in body


def _unwrapped(line: str) -> str:
    body = _body(line)
    return line if body is None else body.replace('""', '"')


def _body(line: str) -> str | None:
    """What stands between the outer marks of a line that is one quoted cell; else None."""
    whole = line.lstrip("\ufeff").rstrip().rstrip(_OUTER)
    if len(whole) < 2 or not (whole.startswith('"') and whole.endswith('"')):
        return None
    body = whole[1:-1]
    return None if '"' in body.replace('""', "") else body


def _widths(text: str, separator: str, *, strict: bool = False) -> list[int]:
    """How many cells each record has; nothing where its quotation marks are not in order."""
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
        return [len(record) for record in reader]
    except csv.Error:
        return []


def _agreement(widths: Sequence[int]) -> tuple[float, int]:
    """The share of records as wide as the header, and that width."""
    filled = [width for width in widths if width]
    if not filled or filled[0] == 1:
        return 0.0, 1
    return filled.count(filled[0]) / len(filled), filled[0]
