"""Checks of group columns: one group under several spellings, people without a group."""

from __future__ import annotations

import numpy as np

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import MOST_QUOTED, Problem, make_problem, quote_rows
from berakhlak_stats.survey.checks.spellings import same_unit
from berakhlak_stats.survey.survey import Codes
from berakhlak_stats.survey.texts import name_key, vocabulary_set

_MOST_GROUPS = 1_000
_MOST_DISTINCT = 0.75
_ROWS_EACH = 3


def check_groups(name: str, column: Codes, place: Place) -> list[Problem]:
    """Labels that may be one group in several spellings (E215) and empty cells (E216, E265).

    Columns that tell every respondent apart are no groups, and are not checked.
    """
    answered = int((column.codes >= 0).sum())
    if not 1 < len(column.labels) <= min(_MOST_GROUPS, _MOST_DISTINCT * answered):
        return check_unfilled(name, column, place)
    return [*_check_spelling(name, column, place), *_check_empty(name, column, place)]


def check_unfilled(name: str, column: Codes, place: Place) -> list[Problem]:
    """Empty cells of a column of units, or of one filled at the head of each group only.

    Of other columns with hardly two labels alike, most cells may be empty for good: remarks.
    """
    called_unit = name_key(name) in vocabulary_set("unit_titles") and len(column.labels) > 0
    if not (called_unit or _heads_only(column)):
        return []
    return _check_empty(name, column, place)


def _heads_only(column: Codes) -> bool:
    """Whether labels stand above runs of empty cells, as merged cells do once saved as text."""
    filled = column.codes >= 0
    answered = int(filled.sum())
    return (
        len(column.labels) > 1
        and bool(filled[0])
        and answered <= len(filled) / 2
        and len(column.labels) > answered / 2
    )


def _check_spelling(name: str, column: Codes, place: Place) -> list[Problem]:
    sizes = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels)).tolist()
    doubled = same_unit(column.labels, sizes)
    if not doubled:
        return []
    shown = [" = ".join(_spelling(column, code, place) for code in codes) for codes in doubled]
    more = f"; … (+{len(shown) - MOST_QUOTED})" if len(shown) > MOST_QUOTED else ""
    rare = np.isin(column.codes, [code for codes in doubled for code in codes[1:]])
    rows = place.rows_at(np.flatnonzero(rare))
    cells = "; ".join(shown[:MOST_QUOTED]) + more
    source = place.source
    return [
        make_problem(
            "warning",
            "E215",
            source=source,
            rows=rows,
            column=name,
            groups=len(doubled),
            cells=cells,
        )
    ]


def _spelling(column: Codes, code: int, place: Place) -> str:
    """One spelling with the first of its rows: ``"Dinas A" (2, 5, 6, … (+4))``."""
    rows = place.rows_at(np.flatnonzero(column.codes == code))
    first, more = ", ".join(map(str, rows[:_ROWS_EACH])), len(rows) - _ROWS_EACH
    return f'"{column.labels[code]}" ({first}' + (f", … (+{more}))" if more > 0 else ")")


def _check_empty(name: str, column: Codes, place: Place) -> list[Problem]:
    rows = place.rows_at(np.flatnonzero(column.codes < 0))
    if not rows:
        return []
    cells, source = quote_rows(rows), place.source
    found = [make_problem("warning", "E216", source=source, rows=rows, column=name, cells=cells)]
    if _heads_only(column):
        heads = place.rows_at(np.flatnonzero(column.codes >= 0))
        cells = quote_rows(heads)
        found.append(
            make_problem("warning", "E265", source=source, rows=heads, column=name, cells=cells)
        )
    return found
