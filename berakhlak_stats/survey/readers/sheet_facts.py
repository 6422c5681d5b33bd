"""What was seen in a sheet before it was parsed, and what must be told about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

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
        Cells with a formula whose result was not stored: the first ten thousand of them.
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

    @property
    def valueless_places(self) -> tuple[tuple[int, int], ...]:
        """Row and column of each of those formulas, counted from 1."""
        return tuple(_place(each) for each in self.valueless)

    def only_read(self, is_read: Callable[[int, int], bool]) -> SheetFacts:
        """The facts without formulas in cells that nobody reads, such as those of a totals row.

        Parameters
        ----------
        is_read : callable
            Of row and column, both counted from 1.
        """
        places = zip(self.valueless, self.valueless_places, strict=True)
        kept = tuple(each for each, place in places if is_read(*place))
        count = self.valueless_count - len(self.valueless) + len(kept)
        return replace(self, valueless=kept, valueless_count=count)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as "AB12"."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column


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
