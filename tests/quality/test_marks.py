from __future__ import annotations

import numpy as np

from berakhlak_stats.quality.marks import mark, marked
from tests.surveys import random_survey


def test_marks_are_cut_with_the_rows() -> None:
    survey = random_survey(1, 50)
    matrix = np.random.default_rng(1).random((50, 70)) < 0.3
    carried = marked(survey, flags=matrix)
    feature = mark("flags", tuple(f"c{j}" for j in range(70)))
    assert np.array_equal(feature.compute(carried), matrix)
    rows = np.array([3, 40, 7])
    assert np.array_equal(feature.compute(carried.take(rows)), matrix[rows])
    assert set(survey.picks) < set(carried.picks) and set(survey.picks) == {
        "personal", "current", "desired",
    }  # fmt: skip
