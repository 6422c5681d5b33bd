"""Cells at fault, for the checks to report."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class BadCells:
    """Cells at fault: positions of rows (from 0), what they hold, and their columns.

    ``columns`` is empty where all cells are in one column, or where no column is to blame.
    """

    positions: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    texts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.positions)

    def by_column(self, default: str) -> dict[str, BadCells]:
        """The same cells, column by column."""
        if not self.columns:
            return {default: self}
        groups: dict[str, list[int]] = {}
        for place, column in enumerate(self.columns):
            groups.setdefault(column, []).append(place)
        return {
            column: BadCells(self.positions[places], tuple(self.texts[each] for each in places))
            for column, places in groups.items()
        }
