from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.readers.table import RawTable, drop_empty_rows, unique_titles


def test_titles_are_cleaned_and_untitled_columns_named() -> None:
    titles, problems = unique_titles([" A\u00a0 B ", "", ""], [True, True, False], "f")
    assert titles == ["A B", "column_2", None]
    assert [each.code for each in problems] == ["E134"]


def test_equal_titles_after_cleaning() -> None:
    with pytest.raises(FileError) as caught:
        unique_titles(["a", "b", "a\u200b"], [True] * 3, "f")
    assert caught.value.code == "E111"


def test_empty_rows_go_and_true_rows_stay() -> None:
    table = RawTable(
        source="f",
        columns={"a": pa.array(["", "x", None, "\t"]), "b": pa.array([None, None, None, 1.0])},
        rows=np.arange(2, 6),
        rows_read=4,
    )
    kept = drop_empty_rows(table)
    assert kept.rows.tolist() == [3, 5]
    assert kept.columns["a"].to_pylist() == ["x", "\t"]
    assert (kept.problems[0].code, kept.problems[0].rows, kept.problems[0].count) == (
        "E133",
        (2, 4),
        2,
    )
