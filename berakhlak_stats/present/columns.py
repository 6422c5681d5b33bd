"""What the columns of a table are called, by what its rows are: keys of ``[column]``."""

from __future__ import annotations

from collections.abc import Sequence

from berakhlak_stats.present.levels import COEFFICIENT, PAIR, PERCENT_LEVELS, RANK
from berakhlak_stats.present.rows import Row

_SCORES = frozenset({"index", "value", "scale", "total"})
_OF_LEVEL = {COEFFICIENT: COEFFICIENT, RANK: RANK, PAIR: "correlation"}


def item_column(rows: Sequence[Row], groups: bool) -> str:
    """The column that names what a row is about; ``groups``: whether groups have their own."""
    levels = {row.level for row in rows}
    level = rows[0].level if len(levels) == 1 else "label"
    if level == RANK:
        return "word"
    return "label" if level == COEFFICIENT else level


def value_column(rows: Sequence[Row]) -> str:
    """The column of the estimates."""
    levels = {row.level for row in rows}
    if any(row.difference for row in rows):
        return "difference"
    if len(levels) == 1 and rows[0].level in _OF_LEVEL:
        return _OF_LEVEL[rows[0].level]
    if not rows:
        return "estimate"
    return "percent" if levels <= PERCENT_LEVELS else "score" if levels <= _SCORES else "estimate"
