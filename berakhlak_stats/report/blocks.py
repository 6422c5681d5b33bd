"""The report as data: sections of blocks in order, each knowing nothing of HTML.

Every block names its ``kind``; a template holds one macro per kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from berakhlak_stats.present.narrative import Claim


@dataclass(frozen=True)
class Line:
    """Finished words with the claims behind them; ``strong`` stands before them in bold.

    ``target`` is the section that a reader who doubts the claim should go to.
    """

    text: str
    claims: tuple[str, ...] = ()
    strong: str = ""
    target: str = ""


@dataclass(frozen=True)
class Cell:
    """A table cell: text, then lighter text; ``badge`` is a band letter before both.

    ``span`` counts the columns it covers.
    """

    text: str
    small: str = ""
    badge: str = ""
    span: int = 1
    strong: bool = False


@dataclass(frozen=True)
class Column:
    """The head of a table column."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of each row names the row.

    ``wide`` tables have many columns and stand in a region that scrolls sideways.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    style: Literal["", "bands", "methods", "stacked"] = ""
    quiet_caption: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Tables:
    """Small tables side by side where there is room."""

    kind: ClassVar[str] = "tables"
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Picture:
    """A figure drawn twice, its words, and its numbers as tables.

    ``heading`` is the message, ``sub`` says what, unit and n, ``caption`` how to read it.
    """

    kind: ClassVar[str] = "picture"
    name: str
    heading: Line
    sub: str
    wide: str
    narrow: str
    caption: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Paragraphs: a lead, a note, a tag or plain text; each line its own paragraph."""

    kind: ClassVar[str] = "prose"
    lines: tuple[Line, ...]
    style: Literal["lead", "note", "tag", "plain"] = "plain"


@dataclass(frozen=True)
class Card:
    """One headline score; ``interval`` and ``score`` are empty where it is hidden."""

    title: str
    score: str
    interval_label: str
    interval: str
    reading: Line
    picture: str


@dataclass(frozen=True)
class Cards:
    """Headline scores side by side."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Listing:
    """Lines as a list under a heading: numbered findings, open questions in a box, steps."""

    kind: ClassVar[str] = "listing"
    heading: str
    lines: tuple[Line, ...]
    style: Literal["findings", "open", "steps", "fold"] = "findings"


@dataclass(frozen=True)
class Figure:
    """One number about the respondents with its label and a remark."""

    label: str
    number: Line
    note: Line


@dataclass(frozen=True)
class Figures:
    """A row of such numbers."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Fold:
    """A table that is opened by whoever wants it."""

    kind: ClassVar[str] = "fold"
    heading: str
    table: Table


Block = Table | Tables | Fold | Picture | Prose | Cards | Listing | Figures


@dataclass(frozen=True)
class Section:
    """A part of the report. The summary has no number."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole report in one language."""

    lang: str
    title: str
    eyebrow: str
    dek: tuple[Line, ...]
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    closing: str
    synthetic: bool
    ledger: tuple[Claim, ...]
