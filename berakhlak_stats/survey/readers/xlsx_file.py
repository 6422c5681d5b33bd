"""Workbooks: the sheet and the header row that fit the instrument best."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.limits import MOST_ROWS
from berakhlak_stats.survey.readers.merged import Range, fill_merged, merged_header
from berakhlak_stats.survey.readers.repeated import only_respondents
from berakhlak_stats.survey.readers.sheet_choice import (
    choose_sheet,
    shown_sheet,
    shows,
    tell_sheets,
    top_of,
)
from berakhlak_stats.survey.readers.sheet_facts import SheetFacts, tell_facts
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import (
    PLAIN,
    Choice,
    apply_source,
    choose_source,
)
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.readers.tail import outside_problem
from berakhlak_stats.survey.readers.titles import joined, refuse_second_header
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_TOTALS_BELOW = 3
Row = Sequence[Any]


def read_workbook(
    path: Path,
    kind: str,
    *,
    sheet: str | None = None,
    decimal: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
    sheets: Mapping[str, SheetFacts] | None = None,
    misnamed: bool = False,
) -> RawTable:
    """One sheet of a workbook. Formulas give their stored values; nothing is ever run."""
    claims = Claims(fits)
    with _parsing(path, kind):
        book = _opened(path, misnamed=misnamed)
        chosen = choose_sheet(book, path.name, sheet, source, claims)
        opened = book.get_sheet_by_name(name := chosen.name)
        rows = opened.to_python(skip_empty_area=False)
        merged = opened.merged_cell_ranges or []
        told = tell_sheets(chosen, _filled(rows), sheets or {}, book, path.name)
    full = len(rows)
    while rows and _empty(rows[-1]):
        rows.pop()
    if not rows:
        raise make_error("E102", place=path.name)
    choice = _choice(rows, merged, source, claims, path.name)
    filled = fill_merged(rows, merged, choice.start + choice.header_rows, path.name)
    draft = _draft(rows, choice, path.name, claims, filled)
    if full == MOST_ROWS and len(rows) == MOST_ROWS:
        draft.problems.append(make_problem("warning", "E123", source=path.name, full=full))
    draft.decimal = decimal
    draft.understood = (sentence("format_sheet", kind=kind, sheet=shown_sheet(name)), *told[0])
    draft.problems += told[1]
    above = rows[choice.start - 1] if choice.start else ()
    refuse_second_header(draft, choice, [cell_text(cell) for cell in above])
    only_respondents(draft)
    apply_source(choice, draft)
    if sheets and name in sheets:
        hidden = sum(not shows(each) for each in book.sheets_metadata)
        draft.problems += _told(sheets[name], draft, choice, len(rows), hidden)
    return draft.table()


def _opened(path: Path, *, misnamed: bool) -> Any:
    import python_calamine as calamine

    if misnamed:
        # The parser goes by the ending of a path; without one it looks inside.
        return calamine.CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    return calamine.CalamineWorkbook.from_path(str(path))


def _told(facts: SheetFacts, draft: Draft, choice: Choice, last: int, hidden: int) -> list[Problem]:
    """What must be told of the sheet; formulas count where their cells are read.

    Rows below the ``last`` filled one hold formulas only: a few are totals without a word, more
    may be persons.
    """
    below = sorted({row for row, _ in facts.valueless_places if row > last})
    totals = below if len(below) <= _TOTALS_BELOW else []
    aside = set(draft.aside)
    columns = {
        place + 1 for place, title in enumerate(draft.titles) if title and place not in aside
    }
    header = range(choice.start + 1, choice.start + choice.header_rows + 1)
    rows = {*header, *draft.rows.tolist(), *below} - set(totals)
    read = facts.only_read(lambda row, column: row in rows and column in columns)
    noted = [outside_problem(draft.source, totals)] if totals else []
    return noted + tell_facts(read, draft.source, hidden_sheets=hidden)


def _choice(
    rows: Sequence[Row],
    merged: Sequence[Range],
    source: str | None,
    claims: Claims,
    place: str,
) -> Choice:
    """The tool and the header rows; a question merged over its parts has a second one."""
    choice = choose_source(Top(top_of(rows), "xlsx"), source, claims, place)
    if choice.source is PLAIN and merged_header(merged, choice.start):
        choice = Choice(choice.source, choice.start, 2)
    if len(rows) <= choice.start + choice.header_rows:
        raise make_error("E102", place=place)
    return choice


@contextmanager
def _parsing(path: Path, kind: str) -> Iterator[None]:
    """Whatever the parser cannot make of a file becomes E118 or E131."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as error:
        raise make_error("E118", place=path.name, name=path.name) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise make_error("E131", place=path.name, kind=kind, reason=str(error)) from error
    except BaseException as error:
        # The parser is written in another language; its panics are no ordinary exceptions.
        if type(error).__name__ != "PanicException":
            raise
        raise make_error("E131", place=path.name, kind=kind, reason=str(error)) from error


def _filled(rows: Sequence[Row]) -> int:
    """The last row that holds anything, counted from 1."""
    return next(
        (len(rows) - place for place in range(len(rows)) if not _empty(rows[-1 - place])), 0
    )


def _empty(row: Row) -> bool:
    return all(cell == "" or cell is None for cell in row)


def _draft(
    rows: Sequence[Row], choice: Choice, source: str, claims: Claims, problems: list[Problem]
) -> Draft:
    """Columns below the header; numbers where every filled cell is one, otherwise text."""
    below = choice.start + choice.header_rows
    header = [tuple(cell_text(cell) for cell in row) for row in rows[choice.start : below]]
    above = [place + 1 for place in range(choice.start) if not _empty(rows[place])]
    if above:
        problems = [*problems, outside_problem(source, above)]
    draft = Draft(
        source=source,
        header=tuple(header),
        columns=[_array([row[place] for row in rows[below:]]) for place in range(len(header[0]))],
        rows=np.arange(below + 1, len(rows) + 1, dtype=np.int64),
        claims=claims,
        problems=problems,
        header_row=choice.start + 1,
    )
    if choice.source is PLAIN and choice.header_rows == 2:
        draft.titles = joined(header[0], header[1], ())
    return draft


def _array(cells: Sequence[Any]) -> Any:
    """Numbers where every filled cell is one; otherwise each cell as text."""
    import pyarrow as pa

    if all(
        (isinstance(cell, (int, float)) and not isinstance(cell, bool)) or cell in ("", None)
        for cell in cells
    ):
        numbers = [None if cell in ("", None) else float(cell) for cell in cells]
        return pa.array(numbers, type=pa.float64())
    return pa.array([_text(cell) for cell in cells], type=pa.string())


def _text(cell: Any) -> str:
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return cell_text(cell)
