"""Dates as people write them, read in the order that is declared or that they show themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import Cells, factorise

ORDERS = ("dmy", "mdy", "ymd")
_FIRST_YEAR = 1950
_EXAMPLES = 5
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D.*)?$")
_SLASHED = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\D.*)?$")


@dataclass(frozen=True)
class Dates:
    """The dates of one column; ``days`` has one per distinct text, None where it is none."""

    cells: Cells
    days: tuple[date | None, ...]


def order_shown(texts: Sequence[str]) -> str | None:
    """The one order in which all of these texts are dates; None where two are, or none.

    Examples
    --------
    >>> order_shown(["13/04/2024", "03/04/2024"])
    'dmy'
    >>> order_shown(["03/04/2024"]) is None
    True
    """
    if texts and all(_ISO.match(text) for text in texts):
        return "ymd"
    fitting = [order for order in ORDERS[:2] if all(_day(text, order) for text in texts)]
    same = len(fitting) > 1 and all(
        _day(text, fitting[0]) == _day(text, fitting[1]) for text in texts
    )
    return fitting[0] if texts and (len(fitting) == 1 or same) else None


def are_dates(texts: Sequence[str]) -> bool:
    """Whether every text is a date in one order or the other."""
    return bool(texts) and all(_day(text, "dmy") or _day(text, "mdy") for text in texts)


def read_dates(
    column: Any, title: str, order: str, place: Place
) -> tuple[Dates | None, list[Problem]]:
    """The dates of a column; refused where they can be read in two ways (E210)."""
    cells = factorise(column)
    settled = order or order_shown([text for text in cells.texts if _known(text)])
    if settled is None and any(_known(text) for text in cells.texts):
        shown = ", ".join(f'"{text}"' for text in cells.texts[:_EXAMPLES])
        count = int((cells.codes >= 0).sum())
        problem = make_problem(
            "error", "E210", source=place.source, column=title, count=count, example=shown
        )
        return None, [problem]
    days = tuple(_day(text, settled or "ymd") for text in cells.texts)
    dates = Dates(cells, days)
    odd = np.array([not _plausible(day) for day in days], dtype=bool)
    found = cells.where(odd)
    if not len(found):
        return dates, []
    return dates, [place.problem("warning", "E211", found, cells.at(found), column=title)]


def check_span(start: Dates, end: Dates, title: str, place: Place) -> list[Problem]:
    """Rows that end before they start (E211)."""
    first, last = (
        np.array([day.toordinal() if day else 0 for day in each.days], dtype=np.int64)
        for each in (start, end)
    )
    begun, ended = start.cells.lookup(first, 0), end.cells.lookup(last, 0)
    found = np.flatnonzero((begun > 0) & (ended > 0) & (ended < begun))
    if not len(found):
        return []
    return [place.problem("warning", "E211", found, end.cells.at(found), column=title)]


def iso_column(dates: Dates) -> Any:
    """The column as text in ISO form; what is no date stays as it was written."""
    import pyarrow as pa

    pairs = zip(dates.days, dates.cells.texts, strict=True)
    texts = pa.array([day.isoformat() if day else text for day, text in pairs], type=pa.string())
    return texts.take(pa.array(dates.cells.codes, mask=dates.cells.codes < 0))


def _known(text: str) -> bool:
    return bool(_ISO.match(text) or _SLASHED.match(text))


def _plausible(day: date | None) -> bool:
    return day is not None and day.year >= _FIRST_YEAR and day <= date.today()


def _day(text: str, order: str) -> date | None:
    iso, slashed = _ISO.match(text), _SLASHED.match(text)
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
    elif slashed is not None and order != "ymd":
        first, second, year = (int(part) for part in slashed.groups())
        day, month = (first, second) if order == "dmy" else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
