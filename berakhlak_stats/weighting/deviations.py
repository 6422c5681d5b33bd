"""A standard deviation per unit, for an allocation that knows where answers differ most."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.readers.raw import raw_table
from berakhlak_stats.survey.readers.table import drop_empty_rows
from berakhlak_stats.weighting.frame_file import read_frame
from berakhlak_stats.weighting.texts import vocabulary

if TYPE_CHECKING:
    import pandas as pd


def read_deviations(
    source: str | os.PathLike[str] | pd.DataFrame, column: str, *, unit: str | None = None
) -> dict[str, float]:
    """Standard deviations by unit from a column of a frame file.

    Parameters
    ----------
    source : path or pandas.DataFrame
        One row per unit, as for :func:`read_frame`.
    column : str
        Title of the column of standard deviations.
    unit : str, optional
        Title of the column of units; the frame's first one by default.

    Returns
    -------
    dict of unit to float

    Raises
    ------
    DesignError
        E602 for a column that is not there.
    OptionError
        E703 for what is not a number of zero or more.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"unit": ["A", "B"], "populasi": [120, 80], "sd": [1.5, 3.0]})
    >>> read_deviations(table, "sd")
    {'A': 1.5, 'B': 3.0}
    """
    units = unit if unit is not None else next(iter(read_frame(source).margins))
    table = drop_empty_rows(raw_table(source))
    for title in (units, column):
        if title not in table.columns:
            known = ", ".join(table.columns)
            raise DesignError("E602", place=table.source, column=title, known=known)
    names, cells = (factorise(table.columns[title], keep_marks=True) for title in (units, column))
    out: dict[str, float] = {}
    for name, code in zip(names.codes.tolist(), cells.codes.tolist(), strict=True):
        label, written = names.texts[name], cells.texts[code] if code >= 0 else ""
        if label.casefold() not in vocabulary("totals"):
            out[label] = _deviation(written, f"{column}[{label!r}]")
    return out


def _deviation(written: str, name: str) -> float:
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise OptionError("E703", name=name, expected=">= 0", given=written)
    return value
