"""Merged cells of a sheet: only their first cell holds what stands in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem

Range = tuple[tuple[int, int], tuple[int, int]]
_AREAS_NAMED = 5


def merged_header(ranges: Sequence[Range], row: int) -> bool:
    """Whether a title of this row stands over several columns of the next."""
    return any(top == bottom == row and left < right for (top, left), (bottom, right) in ranges)


def fill_merged(
    rows: list[list[Any]], ranges: Sequence[Range], below: int, source: str
) -> list[Problem]:
    """Write the content of merged cells below the header into each of them, and say so (E146)."""
    filled: list[Range] = []
    left_over = sum(map(len, rows))
    for (top, left), (bottom, right) in ranges:
        if bottom < below or top >= len(rows) or rows[top][left] in ("", None):
            continue
        # Areas of a sound file do not overlap; only a made-up one would fill cells twice.
        left_over -= (min(bottom, len(rows) - 1) - top + 1) * (right - left + 1)
        if left_over < 0:
            raise make_error("E131", place=source, kind="Excel", reason="merged cells overlap")
        for row in rows[max(top, below) : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
        filled.append(((top, left), (bottom, right)))
    if not filled:
        return []
    first = [top + 1 for (top, _), _ in filled]
    areas = ", ".join(f"{_name(*start)}:{_name(*stop)}" for start, stop in filled[:_AREAS_NAMED])
    more = f", … (+{len(filled) - _AREAS_NAMED})" if len(filled) > _AREAS_NAMED else ""
    return [make_problem("warning", "E146", source=source, rows=sorted(first), areas=areas + more)]


def _name(row: int, column: int) -> str:
    """A cell as spreadsheets call it, such as C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
