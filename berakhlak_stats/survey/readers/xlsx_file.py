"""Workbooks: the sheet and the header row that fit the instrument best."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.mapping.plan import make_plan
from berakhlak_stats.survey.readers.limits import MOST_ROWS
from berakhlak_stats.survey.readers.sheet_facts import SheetFacts, tell_facts
from berakhlak_stats.survey.readers.table import RawTable, unique_titles
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_HEADER_WITHIN = 15
Row = Sequence[Any]


def read_workbook(
    path: Path,
    kind: str,
    *,
    sheet: str | None = None,
    decimal: str | None = None,
    fits: Instrument | None = None,
    sheets: Mapping[str, SheetFacts] | None = None,
) -> RawTable:
    """One sheet of a workbook. Formulas give their stored values; nothing is ever run."""
    import python_calamine as calamine

    with _parsing(path, kind):
        book = calamine.CalamineWorkbook.from_path(str(path))
        name = _sheet(book, path.name, sheet, fits)
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    full = len(rows)
    while rows and _empty(rows[-1]):
        rows.pop()
    header = _header(rows, fits)
    if header is None or len(rows) <= header + 1:
        raise make_error("E102", place=path.name)
    columns, problems = _columns(rows, header, path.name)
    if sheets and name in sheets:
        hidden = sum(not _shows(each) for each in book.sheets_metadata)
        problems += tell_facts(sheets[name], path.name, header=header + 1, hidden_sheets=hidden)
    if full == MOST_ROWS and len(rows) == MOST_ROWS:
        problems.append(make_problem("warning", "E123", source=path.name, full=full))
    return RawTable(
        source=path.name,
        columns=columns,
        rows=np.arange(header + 2, len(rows) + 1, dtype=np.int64),
        rows_read=len(rows) - header - 1,
        understood=(sentence("format_sheet", kind=kind, sheet=name),),
        problems=tuple(problems),
        decimal=decimal,
    )


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


def _shows(sheet: Any) -> bool:
    return str(sheet.visible).endswith("Visible")


def _empty(row: Row) -> bool:
    return all(cell == "" or cell is None for cell in row)


def _sheet(book: Any, source: str, wanted: str | None, fits: Instrument | None) -> str:
    """The named sheet, else the visible one whose titles fit best, else the first visible one."""
    names = [str(name) for name in book.sheet_names]
    if wanted is not None:
        if wanted not in names:
            raise make_error("E132", place=source, sheet=wanted, known=", ".join(names))
        return wanted
    sheets = book.sheets_metadata
    visible = [str(each.name) for each in sheets if _shows(each)]
    candidates = visible or names
    if not candidates:
        raise make_error("E102", place=source)
    if len(candidates) == 1 or fits is None:
        return candidates[0]

    def score(name: str) -> int:
        top = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_HEADER_WITHIN)
        return max((_found(row, fits) for row in top), default=0)

    return max(candidates, key=score)


def _found(row: Row, fits: Instrument) -> int:
    """How many questions a row names, were it the header."""
    titles = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return make_plan(titles, fits).found if titles else 0


def _header(rows: Sequence[Row], fits: Instrument | None) -> int | None:
    """The row that names most questions; without an instrument, the first row with content."""
    top = [place for place, row in enumerate(rows[:_HEADER_WITHIN]) if not _empty(row)]
    if not top:
        return None
    return (
        top[0] if fits is None else max(top, key=lambda place: (_found(rows[place], fits), -place))
    )


def _columns(rows: Sequence[Row], header: int, source: str) -> tuple[dict[str, Any], list[Problem]]:
    cells = [[row[place] for row in rows[header + 1 :]] for place in range(len(rows[header]))]
    filled = [any(cell not in ("", None) for cell in column) for column in cells]
    titles, problems = unique_titles([cell_text(cell) for cell in rows[header]], filled, source)
    above = [place + 1 for place in range(header) if not _empty(rows[place])]
    if above:
        problems.append(
            make_problem("warning", "E114", source=source, rows=above, cells=quote_rows(above))
        )
    named = zip(titles, cells, strict=True)
    return {title: _array(column) for title, column in named if title is not None}, problems


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
