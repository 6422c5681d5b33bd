"""What a module about a survey tool offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.survey.texts import Sentence, name_key

if TYPE_CHECKING:
    from berakhlak_stats.survey.readers.sources.draft import Draft

Row = Sequence[str]


@dataclass(frozen=True)
class Top:
    """The first rows of a file as text, and what kind of file it is ("csv", "xlsx", ...)."""

    rows: tuple[Row, ...]
    kind: str = "csv"


@dataclass(frozen=True)
class Source:
    """One survey tool.

    Attributes
    ----------
    name : str
        What users call it in options, such as "google-forms".
    title : (id, en) pair
        What people call it in a sentence.
    header_rows : callable
        How many header rows the file has if its first row is the header of an export of this
        tool; 0 where it is not one. The marks must be columns that the tool itself adds.
    plain : callable
        Turns the draft of a table into one that the mapping understands: titles, columns set
        aside, rows that are no respondents.
    usual_header_rows : int
        Header rows where the user says that it is this tool although the marks are missing.
    others_in_place : bool
        Whether a text typed under "other" stands in place of that option, among the words.
    """

    name: str
    title: Sentence
    header_rows: Callable[[Top], int]
    plain: Callable[[Draft], None]
    usual_header_rows: int = 1
    others_in_place: bool = False


def keys_of(row: Row) -> list[str]:
    """The titles of a row in comparison form."""
    return [name_key(title) for title in row]


def holds(row: Row, *titles: str) -> bool:
    """Whether all these titles are in the row, in any spelling of case and blanks."""
    return {name_key(title) for title in titles} <= set(keys_of(row))
