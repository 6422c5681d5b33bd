"""What was seen in a sheet before it was parsed, and what must be told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.checks.report import MOST_QUOTED, Problem, make_problem


@dataclass(frozen=True)
class SheetFacts:
    """One sheet.

    Attributes
    ----------
    last_row, last_column : int
        The last filled row and column, counted from 1.
    filled : int
        Cells that hold something.
    said_rows : int
        The last row that is written down, formatted empty ones included.
    hidden_rows, hidden_columns : int
    filtered : bool
        Whether a filter is switched on.
    valueless : tuple of str
        First cells with a formula whose result was not stored, and how many there are.
    valueless_count, errors : int
        Cells with a formula without a result; cells with an error such as ``#REF!``.
    merged : tuple of (int, str)
        First merged ranges, each with its last row.
    longest : int
        Bytes of the longest text, or of the longest run of blanks that a count stands for.
    """

    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    said_rows: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered: bool = False
    valueless: tuple[str, ...] = ()
    valueless_count: int = 0
    errors: int = 0
    merged: tuple[tuple[int, str], ...] = ()
    longest: int = 0


def tell_facts(facts: SheetFacts, source: str, *, hidden_sheets: int = 0) -> list[Problem]:
    """What a reader of this sheet must know.

    Parameters
    ----------
    facts : SheetFacts
    source : str
        File name.
    hidden_sheets : int
        Sheets of the workbook that do not show.
    """
    found = []
    if facts.valueless_count:
        cells = ", ".join(facts.valueless[:MOST_QUOTED])
        count = facts.valueless_count
        found.append(make_problem("error", "E116", source=source, count=count, cells=cells))
    hidden = facts.hidden_rows + facts.hidden_columns + hidden_sheets
    if hidden or facts.filtered:
        found.append(
            make_problem(
                "warning",
                "E115",
                source=source,
                count=hidden,
                rows_hidden=facts.hidden_rows,
                columns_hidden=facts.hidden_columns,
                sheets_hidden=hidden_sheets,
                filter=_FILTER[facts.filtered],
            )
        )
    if facts.errors:
        found.append(make_problem("warning", "E117", source=source, count=facts.errors))
    if facts.said_rows > facts.last_row:
        said, last = facts.said_rows, facts.last_row
        found.append(make_problem("fixed", "E151", source=source, said=said, last=last))
    return found


_FILTER: Mapping[bool, Bilingual] = {
    True: Bilingual("aktif", "on"),
    False: Bilingual("tidak ada", "none"),
}
