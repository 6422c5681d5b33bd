"""Seconds per item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError, make_error
from berakhlak_stats.quality.answers import Array
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def response_time(
    survey: Survey | SurveyStream,
    *,
    seconds: str,
    questions: int | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Seconds that each respondent spent per item, turned round.

    Parameters
    ----------
    survey : Survey or SurveyStream
    seconds : str
        Numeric column, or numeric item, with the seconds that the whole questionnaire took.
    questions : int, optional
        What the seconds are divided by; rating items, numeric items and allowed picks by default.
    rule : {"two_seconds", "mad", "highest_tenth"} or float, optional
        A number is seconds per item; who lies at it or below is flagged.

    Returns
    -------
    RowIndex
        Minus seconds per item; ``measure`` is seconds per item.

    Raises
    ------
    StatisticError
        E845 for negative seconds.

    Notes
    -----
    Two seconds per item is a rule for rated statements on a screen. Picking ten of ninety words
    has no such rule; an own number fits better. Time spent says nothing where a form was left
    open, or answers were copied from paper.

    References
    ----------
    Huang, Curran, Keeney, Poposki & DeShon (2012), Journal of Business and Psychology 27,
    99-114.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1, 2, 3], "b": [2, 2, 1], "took": [3.0, 30.0, 8.0]})
    >>> asked = bs.make_instrument(ratings=["a", "b"], numbers=["took"])
    >>> survey = bs.read_survey(answers, instrument=asked)
    >>> response_time(survey, seconds="took", questions=2).flagged.tolist()
    [True, False, False]
    """
    asked = _questions(survey.instrument, seconds) if questions is None else questions
    if asked < 1:
        raise OptionError("E703", name="questions", expected=">= 1", given=asked)
    values = gather(survey, lambda batch: -_seconds(batch, seconds) / asked)
    return finished("response_time", values, rule, sign=-1, size=asked, column=seconds)


def _questions(instrument: Instrument, seconds: str) -> int:
    numbers = [item.id for item in instrument.numbers if item.id != seconds]
    picks = sum(block.k for block in instrument.pick_lists)
    return len(instrument.ratings) + len(numbers) + picks


def _seconds(survey: Survey, column: str) -> Array:
    if column in {item.id for item in survey.instrument.numbers}:
        values = survey.number(column)
    elif column in survey.raw_numbers:
        values = survey.raw_numbers[column]
    else:
        known = ", ".join([*(item.id for item in survey.instrument.numbers), *survey.raw_numbers])
        raise DesignError("E602", place=survey.log.source, column=column, known=known or "-")
    if (values < 0).any():
        count = int((values < 0).sum())
        raise make_error("E845", place=survey.log.source, column=column, count=count)
    return np.where(np.isfinite(values), values, np.nan)
