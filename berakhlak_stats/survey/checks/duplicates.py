"""The same respondent number, or the same direct identifier, in more than one row."""

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
