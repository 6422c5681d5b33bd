"""A table on its way from the columns of a tool to the columns of the mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.checks.titles import shown_title
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.table import RaggedRow, RawTable, unique_titles
from berakhlak_stats.survey.texts import Sentence, clean, name_key, sentence

NOTHING: Sentence = ("", "")


@dataclass
class Draft:
    """Columns by place, with the header rows they came under.

    Attributes
    ----------
    header : tuple of rows
        As wide as there are columns.
    columns : list of pyarrow.Array
        What stands below the header.
    titles : list of str
        What each column is going to be called; at first the first header row.
    aside : list of int
        Columns of the tool itself, which are no answers.
    respondent_id : int or None
        The column with the number the tool gave to each response.
    form : (id, en) pair
        What the module believed of the variant at hand, for the sentence about the source.
    header_row : int
        The row of the file in which the header stands; 0 where it has none.
    details : mapping
        What a format knows beyond cells (SPSS: "sets").
    """

    source: str
    header: tuple[tuple[str, ...], ...]
    columns: list[Any]
    rows: NDArray[np.int64]
    claims: Claims
    understood: tuple[Sentence, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    separator: str | None = None
    decimal: str | None = None
    value_labels: dict[int, Mapping[float, str]] = field(default_factory=dict)
    descriptions: dict[int, str] = field(default_factory=dict)
    synthetic: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)
    aside: list[int] = field(default_factory=list)
    respondent_id: int | None = None
    form: Sentence = NOTHING
    outside: dict[str, int] = field(default_factory=dict)
    other_texts: int = 0
    others_in_place: bool = False
    header_row: int = 0
    ragged: tuple[RaggedRow, ...] = ()

    def __post_init__(self) -> None:
        self.titles = [clean(title) for title in self.header[0]]
        self.rows_read = len(self.rows)

    def find(self, *titles: str) -> int | None:
        """The column under the first of these titles that is there, spelt so or nearly so.

        A question of the survey may be called "status" beside the tool's own "Status".
        """
        shown = [clean(title) for title in self.header[0]]
        keys = [name_key(title) for title in shown]
        for title in titles:
            if title in shown:
                return shown.index(title)
            if name_key(title) in keys:
                return keys.index(name_key(title))
        return None

    def set_aside(self, *titles: str) -> None:
        """Leave columns of the tool itself out of the answers, one per title."""
        places = [self.find(title) for title in titles]
        self.leave_out(place for place in places if place is not None)

    def leave_out(self, places: Iterable[int]) -> None:
        """Leave these columns out of the answers."""
        self.aside += [place for place in dict.fromkeys(places) if place not in self.aside]

    def choose_titles(self, variants: Sequence[Sequence[str]]) -> int:
        """Call each column by the first of its variants that names a question, else by the last.

        Returns how many columns name a question.
        """
        claimed = self.claims.of([title for each in variants for title in each])
        found = 0
        for place, each in enumerate(variants):
            fitting = next((title for title in each if title in claimed), None)
            found += fitting is not None
            if each:
                self.titles[place] = clean(each[-1] if fitting is None else fitting)
        return found

    def cells(self, place: int) -> Cells:
        """The distinct texts of a column."""
        return factorise(self.columns[place])

    def drop_rows(self, gone: NDArray[np.bool_], code: str, reason: str) -> None:
        """Take rows out that are no respondents; they are counted and listed."""
        if not gone.any():
            return
        import pyarrow as pa

        rows = self.rows[gone].tolist()
        keep = pa.array(~gone)
        self.columns = [column.filter(keep) for column in self.columns]
        self.rows = self.rows[~gone]
        self.outside[reason] = self.outside.get(reason, 0) + len(rows)
        self.problems.append(
            make_problem("warning", code, source=self.source, rows=rows, cells=quote_rows(rows))
        )

    def note(self, code: str, rows: NDArray[np.bool_], severity: Any = "warning") -> None:
        """Report rows that stay in."""
        if rows.any():
            found = self.rows[rows].tolist()
            quoted = quote_rows(found)
            self.problems.append(
                make_problem(severity, code, source=self.source, rows=found, cells=quoted)
            )

    def table(self) -> RawTable:
        """The raw table: set-aside columns gone, titles unique."""
        kept = [place for place in range(len(self.columns)) if place not in set(self.aside)]
        titles = [self.titles[place] for place in kept]
        filled = [bool(self.titles[place]) or _filled(self.columns[place]) for place in kept]
        names, problems = unique_titles(titles, filled, self.source, self.header_row)
        named = {place: name for place, name in zip(kept, names, strict=True) if name is not None}
        understood = self.understood
        if self.aside:
            named_aside = [(self.titles[place], place) for place in self.aside]
            shown = ", ".join(shown_title(title, at + 1) for title, at in named_aside if title)
            understood = (*understood, sentence("set_aside", columns=shown))
        return RawTable(
            source=self.source,
            columns={name: self.columns[place] for place, name in named.items()},
            rows=self.rows,
            rows_read=self.rows_read,
            understood=understood,
            problems=(*self.problems, *problems),
            separator=self.separator,
            decimal=self.decimal,
            value_labels={
                named[place]: labels
                for place, labels in self.value_labels.items()
                if place in named
            },
            descriptions={
                named[place]: text for place, text in self.descriptions.items() if place in named
            },
            synthetic=self.synthetic,
            respondent_id=named.get(-1 if self.respondent_id is None else self.respondent_id),
            outside=self.outside,
            other_texts=self.other_texts,
            others_in_place=self.others_in_place,
            header_row=self.header_row,
            places={name: place for place, name in named.items()},
            ragged=self.ragged,
        )


def _filled(column: Any) -> bool:
    """Whether any cell holds something; asked of untitled columns only."""
    return bool((factorise(column, keep_marks=True).codes >= 0).any())
