"""Where rows stand in their source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.report import Problem, Severity, make_problem, quote_cells

MOST_SUGGESTED = 20


@dataclass(frozen=True)
class Place:
    """A source and the true row number of each respondent."""

    source: str
    rows: NDArray[np.int64]

    def rows_at(self, positions: NDArray[Any]) -> list[int]:
        """True row numbers of some respondents."""
        return [int(row) for row in self.rows[positions]]

    def problem(
        self,
        severity: Severity,
        code: str,
        positions: NDArray[Any],
        texts: Sequence[object],
        *,
        column: str | None = None,
        suggest: Callable[[str], str | None] | None = None,
        **values: Any,
    ) -> Problem:
        """A problem that quotes cells, in the order of the rows."""
        order = np.argsort(positions, kind="stable")
        rows = self.rows_at(positions[order])
        shown = [texts[place] for place in order.tolist()]
        hints = [suggest(str(text)) for text in shown[:MOST_SUGGESTED]] if suggest else []
        return make_problem(
            severity,
            code,
            source=self.source,
            rows=rows,
            column=column,
            cells=quote_cells(rows, shown, hints),
            texts=shown,
            **values,
        )
