"""Checks of weights: every respondent has one, finite and above zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.numbers import NumberAnswers


def check_weight(
    answers: NumberAnswers, texts: Sequence[str], column: str, place: Place
) -> list[Problem]:
    """Weights that are zero, negative, empty, infinite or text (E226).

    ``texts`` are the cells as written, for the rows at fault in order.
    """
    bad = bad_weights(answers)
    if not len(bad):
        return []
    return [place.problem("error", "E226", bad, texts, column=column)]


def bad_weights(answers: NumberAnswers) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Positions of the weights that cannot be used."""
    return np.flatnonzero(~(np.isfinite(answers.values) & (answers.values > 0)))
