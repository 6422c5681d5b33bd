"""Answers crossed with items or words, and their sums."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.reliability.answer_matrix import answer_matrices
from tests.reliability.test_unit_reliability import rated
from tests.surveys import random_survey, small_instrument


def test_sums_of_ratings_by_hand() -> None:
    """Answers 1, 5 and 4, 4 about the middle 3, and a person who left one out."""
    survey = rated([[1, 5], [4, 4], [2, -1]], ["u", "u", "u"])
    (found,) = answer_matrices(survey, None, None, "test")
    rows = np.asarray(found.sums.compute(survey), float)
    assert rows.tolist() == [
        [1, 1, -2, 2, 0, 8],
        [1, 1, 1, 1, 4, 2],
        [0, 0, 0, 0, 0, 0],
    ]
    assert not found.words and found.columns == ("i0", "i1")


def test_lists_are_words_and_nobody_answers_a_blank_one() -> None:
    survey = random_survey(1, 80, weighted=True)
    found = answer_matrices(survey, None, None, "test")
    assert [each.name for each in found] == list(small_instrument().list_index)
    for each in found:
        rows = np.asarray(each.sums.compute(survey), float)
        answered = survey.picks[each.name].any(axis=1)
        assert survey.weights is not None
        assert (rows[:, 0] == answered).all()
        assert rows[:, 1] == pytest.approx(answered * survey.weights)
        # Of picks a square is the pick itself.
        assert (rows[:, -2] == rows[:, -1] ** 2).all()


def test_unknown_items_are_refused() -> None:
    with pytest.raises(BerakhlakError, match="E701"):
        answer_matrices(random_survey(1, 20), ["nothing", "else"], None, "test")
