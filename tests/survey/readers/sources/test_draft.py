from __future__ import annotations

import numpy as np
import pyarrow as pa

from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from tests.survey.helpers import rating_instrument


def draft() -> Draft:
    return Draft(
        source="f",
        header=(("Status", "status", "A1", ""),),
        columns=[pa.array(["x", "y"]), pa.array(["p", "q"]), pa.array([1, 2]), pa.array(["", ""])],
        rows=np.array([2, 3]),
        claims=Claims(rating_instrument()),
    )


def test_the_exact_spelling_is_found_first() -> None:
    made = draft()
    assert (made.find("status"), made.find("Status"), made.find("STATUS"), made.find("x")) == (
        1,
        0,
        0,
        None,
    )
    made.set_aside("Status", "absent")
    assert list(made.table().columns) == ["status", "A1"]


def test_rows_that_go_are_counted_by_reason() -> None:
    made = draft()
    made.drop_rows(np.array([True, False]), "E143", "preview")
    made.drop_rows(np.array([False]), "E143", "preview")
    table = made.table()
    assert (table.rows.tolist(), table.rows_read, table.outside) == ([3], 2, {"preview": 1})
    assert table.columns["A1"].to_pylist() == [2]
    assert [(each.code, each.rows) for each in table.problems] == [("E143", (2,)), ("E112", ())]


def test_titles_by_variant() -> None:
    made = draft()
    assert made.choose_titles([["Status"], ["status"], ["x [A2]", "A1"], []]) == 1
    assert made.titles == ["Status", "status", "x [A2]", ""]
