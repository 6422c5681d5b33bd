"""Rows below the respondents of a hand-made table: totals, averages, notes, signatures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.signature import signature_start
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.texts import clean, name_key, vocabulary_set

_LAST_ROWS = 30
_FEWEST_COLUMNS = 3
Cells = list[str]


def outside_problem(source: str, rows: Sequence[int]) -> Problem:
    """Rows that were not read as answers (E114)."""
    return make_problem("warning", "E114", source=source, rows=rows, cells=quote_rows(rows))


def announces_note(text: str) -> bool:
    """Whether a cell begins like a note or a total: "Catatan: ...", "Sumber ...", "* ..."."""
    plain = clean(text).strip('"')
    known = vocabulary_set("notes") | vocabulary_set("totals")
    return plain.startswith("*") or _first_word(plain) in known


def _first_word(text: str) -> str:
    return name_key(text).split("_", 1)[0]


def trim_tail(draft: Draft) -> None:
    """Take totals, notes and signatures off the end of the table; they are listed (E114)."""
    first = max(len(draft.rows) - _LAST_ROWS, 0)
    if len(draft.columns) < _FEWEST_COLUMNS:
        return
    columns = [column.slice(first).to_pylist() for column in draft.columns]
    rows = [[clean(cell_text(cell)) for cell in row] for row in zip(*columns, strict=True)]
    answered = _answer_places(draft)
    gone = np.zeros(len(draft.rows), dtype=bool)
    signed = signature_start(rows)
    for place in [*_outside(rows[:signed], answered), *range(signed, len(rows))]:
        gone[first + place] = any(rows[place])
    draft.drop_rows(gone, "E114", "outside")


def _answer_places(draft: Draft) -> set[int]:
    claimed = draft.claims.of(draft.titles)
    return {place for place, title in enumerate(draft.titles) if title in claimed}


def is_outside(draft: Draft, row: Cells) -> bool:
    """Whether a row of cleaned cells holds a total, or nothing but one cell that is no answer."""
    return _kind(row, _answer_places(draft)) in ("total", "lone")


def _outside(rows: list[Cells], answered: set[int]) -> list[int]:
    """Places of the rows that are totals or notes, by what stands around them."""
    start = len(rows)
    while start > 0 and _kind(rows[start - 1], answered) != "answers":
        start -= 1
    found = []
    apart = False
    for place in range(start, len(rows)):
        kind = _kind(rows[place], answered)
        text = next((cell for cell in rows[place] if cell), "")
        # A lone cell right under the table may be a person who answered one question.
        if kind == "total" or (kind == "lone" and (apart or announces_note(text))):
            found.append(place)
        apart = apart or kind != "lone" or place in found[-1:]
    return found


def _kind(row: Cells, answered: set[int]) -> str:
    filled = [place for place, cell in enumerate(row) if cell]
    if not filled:
        return "empty"
    word = _first_word(row[filled[0]])
    sums = all(_is_number(row[place]) for place in filled if place in answered)
    if filled[0] not in answered and word in vocabulary_set("totals") and sums:
        return "total"
    return "lone" if len(filled) == 1 and filled[0] not in answered else "answers"


def _is_number(text: str) -> bool:
    try:
        float(text.rstrip("%").replace(",", "."))
    except ValueError:
        return False
    return True
