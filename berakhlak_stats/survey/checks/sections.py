"""Rows between people that name what stands below them: a unit above its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem, quote_rows
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.survey import MISSING_RATING


def check_sections(
    columns: Mapping[str, Any], answers: Iterable[NDArray[Any]], place: Place
) -> list[Problem]:
    """Rows without any answer in which one text stands alone, and that count as persons (E266).

    Parameters
    ----------
    columns : mapping of title to pyarrow.Array
        Every column of the table but the respondent numbers.
    answers : arrays of shape (n, columns)
        Packed picks, ratings and numbers.
    place : Place
    """
    silent = np.ones(len(place.rows), dtype=bool)
    for each in answers:
        if each.size:
            silent &= ~_answered(each).any(axis=1)
    at = np.flatnonzero(silent)
    if not len(at) or len(at) == len(silent):
        return []
    alone = at[_lone_texts(columns, at)]
    if not len(alone):
        return []
    rows = place.rows_at(alone)
    return [make_problem("warning", "E266", source=place.source, rows=rows, cells=quote_rows(rows))]


def _answered(answers: NDArray[Any]) -> NDArray[np.bool_]:
    """Which answers are there: no pick is 0, no rating is below 0, no number is NaN."""
    if answers.dtype.kind == "f":
        return np.asarray(~np.isnan(answers))
    nothing = 0 if answers.dtype.kind == "u" else MISSING_RATING
    return np.asarray(answers != nothing)


def _lone_texts(columns: Mapping[str, Any], at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these rows hold one cell, and that one a text."""
    import pyarrow as pa

    filled = np.zeros(len(at), dtype=np.int64)
    texts = np.zeros(len(at), dtype=bool)
    for column in columns.values():
        cells = factorise(column.take(pa.array(at)), keep_marks=True)
        wordy = np.array([not text[:1].isdecimal() for text in cells.texts], dtype=bool)
        filled += cells.codes >= 0
        texts |= cells.lookup(wordy, False)
    return np.asarray((filled == 1) & texts)
