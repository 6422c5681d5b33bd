"""Two classifications of the same people, crossed: weighted cells and their covariance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.linearised import KNOWN, Linearised, linearised, plain_statistic
from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT
from berakhlak_stats.significance import variables
from berakhlak_stats.totals.statistic import Array, Feature, View

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class CrossTable:
    """Labels in use, and the cell of every respondent, -1 for missing.

    ``cells`` is a survey of one number, so that the cell follows its respondent through
    batches of a pass.
    """

    cells: Survey
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def shares(self) -> Linearised:
        """Shares of the cells, row by row, of everybody who has one."""
        return self._linearised(lambda cells, known: np.asarray(cells / known))

    def totals(self) -> Linearised:
        """Weighted totals of the cells, row by row."""
        return self._linearised(lambda cells, known: cells)

    def _linearised(self, f: Callable[[Array, Array], Array]) -> Linearised:
        size = len(self.rows) * len(self.columns)
        names = tuple(f"{row}/{column}" for row in self.rows for column in self.columns)
        inside = Feature("cells", names, lambda batch: batch.numbers == np.arange(size))
        known = Feature(KNOWN, (KNOWN,), lambda batch: batch.numbers >= 0)

        def g(t: View) -> Array:
            return f(t[inside.name], t[known.name])

        return linearised(self.cells, plain_statistic("cells", (inside, known), names, g))


def cross_table(survey: Survey, row: str, column: str) -> CrossTable:
    """Cross two classifications; labels that nobody with both answers has are dropped."""
    first, second = (variables.classification(survey, name) for name in (row, column))
    known = (first.codes >= 0) & (second.codes >= 0)
    first, second = variables.used(first, known), variables.used(second, known)
    variables.require_people(survey, int(known.sum()))
    for codes, name in ((first, row), (second, column)):
        variables.require_groups(codes, name, "association_test")
    width = len(second.labels)
    size = len(first.labels) * width
    if size > COVARIANCE_LIMIT:
        raise DesignError("E641", statistic="association_test", size=size)
    cell = np.where(known, first.codes * width + second.codes, -1).astype(float)[:, None]
    carrier = replace(survey, numbers=cell, ratings=np.empty((0, 0), np.int8), picks={})
    return CrossTable(carrier, first.labels, second.labels)
