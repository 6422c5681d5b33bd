"""CSV and other delimited text: everything is read as text, then believed piece by piece."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import make_problem, quote_rows
from berakhlak_stats.survey.progress import tell_progress
from berakhlak_stats.survey.readers.dialect import (
    SEPARATOR_NAMES,
    Dialect,
    find_dialect,
    open_quote_row,
)
from berakhlak_stats.survey.readers.double_quoted import undo_double_quotes
from berakhlak_stats.survey.readers.encoding import HEAD_BYTES, TextFile, inspect_text
from berakhlak_stats.survey.readers.limits import MOST_COLUMNS, MOST_ROWS
from berakhlak_stats.survey.readers.repeated import only_respondents
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import Choice, apply_source, choose_source
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.readers.table import RaggedRow, RawTable
from berakhlak_stats.survey.readers.tail import announces_note, outside_problem
from berakhlak_stats.survey.readers.titles import refuse_second_header
from berakhlak_stats.survey.texts import clean, sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_BLOCK = 16 * 1024**2
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "utf-16": "UTF-16"}


@dataclass
class _Ragged:
    """A row of another width: its number, its cells, and what stands in it."""

    row: int
    cells: int
    text: str


def read_csv(
    path: Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
    set_apart: bool = False,
) -> RawTable:
    """Read a delimited text file as text.

    A ragged row stops the reading (E108, E109): a value is never shifted into another column.
    With ``set_apart`` it is left out and listed instead.
    """
    file = undo_double_quotes(inspect_text(path, encoding))
    head = file.head()
    claims = Claims(fits)
    dialect = find_dialect(head, path.name, separator, lambda titles: bool(claims.of(titles)))
    choice = choose_source(_top(dialect, path.name), source, claims, path.name)
    # A row longer than the head is not in it; whether there is one shows when all is parsed.
    if _nothing_below(head, dialect, choice) and path.stat().st_size < HEAD_BYTES:
        raise make_error("E102", place=path.name)
    if file.odd_quotes:
        _refuse_open_quote(file, dialect)
    data, ragged = _parse(file, dialect, choice)
    notes = _notes_below(ragged, dialect.lines_above(choice.start) + choice.header_rows, data)
    width = len(dialect.records[choice.start])
    apart = [each for each in ragged if each.row not in notes]
    if apart and not (set_apart and data.num_rows):
        _refuse_ragged(path.name, ragged, width, data.num_rows)
    if data.num_rows == 0:
        raise make_error("E102", place=path.name)
    draft = _draft(data, dialect, choice, file, claims)
    if int(draft.rows[-1]) == MOST_ROWS:
        draft.problems.append(make_problem("warning", "E123", source=path.name, full=MOST_ROWS))
    draft.decimal = decimal
    if notes:
        draft.problems.append(outside_problem(path.name, notes))
        draft.outside["outside"] = len(notes)
        draft.rows_read += len(notes)
    _set_apart(draft, apart, width)
    refuse_second_header(draft, choice, dialect.records[choice.start - 1] if choice.start else ())
    only_respondents(draft)
    apply_source(choice, draft)
    return draft.table()


def _top(dialect: Dialect, name: str) -> Top:
    """The first rows; E138 for more columns than a sheet can have, before each is looked at."""
    widest = max(map(len, dialect.records), default=0)
    if widest > MOST_COLUMNS:
        raise make_error("E138", place=name, columns=widest, most=MOST_COLUMNS)
    return Top(dialect.records)


def _nothing_below(head: str, dialect: Dialect, choice: Choice) -> bool:
    """Whether the header is all there is, as far as the first lines tell."""
    if len(dialect.records) > 1:
        return len(dialect.records) <= choice.start + choice.header_rows
    return len(head.splitlines()) <= dialect.skip + choice.header_rows


def _draft(data: Any, dialect: Dialect, choice: Choice, file: TextFile, claims: Claims) -> Draft:
    name = file.path.name
    shown = _ENCODING_NAMES.get(file.encoding, file.encoding)
    mark = SEPARATOR_NAMES.get(dialect.separator, f"{dialect.separator!r}")
    first = dialect.lines_above(choice.start) + choice.header_rows + 1
    problems = []
    if file.guessed:
        problems.append(make_problem("warning", "E104", source=name, encoding="cp1252"))
    if file.mended:
        problems.append(make_problem("fixed", "E185", source=name, count=file.mended))
    above = [
        dialect.lines_above(place) + 1
        for place in range(choice.start)
        if any(cell.strip() for cell in dialect.records[place])
    ]
    if above:
        problems.append(outside_problem(name, above))
    return Draft(
        source=name,
        header=_header(dialect, choice, name),
        columns=[column.combine_chunks() for column in data.columns],
        rows=np.arange(first, first + data.num_rows, dtype=np.int64),
        claims=claims,
        understood=(sentence("format_csv", encoding=shown, separator=mark),),
        problems=problems,
        separator=dialect.separator,
        header_row=dialect.lines_above(choice.start) + 1,
    )


def _header(dialect: Dialect, choice: Choice, source: str) -> tuple[tuple[str, ...], ...]:
    """The header rows, all as wide as the first."""
    rows = dialect.records[choice.start : choice.start + choice.header_rows]
    width = len(rows[0])
    for place, row in enumerate(rows):
        if len(row) > width:
            at = dialect.lines_above(choice.start + place) + 1
            raise make_error("E108", place=f"{source}:{at}", header=width, cells=len(row), row=at)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _parse(file: TextFile, dialect: Dialect, choice: Choice) -> tuple[Any, list[_Ragged]]:
    """All rows below the header as text, and the rows of another width."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    ragged: list[_Ragged] = []

    def note(row: Any) -> str:
        # Row numbers are known in a single thread only; that is why reading is single-threaded.
        ragged.append(_Ragged(int(row.number), int(row.actual_columns), str(row.text)))
        return "skip"

    names = [f"{place}" for place in range(len(dialect.records[choice.start]))]
    try:
        opened = _source(file)
        size = max(opened.size(), 1)  # every batch is one block of the file
        reader = arrow_csv.open_csv(
            opened,
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                skip_rows=dialect.lines_above(choice.start),
                skip_rows_after_names=choice.header_rows,
                column_names=names,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=dialect.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in names}, strings_can_be_null=False
            ),
        )
        batches, rows = [], 0
        for batch in reader:
            batches.append(batch)
            rows += batch.num_rows
            tell_progress(
                "progress_rows", n=rows, percent=min(100 * len(batches) * _BLOCK // size, 100)
            )
    except pa.ArrowInvalid as error:
        raise make_error("E131", place=file.path.name, kind="CSV", reason=str(error)) from error
    return pa.Table.from_batches(batches, reader.schema), ragged


def _source(file: TextFile) -> Any:
    """The file itself where it is UTF-8, else its text in memory as UTF-8."""
    import pyarrow as pa

    if file.text is not None:
        return pa.BufferReader(file.text.encode("utf-8"))
    if file.encoding in ("utf-8", "utf-8-sig"):
        return pa.memory_map(str(file.path))
    with file.path.open(encoding=file.encoding, newline="") as handle:
        return pa.BufferReader(handle.read().encode("utf-8"))


def _refuse_open_quote(file: TextFile, dialect: Dialect) -> None:
    with file.path.open(encoding=file.encoding, newline="") as handle:
        row = open_quote_row(handle.read(), dialect.separator)
    if row is not None:
        raise make_error("E110", place=file.path.name, row=row)


def _notes_below(ragged: list[_Ragged], above: int, data: Any) -> list[int]:
    """Rows of notes under the table: one cell, announced as a note, below every whole row."""
    last = above + data.num_rows
    return [
        each.row
        for place, each in enumerate(ragged)
        if each.cells == 1 and each.row == last + place + 1 and announces_note(each.text)
    ]


def _set_apart(draft: Draft, apart: list[_Ragged], width: int) -> None:
    """Count and list the ragged rows that were left out, and give the others their numbers."""
    if not apart:
        return
    rows = [each.row for each in apart]
    numbers = np.arange(int(draft.rows[0]), int(draft.rows[0]) + len(draft.rows) + len(rows))
    draft.rows = numbers[~np.isin(numbers, rows)].astype(np.int64)
    draft.rows_read += len(rows)
    draft.outside["quarantined"] = len(rows)
    draft.ragged = tuple(RaggedRow(each.row, width, _split(each.text, draft)) for each in apart)
    quoted = quote_rows(rows)
    draft.problems.append(
        make_problem("warning", "E109", source=draft.source, rows=rows, header=width, cells=quoted)
    )


def _split(text: str, draft: Draft) -> tuple[str, ...]:
    """The cells of one row as it stands in the file."""
    record = next(csv.reader(StringIO(text, newline=""), delimiter=draft.separator or ","), [])
    return tuple(map(clean, record))


def _refuse_ragged(source: str, ragged: list[_Ragged], width: int, good: int) -> None:
    rows = [each.row for each in ragged]
    cells = {each.cells for each in ragged}
    place = f"{source}:{rows[0]}"
    if good == 0 and len(cells) == 1 and min(cells) > width:
        raise make_error("E108", place=place, header=width, cells=min(cells), row=rows[0])
    raise make_error("E109", place=place, header=width, count=len(rows), cells=quote_rows(rows))
