"""Groups by several columns at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.survey.survey import Codes

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

BETWEEN = " / "


def cross_columns(survey: Survey, columns: Sequence[str], *, name: str = "") -> Survey:
    """The survey with one more column: the combinations of several, to group by.

    Parameters
    ----------
    survey : Survey
    columns : sequence of str
        Categorical columns.
    name : str
        Of the new column; by default the names of ``columns`` with " / " between them.

    Returns
    -------
    Survey
        The labels of the new column are those of ``columns`` with " / " between them, in the
        order of the first column, then the second; combinations that nobody has are left out,
        and whoever lacks one of the columns has none.

    Notes
    -----
    Small combinations are hidden as small groups are. Publishing combinations beside groups of
    the single columns may still give a hidden one away by subtraction.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.survey import cross_columns
    >>> survey = bs.simulate.simulate(seed=1)
    >>> crossed = cross_columns(survey, ["sex", "unit"])
    >>> crossed.column("sex / unit").labels[0].split(" / ")[0] in survey.column("sex").labels
    True
    """
    known = [survey.column(column) for column in columns]
    codes = np.stack([each.codes for each in known], axis=1)
    complete = (codes >= 0).all(axis=1)
    found, place = np.unique(codes[complete], axis=0, return_inverse=True)
    crossed = np.full(survey.n, -1, np.int32)
    crossed[complete] = place.reshape(-1)
    crossed.setflags(write=False)
    labels = tuple(
        BETWEEN.join(each.labels[code] for each, code in zip(known, row, strict=True))
        for row in found
    )
    title = name or BETWEEN.join(columns)
    return replace(survey, columns={**survey.columns, title: Codes(crossed, labels)})
