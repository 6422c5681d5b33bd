"""Which sheet of a workbook holds the answers, and what is said of those that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.identifiers import masked
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.progress import tell_progress
from berakhlak_stats.survey.readers.header import HEADER_WITHIN, find_header
from berakhlak_stats.survey.readers.sheet_facts import SheetFacts
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.registry import PLAIN, choose_source
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.texts import Sentence, clean, sentence, shortened

HEADER_ROWS = 3
_LONGEST = 60


@dataclass(frozen=True)
class SheetChoice:
    """The sheet that is read, and why each of the others is not.

    Attributes
    ----------
    name : str
    unread : mapping of sheet to reason
        The reason is the end of a key of ``sentences.toml``: "hidden", "other", "fits".
    """

    name: str
    unread: Mapping[str, str]


def choose_sheet(
    book: Any, file: str, wanted: str | None, source: str | None, claims: Claims
) -> SheetChoice:
    """The named sheet, else the visible one whose titles fit best, else the first visible one."""
    names = [str(name) for name in book.sheet_names]
    visible = [str(each.name) for each in book.sheets_metadata if shows(each)]
    candidates = visible or names
    if wanted is not None and wanted not in names:
        raise make_error("E132", place=file, sheet=shown_sheet(wanted), known=_listed(names))
    if not candidates:
        raise make_error("E102", place=file)
    scores = {}
    if len(candidates) > 1 or wanted is not None:
        scored = dict.fromkeys([*candidates, wanted or candidates[0]])
        scores = {name: _score(book, name, source, claims, file) for name in scored}
    best = wanted or max(candidates, key=lambda name: scores.get(name, (False, 0)))
    if wanted is None and scores:
        alike = [name for name in candidates if scores[name] == scores[best]]
        if len(alike) > 1 and scores[best] > (False, 0):
            raise make_error("E147", place=file, sheets=_listed(alike))
    unread = {}
    for name in names:
        if name != best:
            # A code book names a question here and there; a sheet of answers, most of them.
            found, most = scores.get(name, (False, 0))[1], scores.get(best, (False, 0))[1]
            fits = found > 0 and 2 * found >= most
            unread[name] = "hidden" if name not in candidates else "fits" if fits else "other"
    tell_progress("progress_sheet", sheet=shown_sheet(best))
    return SheetChoice(best, unread)


def tell_sheets(
    choice: SheetChoice, rows: int, facts: Mapping[str, SheetFacts], book: Any, file: str
) -> tuple[list[Sentence], list[Problem]]:
    """Every sheet with its rows, read or not and why; those with questions are warned of (E183)."""
    if not choice.unread:
        return [], []
    said = [sentence("sheet_read", sheet=shown_sheet(choice.name), rows=rows)]
    doubtful = []
    for name, reason in choice.unread.items():
        count = facts[name].last_row if name in facts else _height(book, name)
        why = reason if count or reason == "hidden" else "empty"
        said.append(sentence(f"sheet_{why}", sheet=shown_sheet(name), rows=count))
        if why == "fits":
            doubtful.append(f'"{shown_sheet(name)}" ({count})')
    problems = []
    if doubtful:
        problems.append(
            make_problem(
                "warning", "E183", source=file, count=len(doubtful), sheets=", ".join(doubtful),
                read=shown_sheet(choice.name),
            )
        )  # fmt: skip
    return said, problems


def shown_sheet(name: str) -> str:
    """The name of a sheet, short and without identifiers: forms keep one sheet per person."""
    return shortened(masked(clean(name)), _LONGEST)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(shown_sheet, names))


def shows(sheet: Any) -> bool:
    """Whether people see this sheet."""
    return str(sheet.visible).endswith("Visible")


def top_of(rows: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], ...]:
    """The first rows as text."""
    return tuple(
        tuple(cell_text(cell) for cell in row) for row in rows[: HEADER_WITHIN + HEADER_ROWS]
    )


def _score(book: Any, name: str, source: str | None, claims: Claims, file: str) -> tuple[bool, int]:
    """Whether a tool is known by the titles, and how many of them name a question."""
    cells = _sheet(book, name).to_python(skip_empty_area=False, nrows=HEADER_WITHIN + HEADER_ROWS)
    top = Top(top_of(cells), "xlsx")
    if not top.rows:
        return False, 0
    known = choose_source(top, source, claims, file).source is not PLAIN
    header = find_header(top, claims)
    return known, 0 if header is None else len(claims.of(top.rows[header]))


def _height(book: Any, name: str) -> int:
    return int(_sheet(book, name).total_height)


def _sheet(book: Any, name: str) -> Any:
    return book.get_sheet_by_name(name)
