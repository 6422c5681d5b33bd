"""What a mapping file says, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Code = str | float
LEFT_OPEN = "open"
QUESTIONS = ("list", "rating", "number")
KEYS_OF_KIND: dict[str, tuple[str, ...]] = {
    "list": ("id", "word", "place", "labels", "separator", "missing"),
    "rating": ("id", "labels", "reversed_labels", "missing"),
    "number": ("id", "missing"),
    "group": ("missing",),
    "date": ("order", "after"),
    "weight": (),
    "respondent_id": (),
    "identifier": (),
    "synthetic": (),
    "ignore": (),
    LEFT_OPEN: (),
}
"""What a column may be, and which keys such an entry may have beside ``title`` and ``is``."""


@dataclass(frozen=True)
class MappedColumn:
    """One column of the file.

    Attributes
    ----------
    title : str
        As it stands in the file.
    kind : str
        One of :data:`KEYS_OF_KIND`; the key ``is`` of the file.
    target : str
        Id of the list, rated or numeric item; the key ``id``.
    word : str
        The one word whose 0/1 column this is.
    place : int
        The place of this pick in its list, from 1; 0 where the column holds the whole list.
    labels : mapping
        Answers as they stand in the file to words, categories, or 1 and 0.
    separator : str
        Between the picks of one cell.
    reversed_labels : bool
        Whether the numbers run against the scale, as 1 for the highest category.
    missing : tuple
        Codes that mean "no answer" in this column.
    order : str
        Of a date: "dmy", "mdy" or "ymd"; empty where the dates show it themselves.
    after : str
        Title of the date that this one cannot be before.
    """

    title: str
    kind: str
    target: str = ""
    word: str = ""
    place: int = 0
    labels: Mapping[str, str | int] = field(default_factory=dict)
    separator: str = ""
    reversed_labels: bool = False
    missing: tuple[Code, ...] = ()
    order: str = ""
    after: str = ""

    @property
    def aim(self) -> tuple[str, str, str, int]:
        """What no second column may be as well."""
        return self.kind, self.target, self.word, self.place


@dataclass(frozen=True)
class ColumnMap:
    """A mapping file.

    Attributes
    ----------
    source : str
        What to call it in messages.
    confirmed : bool
        Whether a person has looked at it.
    instrument : str
        Id of the instrument it is for; empty where it does not say.
    decimal : str
        Decimal mark of the answers; empty where it does not say.
    columns : tuple of MappedColumn
    merges : mapping of column to {spelling: name}
    """

    source: str = "mapping"
    confirmed: bool = False
    instrument: str = ""
    decimal: str = ""
    columns: tuple[MappedColumn, ...] = ()
    merges: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
