"""The longest, and the average, run of the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.quality.answers import Array, as_given, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["max", "average"]


def longstring(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    variant: str = "max",
    rule: str | float | None = None,
) -> RowIndex:
    """Length of each respondent's runs of the same answer over items that follow each other.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        Rating items in the order in which they were asked; that of the instrument by default.
    variant : {"max", "average"}
        The longest run, or the mean length of the runs.
    rule : {"half", "all", "mad", "highest_tenth"} or float, optional
        Who is flagged; "half" (runs over half of the items or more) is the default of the
        longest run, "mad" that of the average, which knows the last two only.

    Returns
    -------
    RowIndex
        Items; higher is more careless.

    Notes
    -----
    Answers as they were ticked: items are not turned round, since ticking one column down a page
    is what a run shows. A missing answer ends a run. Where all items ask for the same thing, or
    almost everybody agrees with everything, long runs may be honest.

    References
    ----------
    Johnson (2005), Journal of Research in Personality 39, 103-129; Curran (2016), Journal of
    Experimental Social Psychology 66, 4-19.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> longstring(bs.simulate.simulate("rating-2022", seed=1, n=200)).sign
    1
    """
    if variant not in get_args(Variant):
        choices = ", ".join(get_args(Variant))
        raise OptionError("E701", name="variant", given=variant, choices=choices)
    names = rating_items(survey.instrument, items, "longstring")
    place = 0 if variant == "max" else 1
    values = gather(survey, lambda batch: runs(batch, names)[place])
    name = "longstring" if variant == "max" else "average_longstring"
    return finished(name, values, rule, size=len(names))


def runs(survey: Survey, items: Sequence[str]) -> tuple[Array, Array]:
    """Longest and mean run of every respondent; NaN for who answered nothing."""
    x = as_given(survey, items)
    length = np.zeros(len(x), np.int16)
    longest, count = length.copy(), length.copy()
    before = np.full(len(x), -1, np.int16)
    for here in x.T:
        known = here >= 0
        goes_on = known & (here == before)
        length = np.where(goes_on, length + 1, known).astype(np.int16)
        longest = np.maximum(longest, length)
        count += known & ~goes_on
        before = here
    answered = (x >= 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = answered / count
    return np.where(answered > 0, longest, np.nan), np.asarray(mean)
