from __future__ import annotations

import numpy as np
import pyarrow as pa

from berakhlak_stats.survey.checks.duplicates import check_duplicates
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.mapping.cells import factorise


def test_every_row_of_a_repeated_number_is_listed_and_gaps_are_not() -> None:
    cells = factorise(pa.array(["a", "b", "a", None, None, "c", "b "]))
    place = Place("f.csv", np.arange(2, 9))
    (problem,) = check_duplicates(cells, "id", "id", place)
    assert (problem.code, problem.rows, problem.count) == ("E213", (2, 3, 4, 8), 4)
    assert check_duplicates(factorise(pa.array(["a", "b"])), "id", "id", place) == []
