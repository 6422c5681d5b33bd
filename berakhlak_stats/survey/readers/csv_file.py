"""CSV and other delimited text: everything is read as text, then believed piece by piece."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.readers.dialect import (
    SEPARATOR_NAMES,
    Dialect,
    find_dialect,
    open_quote_row,
)
from berakhlak_stats.survey.readers.encoding import HEAD_BYTES, TextFile, inspect_text
from berakhlak_stats.survey.readers.table import RawTable, unique_titles
from berakhlak_stats.survey.texts import sentence

_BLOCK = 16 * 1024**2
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "utf-16": "UTF-16"}


def read_csv(
    path: Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
) -> RawTable:
    """Read a delimited text file as text.

    A ragged row stops the reading (E108, E109): a value is never shifted into another column.
    """
    file = inspect_text(path, encoding)
    head = file.head()
    dialect = find_dialect(head, path.name, separator)
    # A row longer than the head is not in it; whether there is one shows when all is parsed.
    if len(head.splitlines()) <= dialect.skip + 1 and path.stat().st_size < HEAD_BYTES:
        raise make_error("E102", place=path.name)
    if file.odd_quotes:
        _refuse_open_quote(file, dialect)
    data, ragged = _parse(file, dialect)
    width = len(dialect.titles)
    if ragged:
        _refuse_ragged(path.name, ragged, width, data.num_rows)
    if data.num_rows == 0:
        raise make_error("E102", place=path.name)
    columns, problems = _named(data, dialect, path.name)
    if file.guessed:
        problems.insert(0, make_problem("warning", "E104", source=path.name, encoding="cp1252"))
    shown = _ENCODING_NAMES.get(file.encoding, file.encoding)
    mark = SEPARATOR_NAMES.get(dialect.separator, f"{dialect.separator!r}")
    first = 2 + dialect.skip
    return RawTable(
        source=path.name,
        columns=columns,
        rows=np.arange(first, first + data.num_rows, dtype=np.int64),
        rows_read=data.num_rows,
        understood=(sentence("format_csv", encoding=shown, separator=mark),),
        problems=tuple(problems),
        separator=dialect.separator,
        decimal=decimal,
    )


def _parse(file: TextFile, dialect: Dialect) -> tuple[Any, list[tuple[int, int]]]:
    """All rows below the header as text, and (row, cells) of the rows of another width."""
    import pyarrow as pa
    from pyarrow import csv

    ragged: list[tuple[int, int]] = []

    def note(row: Any) -> str:
        # Row numbers are known in a single thread only; that is why reading is single-threaded.
        ragged.append((int(row.number), int(row.actual_columns)))
        return "skip"

    names = [f"{place}" for place in range(len(dialect.titles))]
    try:
        table = csv.read_csv(
            _source(file),
            read_options=csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                skip_rows=dialect.skip,
                skip_rows_after_names=1,
                column_names=names,
            ),
            parse_options=csv.ParseOptions(
                delimiter=dialect.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in names}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise make_error("E131", place=file.path.name, kind="CSV", reason=str(error)) from error
    return table, ragged


def _source(file: TextFile) -> Any:
    """The file itself where it is UTF-8, else its text in memory as UTF-8."""
    import pyarrow as pa

    if file.encoding in ("utf-8", "utf-8-sig"):
        return pa.memory_map(str(file.path))
    with file.path.open(encoding=file.encoding, newline="") as handle:
        return pa.BufferReader(handle.read().encode("utf-8"))


def _refuse_open_quote(file: TextFile, dialect: Dialect) -> None:
    with file.path.open(encoding=file.encoding, newline="") as handle:
        row = open_quote_row(handle.read(), dialect.separator)
    if row is not None:
        raise make_error("E110", place=file.path.name, row=row)


def _refuse_ragged(source: str, ragged: list[tuple[int, int]], width: int, good: int) -> None:
    rows = [row for row, _ in ragged]
    cells = {count for _, count in ragged}
    place = f"{source}:{rows[0]}"
    if good == 0 and len(cells) == 1 and min(cells) > width:
        raise make_error("E108", place=place, header=width, cells=min(cells), row=rows[0])
    raise make_error("E109", place=place, header=width, count=len(rows), cells=quote_rows(rows))


def _named(data: Any, dialect: Dialect, source: str) -> tuple[dict[str, Any], list[Problem]]:
    import pyarrow.compute as pc

    arrays = [column.combine_chunks() for column in data.columns]
    # Only untitled columns need to be looked at: empty ones are dropped without a word.
    filled = [
        bool(title.strip()) or bool((pc.max(pc.utf8_length(array)).as_py() or 0) > 0)
        for title, array in zip(dialect.titles, arrays, strict=True)
    ]
    titles, problems = unique_titles(dialect.titles, filled, source)
    named = {title: array for title, array in zip(titles, arrays, strict=True) if title}
    return named, problems
