"""Frames from files: one row per unit, or one row per category of each margin.

Counts are never guessed: ``1.520`` may be 1520 or a decimal number, and is refused until the
decimal mark is named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError, make_error
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.readers.raw import raw_table
from berakhlak_stats.survey.readers.table import RawTable, drop_empty_rows
from berakhlak_stats.survey.texts import name_key, vocabulary_set
from berakhlak_stats.weighting.frame import Frame
from berakhlak_stats.weighting.margins import CROSS, unequal_sums
from berakhlak_stats.weighting.texts import Sentence, named, sentence, vocabulary

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[tuple[str, ...], int]
_PLAIN = re.compile(r"^\d+$")
_ZEROS = re.compile(r"^(\d+)[.,]0{1,2}$")
_GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")


def read_frame(
    source: str | os.PathLike[str] | pd.DataFrame,
    *,
    count: str | None = None,
    rename: Mapping[str, str] | None = None,
    decimal: Literal[".", ","] | None = None,
    sheet: str | None = None,
) -> Frame:
    """Read population counts.

    Parameters
    ----------
    source : path or pandas.DataFrame
        Either one row per unit (``unit, population``; several category columns such as
        ``agency, unit, population`` are crossed), or one row per category of each margin
        (``column, category, population``). Titles may be Indonesian or English.
    count : str, optional
        Title of the count column, where it is not recognised.
    rename : mapping of title to column, optional
        Names of the survey's columns for titles that differ: ``{"satker": "unit"}``.
    decimal : {".", ","}, optional
        Settles ``1.520``: with "," it is 1520.
    sheet : str, optional
        Sheet of a workbook.

    Returns
    -------
    Frame
        With ``understood`` telling what was believed about the file.

    Raises
    ------
    DesignError
        E625 (no count column), E626 (counts that are not whole numbers), E627 (a category
        twice).
    FileError
        E107 (a count that can be read in two ways), and what any file may be refused for.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = read_frame(pd.DataFrame({"unit": ["A", "B"], "populasi": [120, 80]}))
    >>> dict(frame.margins["unit"])
    {'A': 120, 'B': 80}
    """
    if decimal not in (None, ".", ","):
        raise OptionError("E701", name="decimal", given=decimal, choices='"." ","')
    table = drop_empty_rows(raw_table(source, decimal=decimal, sheet=sheet))
    if table.n == 0:
        raise make_error("E102", place=table.source)
    cells = {title: factorise(each, keep_marks=True) for title, each in table.columns.items()}
    synthetic = _take_synthetic(cells) or table.synthetic
    counted = _count_column(cells, count, table.source)
    numbers = _counts(cells.pop(counted), decimal, table)
    roles = {name_key(title): title for title in cells}
    long = [
        next((roles[key] for key in roles if key in vocabulary(role)), None)
        for role in ("column", "category")
    ]
    if None not in long:
        return _long(cells, long, numbers, rename or {}, table, synthetic)  # type: ignore[arg-type]
    return _wide(cells, numbers, rename or {}, counted, table, synthetic)


def _take_synthetic(cells: dict[str, Cells]) -> bool:
    """Remove the column that marks made-up rows; whether it marks any."""
    title = next((t for t in cells if name_key(t) in vocabulary_set("synthetic")), None)
    if title is None:
        return False
    return any(text.casefold() in vocabulary_set("yes") for text in cells.pop(title).texts)


def _count_column(cells: Mapping[str, Cells], count: str | None, source: str) -> str:
    if count is not None:
        if count not in cells:
            raise DesignError("E602", place=source, column=count, known=", ".join(cells))
        return count
    found = [title for title in cells if name_key(title) in vocabulary("count")]
    if len(found) != 1:
        raise DesignError("E625", place=source, found=named(found), columns=named(list(cells)))
    return found[0]


def _counts(cells: Cells, decimal: str | None, table: RawTable) -> list[int]:
    """One whole number per row."""
    parsed = np.array([_whole(text, decimal, table.source) for text in cells.texts], np.int64)
    values = cells.lookup(parsed, -1)
    bad = np.flatnonzero(values < 0)
    if len(bad):
        texts = [cells.texts[code] if code >= 0 else "" for code in cells.codes[bad].tolist()]
        pairs = zip(table.rows[bad].tolist(), texts, strict=True)
        shown = named([f"{row}: {text}" for row, text in pairs])
        raise DesignError("E626", place=table.source, count=len(bad), cells=shown)
    return [int(value) for value in values]


def _whole(text: str, decimal: str | None, source: str) -> int:
    """A count, or -1 where the text is none; E107 where it could be two numbers."""
    if _PLAIN.match(text):
        return int(text)
    zeros = _ZEROS.match(text)
    if zeros:
        return int(zeros.group(1))
    grouped = _GROUPED.match(text)
    if not grouped:
        return -1
    mark = grouped.group(1)
    if decimal is None and text.count(mark) == 1:
        raise make_error("E107", place=source, example=text)
    return -1 if mark == decimal else int(text.replace(mark, ""))


def _long(
    cells: Mapping[str, Cells],
    titles: Sequence[str],
    numbers: Sequence[int],
    rename: Mapping[str, str],
    table: RawTable,
    synthetic: bool,
) -> Frame:
    rows: dict[str, list[Row]] = {}
    names, categories = (_texts(cells[title], table, title) for title in titles)
    for name, category, number in zip(names, categories, numbers, strict=True):
        rows.setdefault(rename.get(name, name), []).append(((category,), number))
    said: list[Sentence] = [sentence("frame_long", columns=", ".join(rows))]
    said += _ignored([title for title in cells if title not in titles])
    margins = {
        name: {cell[0]: number for cell, number in _distinct(found, name, table.source, said)}
        for name, found in rows.items()
    }
    return Frame(margins, {}, table.source, synthetic, tuple(said))


def _wide(
    cells: Mapping[str, Cells],
    numbers: Sequence[int],
    rename: Mapping[str, str],
    counted: str,
    table: RawTable,
    synthetic: bool,
) -> Frame:
    kept = [title for title in cells if _is_category(title, cells[title])]
    if not kept:
        raise DesignError("E625", place=table.source, found="–", columns=named(list(cells)))
    columns = tuple(rename.get(title, title) for title in kept)
    said = [sentence("frame_wide", count=counted, columns=" × ".join(columns))]
    said += _ignored([title for title in cells if title not in kept])
    texts = [_texts(cells[title], table, title) for title in kept]
    rows = [(tuple(cell), n) for *cell, n in zip(*texts, numbers, strict=True)]
    found = _distinct(rows, CROSS.join(columns), table.source, said)
    margins: dict[str, dict[str, int]] = {column: {} for column in columns}
    for cell, number in found:
        for column, category in zip(columns, cell, strict=True):
            margins[column][category] = margins[column].get(category, 0) + number
    joint = {columns: dict(found)} if len(columns) > 1 else {}
    return Frame(margins, joint, table.source, synthetic, tuple(said))


def _is_category(title: str, cells: Cells) -> bool:
    """Columns of words; running numbers, remarks and further counts are not categories."""
    if name_key(title) in vocabulary("ignored"):
        return False
    return not all(re.match(r"^[\d.,\s%]*$", text) for text in cells.texts)


def _ignored(titles: Sequence[str]) -> list[Sentence]:
    return [sentence("frame_ignored", columns=named(titles))] if titles else []


def _texts(cells: Cells, table: RawTable, title: str) -> list[str]:
    """The category of every row; refuses blanks."""
    empty = np.flatnonzero(cells.codes < 0)
    if len(empty):
        row = int(table.rows[empty[0]])
        raise DesignError(
            "E610", place=table.source, column=title, count=len(empty), row=row, role="frame"
        )
    return [cells.texts[code] for code in cells.codes.tolist()]


def _distinct(rows: Sequence[Row], name: str, source: str, said: list[Sentence]) -> list[Row]:
    """The rows without a total row; refuses a category that stands twice."""
    kept: dict[tuple[str, ...], int] = {}
    totals: list[Row] = []
    for cell, number in rows:
        if any(part.casefold() in vocabulary("totals") for part in cell):
            totals.append((cell, number))
        elif cell in kept:
            raise DesignError("E627", place=source, column=name, category=CROSS.join(cell))
        else:
            kept[cell] = number
    for cell, number in totals:
        label, total = CROSS.join(cell), sum(kept.values())
        if number != total:
            raise unequal_sums(label, number, name, total)
        said.append(sentence("frame_total_row", label=label))
    return list(kept.items())
