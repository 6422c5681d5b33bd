"""The raw table: what a file says before anything is believed about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.checks.titles import shown_title
from berakhlak_stats.survey.texts import Sentence, clean, name_key, unguarded


@dataclass(frozen=True)
class RaggedRow:
    """A row with more or fewer cells than the header has."""

    row: int
    width: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RawTable:
    """Columns as they stand in the source, one Arrow array each.

    Attributes
    ----------
    source : str
        File name without its folder.
    columns : mapping of title to pyarrow.Array
        Text wherever the format has no types (CSV), so that nothing is corrupted on the way.
    rows : int array, shape (n,)
        True row numbers; the header of a file is row 1.
    rows_read : int
        Rows below the header, empty ones included.
    separator, decimal : str or None
        What a CSV file uses; None where the format has real numbers.
    value_labels : mapping of column to {code: label}
        From SPSS.
    descriptions : mapping of column to text
        What the file says a column is about, where it stands apart from the title (SPSS).
    respondent_id : str or None
        The column in which the survey tool numbered its responses.
    outside : mapping of reason to count
        Rows below the header that are no respondents: "outside" the table (totals, notes),
        "preview" (tried out by the makers); and those set apart on request: "quarantined".
    other_texts : int
        Free texts under "other" that stood in columns of their own.
    others_in_place : bool
        Whether the tool writes such texts in place of the option, among the words.
    header_row : int
        The row that the titles were taken from; 0 where they stand in no row of the file.
    places : mapping of title to int
        Where each column stood among all of the file, from 0.
    ragged : tuple of RaggedRow
        Rows of another width, which no columns can hold.
    """

    source: str
    columns: Mapping[str, Any]
    rows: NDArray[np.int64]
    rows_read: int
    understood: tuple[Sentence, ...] = ()
    problems: tuple[Problem, ...] = ()
    separator: str | None = None
    decimal: str | None = None
    value_labels: Mapping[str, Mapping[float, str]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False
    respondent_id: str | None = None
    outside: Mapping[str, int] = field(default_factory=dict)
    other_texts: int = 0
    others_in_place: bool = False
    header_row: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    ragged: tuple[RaggedRow, ...] = ()

    @property
    def n(self) -> int:
        """Rows that hold anything."""
        return len(self.rows)

    def wordings(self, title: str) -> tuple[str, ...]:
        """The title of a column, and what else the file says it is about."""
        return (title, self.descriptions[title]) if title in self.descriptions else (title,)

    def with_problems(self, *problems: Problem) -> RawTable:
        """The same table, with more to report."""
        return replace(self, problems=(*self.problems, *problems))


def unique_titles(
    titles: Sequence[str], filled: Sequence[bool], source: str, row: int = 0
) -> tuple[list[str | None], list[Problem]]:
    """Column titles, cleaned; None for columns without title and content.

    Equal titles are refused (E111), titles that differ only in blanks or case reported (E112),
    columns without a title but with content are named by their place (E134), and so are those
    whose title looks like an identifier (E191). ``row`` is where the titles were found.
    """
    kept: list[str | None] = []
    unnamed: list[int] = []
    hidden: list[int] = []
    for place, (title, has_content) in enumerate(zip(titles, filled, strict=True), start=1):
        written = unguarded(clean(title))
        name = shown_title(written, place)
        if name != written:
            hidden.append(place)
        if not name and has_content:
            unnamed.append(place)
        kept.append(name or (f"column_{place}" if has_content else None))
    problems = _equal_titles(kept, source, row)
    if hidden:
        places = ", ".join(str(place) for place in hidden)
        problems.append(
            make_problem("warning", "E191", source=source, positions=places, where=titles_from(row))
        )
    if unnamed:
        named = ", ".join(f"column_{place}" for place in unnamed)
        places = ", ".join(str(place) for place in unnamed)
        problems.append(
            make_problem(
                "warning",
                "E134",
                source=source,
                count=len(unnamed),
                columns=named,
                positions=places,
            )
        )
    return kept, problems


def titles_from(row: int) -> Bilingual:
    """Which row the titles were taken from, as a part of a sentence; nothing where it is none."""
    if not row:
        return Bilingual("", "")
    return Bilingual(f"; judul diambil dari baris {row}", f"; titles were taken from row {row}")


def _equal_titles(titles: Sequence[str | None], source: str, row: int) -> list[Problem]:
    places: dict[str, list[int]] = {}
    near: dict[str, list[str]] = {}
    for place, title in enumerate(titles, start=1):
        if title is not None:
            places.setdefault(title, []).append(place)
            # A title of punctuation only has an empty key; it is near to nothing.
            near.setdefault(name_key(title) or title, []).append(title)
    for title, found in places.items():
        if len(found) > 1:
            positions = ", ".join(str(each) for each in found)
            where = titles_from(row)
            raise make_error("E111", place=source, column=title, positions=positions, where=where)
    return [
        make_problem("warning", "E112", source=source, columns=", ".join(map(repr, alike)))
        for alike in near.values()
        if len(alike) > 1
    ]


def drop_empty_rows(table: RawTable) -> RawTable:
    """The table without rows in which every cell is blank; they are counted (E133)."""
    empty = np.ones(table.n, dtype=bool)
    for column in table.columns.values():
        empty &= _blank(column)
        if not empty.any():
            return table
    import pyarrow as pa

    rows = table.rows[empty].tolist()
    keep = pa.array(~empty)
    columns = {name: column.filter(keep) for name, column in table.columns.items()}
    note = make_problem("fixed", "E133", source=table.source, rows=rows[:20], count=len(rows))
    return replace(table, columns=columns, rows=table.rows[~empty]).with_problems(note)


def _blank(column: Any) -> NDArray[np.bool_]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_null(column.type):
        return np.ones(len(column), dtype=bool)
    mask = column.is_null(nan_is_null=True)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        trimmed = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
        mask = pc.or_(mask, pc.equal(pc.binary_length(trimmed), 0))
    found: NDArray[np.bool_] = mask.to_numpy(zero_copy_only=False)
    return found
