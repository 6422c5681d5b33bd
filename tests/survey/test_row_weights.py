"""Rows count once where nothing else is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from berakhlak_stats.survey.row_weights import row_weights
from tests.surveys import random_survey


def test_rows_count_once_or_by_their_weight() -> None:
    survey = random_survey(1, 30)
    plain = replace(survey, weights=None)
    assert np.array_equal(row_weights(plain), np.ones(30))
    heavy = np.linspace(1.0, 2.0, 30)
    assert np.array_equal(row_weights(replace(survey, weights=heavy)), heavy)
