"""Spellings that a mapping merges into one name: each is replaced once, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import each_text, factorise
from berakhlak_stats.survey.texts import shortened

_LONGEST, _MOST_NAMED = 60, 12


def check_merges(names: Mapping[str, str], title: str, source: str) -> None:
    """Refuse spellings that lead in a circle (E180) or over another spelling (E181).

    "A" to "B" and "B" to "C" may mean that all are "C", or that every name moves one place on:
    which of the two is not for the reader to decide.
    """
    for spelling in names:
        path = [spelling]
        while path[-1] in names and names[path[-1]] not in path:
            path.append(names[path[-1]])
        if len(path) == 1 and names[spelling] == spelling:
            continue
        circle = path[-1] in names and names[path[-1]] != path[-1]
        if circle:
            path.append(names[path[-1]])
        if circle or len(path) > 2:
            chain = " → ".join(f'"{shortened(each, _LONGEST)}"' for each in path[:_MOST_NAMED])
            raise make_error(
                "E180" if circle else "E181",
                place=source,
                column=shortened(title, _LONGEST),
                chain=chain,
                first=shortened(path[0], _LONGEST),
                last=shortened(path[-1], _LONGEST),
            )


def merge_spellings(
    column: Any, labels: Mapping[float, str], names: Mapping[str, str], title: str, source: str
) -> tuple[Any, Mapping[float, str], list[Problem]]:
    """The column and its value labels under the names, and what there is to say about it.

    How many cells were merged (E167), and which spellings do not occur (E182).
    """
    cells = factorise(column, keep_marks=True)
    listed = np.array([names.get(text, text) != text for text in cells.texts], dtype=bool)
    count = len(cells.where(listed))
    if count:
        column = each_text(column, lambda text: names.get(text, text))
    problems = []
    if count:
        problems.append(make_problem("fixed", "E167", source=source, column=title, count=count))
    used = [cells.texts[code] for code in np.unique(cells.codes[cells.codes >= 0]).tolist()]
    problems += _unmet(names, {*used, *labels.values()}, title, source)
    return column, {code: names.get(text, text) for code, text in labels.items()}, problems


def _unmet(
    names: Mapping[str, str], present: Collection[str], title: str, source: str
) -> list[Problem]:
    """Spellings that do not occur, each with the nearest that does."""
    unmet = [spelling for spelling in names if spelling not in present]
    if not unmet:
        return []
    known = sorted(present)
    shown = []
    for spelling in unmet[:_MOST_NAMED]:
        near = get_close_matches(spelling, known, n=1)
        hint = f' (→ "{shortened(near[0], _LONGEST)}"?)' if near else ""
        shown.append(f'"{shortened(spelling, _LONGEST)}"{hint}')
    more = f", … (+{len(unmet) - _MOST_NAMED})" if len(unmet) > _MOST_NAMED else ""
    return [
        make_problem(
            "warning", "E182", source=source, column=title, count=len(unmet),
            spellings=", ".join(shown) + more,
        )
    ]  # fmt: skip
