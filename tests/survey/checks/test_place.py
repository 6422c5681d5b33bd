from __future__ import annotations

import numpy as np

from berakhlak_stats.survey.checks.place import Place


def test_cells_are_quoted_in_the_order_of_the_rows() -> None:
    place = Place("f.csv", np.array([2, 5, 9]))
    problem = place.problem(
        "error", "E238", np.array([2, 0]), ["late", "early"], column="age", suggest=lambda _: None
    )
    assert problem.rows == (2, 9)
    assert problem.message.place == "f.csv:2, 'age'"
    assert '2 "early", 9 "late"' in problem.message.en
