"""Checks of weights: every respondent has one, finite, above zero, and no running number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.numbers import NumberAnswers


# A handful of weights may rise in steps of one by chance; a column of them does not.
_LEAST_RUN = 10
_NEARLY_ALL = 0.9


def is_running_number(values: NDArray[np.float64]) -> bool:
    """Whether these are numbers of rows: whole, rising, and nearly always by one.

    Examples
    --------
    >>> is_running_number(np.arange(1.0, 21.0)), is_running_number(np.full(20, 2.0))
    (True, False)
    """
    if len(values) < _LEAST_RUN or not np.isfinite(values).all():
        return False
    steps = np.diff(values)
    whole = bool((values == np.floor(values)).all())
    # Rows may have been taken out, so that a number is skipped here and there.
    return whole and bool((steps > 0).all()) and float(np.mean(steps == 1)) >= _NEARLY_ALL


def check_weight(
    answers: NumberAnswers, texts: Sequence[str], column: str, place: Place
) -> list[Problem]:
    """Weights that are zero, negative, empty, infinite or text (E226), or number the rows (E193).

    ``texts`` are the cells as written, for the rows at fault in order.
    """
    if is_running_number(answers.values):
        return [make_problem("error", "E193", source=place.source, column=column)]
    bad = bad_weights(answers)
    if not len(bad):
        return []
    return [place.problem("error", "E226", bad, texts, column=column)]


def bad_weights(answers: NumberAnswers) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Positions of the weights that cannot be used."""
    return np.flatnonzero(~(np.isfinite(answers.values) & (answers.values > 0)))
