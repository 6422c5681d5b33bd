from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality.answers import as_given, correlation, filled, rating_items
from tests.quality.samples import rated
from tests.surveys import number_survey


def test_answers_as_ticked_and_turned() -> None:
    survey = rated([[1, 5], [-1, 2]], reversed=["q2"])
    assert as_given(survey, ["q2", "q1"]).tolist() == [[5, 1], [2, -1]]
    x, known = filled(survey, ["q1", "q2"], turned=False)
    assert x.tolist() == [[0, 4], [0, 1]] and known.tolist() == [[1, 1], [0, 1]]
    assert filled(survey, ["q1", "q2"], turned=True)[0].tolist() == [[0, 0], [0, 3]]


def test_items_are_rated_and_enough() -> None:
    survey = rated([[1, 5]])
    assert rating_items(survey.instrument, None, "irv") == ("q1", "q2")
    for items, code in ((["q1"], "E840"), (["q1", "q1"], "E840"), (["q1", "q9"], "E701")):
        with pytest.raises(BerakhlakError, match=code):
            rating_items(survey.instrument, items, "irv")
    with pytest.raises(BerakhlakError, match="E840"):
        rating_items(number_survey({"hours": [1.0]}).instrument, None, "irv")


def test_correlation_from_sums() -> None:
    a, b = np.array([1.0, 2.0, 4.0]), np.array([2.0, 1.0, 5.0])
    sums = [np.array([s]) for s in (3.0, a.sum(), b.sum(), a @ a, b @ b, a @ b)]
    assert correlation(*sums) == pytest.approx(np.corrcoef(a, b)[0, 1])
    flat = [np.array([s]) for s in (3.0, 6.0, b.sum(), 12.0, b @ b, 2 * b.sum())]
    assert np.isnan(correlation(*flat)).all()
