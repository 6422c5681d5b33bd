from __future__ import annotations

import numpy as np

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.weights import bad_weights, check_weight, is_running_number
from berakhlak_stats.survey.mapping.bad_cells import BadCells
from berakhlak_stats.survey.mapping.numbers import NumberAnswers


def test_bad_weights_are_listed_with_what_they_hold() -> None:
    values = np.array([1.0, 0.0, -2.0, np.nan, np.inf])
    answers = NumberAnswers(values, BadCells(), BadCells())
    assert bad_weights(answers).tolist() == [1, 2, 3, 4]
    place = Place("f.csv", np.arange(2, 7))
    (problem,) = check_weight(answers, ["0", "-2", "", "inf"], "w", place)
    assert (problem.code, problem.rows, problem.column) == ("E226", (3, 4, 5, 6), "w")
    assert '4 "-2"' in problem.message.id
    good = NumberAnswers(np.array([0.5]), BadCells(), BadCells())
    assert check_weight(good, [], "w", place) == []


def test_running_numbers_are_no_weights() -> None:
    assert is_running_number(np.arange(5.0, 25.0))
    gap = np.delete(np.arange(1.0, 40.0), 7)
    assert is_running_number(gap)
    assert not is_running_number(np.arange(1.0, 5.0))
    assert not is_running_number(np.arange(20.0, 0.0, -1.0))
    assert not is_running_number(np.arange(1.0, 21.0) / 2)
    assert not is_running_number(np.array([1.0] * 10 + [2.0] * 10))
    assert not is_running_number(np.full(20, np.nan))
    (problem,) = check_weight(
        NumberAnswers(np.arange(1.0, 21.0), BadCells(), BadCells()), [], "No", Place("f", gap)
    )
    assert (problem.severity, problem.code, problem.column) == ("error", "E193", "No")
