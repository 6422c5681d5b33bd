"""Respondent numbers and direct identifiers: missing, or in more than one row or unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells


def check_duplicates(
    cells: Cells, column: str, what: str | Bilingual, place: Place
) -> list[Problem]:
    """Rows whose identifier occurs more than once (E213); the identifier itself is not quoted."""
    counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.texts))
    found = cells.where(counts > 1)
    if not len(found):
        return []
    rows = place.rows_at(found)
    return [
        make_problem(
            "warning",
            "E213",
            source=place.source,
            rows=rows,
            column=column,
            what=what,
            cells=quote_rows(rows),
        )
    ]


def check_numbered(cells: Cells, column: str, place: Place) -> list[Problem]:
    """Rows with answers but without a respondent number, which count as persons (E184)."""
    rows = place.rows_at(np.flatnonzero(cells.codes < 0))
    if not rows:
        return []
    cells_at = quote_rows(rows)
    return [
        make_problem(
            "warning", "E184", source=place.source, rows=rows, column=column, cells=cells_at
        )
    ]


def check_two_units(
    cells: Cells, units: Cells, unit: str, what: Bilingual, place: Place
) -> list[Problem]:
    """Rows of persons who appear in more than one unit (E214); nobody is quoted."""
    both = (cells.codes >= 0) & (units.codes >= 0)
    size = len(cells.texts)
    first = np.full(size, len(units.texts), dtype=np.int32)
    last = np.full(size, -1, dtype=np.int32)
    np.minimum.at(first, cells.codes[both], units.codes[both])
    np.maximum.at(last, cells.codes[both], units.codes[both])
    found = cells.where(first < last)
    if not len(found):
        return []
    rows = place.rows_at(found)
    persons = int((first < last).sum())
    return [
        make_problem(
            "warning",
            "E214",
            source=place.source,
            rows=rows,
            column=unit,
            persons=persons,
            what=what,
            cells=quote_rows(rows),
        )
    ]
