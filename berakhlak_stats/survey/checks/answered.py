"""Items that hardly anybody answered, and units in which everybody answered the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import listed
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.survey import MISSING_RATING, Codes
from berakhlak_stats.survey.texts import name_key, vocabulary_set

_FEW = 10
"""Respondents below which neither says anything."""
_MOSTLY = 0.5


def check_answered(
    titles: Mapping[int, str], ratings: NDArray[np.int8], place: Place
) -> list[Problem]:
    """Items that half of all respondents or more left out (E225).

    Parameters
    ----------
    titles : mapping of int to str
        Column titles by position of the item.
    ratings : int8 array, shape (n, items)
    place : Place
    """
    if len(ratings) < _FEW:
        return []
    missing = (ratings == MISSING_RATING).mean(axis=0)
    return [
        make_problem(
            "warning",
            "E225",
            source=place.source,
            column=title,
            count=round(missing[item] * len(ratings)),
            n=len(ratings),
        )
        for item, title in titles.items()
        if missing[item] >= _MOSTLY
    ]


def check_identical(
    columns: Mapping[str, Codes], answers: Iterable[NDArray[Any]], place: Place
) -> list[Problem]:
    """Units of ten or more whose members all gave the very same answers (E219).

    ``answers`` are arrays of shape (n, columns); only columns called a unit are looked at.
    """
    kept = [each for each in answers if each.size]
    units = [name for name in columns if name_key(name) in vocabulary_set("unit_titles")]
    found = []
    for name in units if kept else ():
        alike = _alike(columns[name], kept)
        if alike:
            found.append(
                make_problem(
                    "warning",
                    "E219",
                    source=place.source,
                    column=name,
                    count=len(alike),
                    units=listed(alike),
                )
            )
    return found


def _alike(column: Codes, answers: list[NDArray[Any]]) -> list[str]:
    """Labels of the groups in which no answer differs."""
    order = np.argsort(column.codes, kind="stable")
    codes = column.codes[order]
    order, codes = order[codes >= 0], codes[codes >= 0]
    if not len(codes):
        return []
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    sizes = np.diff(np.r_[starts, len(codes)])
    same, answered = sizes >= _FEW, np.zeros(len(starts), dtype=bool)
    for each in answers:
        rows = each[order]
        low, high = (reduce.reduceat(rows, starts, axis=0) for reduce in (np.minimum, np.maximum))
        same &= (low == high).all(axis=1)
        # No pick is 0, no rating is below 0.
        answered |= (high > (0 if each.dtype.kind == "u" else MISSING_RATING)).any(axis=1)
    return [column.labels[code] for code in codes[starts[same & answered]]]
