from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.readers.parquet_file import describe_parquet, parquet_batches
from tests.survey.helpers import chosen, pick_instrument, rating_instrument, refusal, write


def test_lists_dictionaries_and_typed_numbers(tmp_path: Path) -> None:
    table = pa.table(
        {
            "current": pa.array([["jujur", "silo"], ["ramah", "silo"], None]),
            "unit": pa.array(["A", "B", "A"]).dictionary_encode(),
            "size": pa.array([1.5, None, 2.5]),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    survey = read_survey(tmp_path / "a.parquet", instrument=pick_instrument())
    assert chosen(survey) == [{"jujur", "silo"}, {"ramah", "silo"}, set()]
    assert survey.columns["unit"].codes.tolist() == [0, 1, 0]
    np.testing.assert_array_equal(survey.raw_numbers["size"], [1.5, np.nan, 2.5])


def test_synthetic_mark_in_the_metadata(tmp_path: Path) -> None:
    table = pa.table({"A1": [1], "A2": [2]}).replace_schema_metadata({"synthetic": "true"})
    pq.write_table(table, tmp_path / "a.parquet")
    assert read_survey(tmp_path / "a.parquet", instrument=rating_instrument()).log.synthetic
    assert describe_parquet(tmp_path / "a.parquet") == (1, ("A1", "A2"), True)


def test_batches_keep_true_rows(tmp_path: Path) -> None:
    pq.write_table(pa.table({"A1": [1, 2, 3, 4, 5]}), tmp_path / "a.parquet")
    rows = [table.rows.tolist() for table in parquet_batches(tmp_path / "a.parquet", 2)]
    assert rows == [[1, 2], [3, 4], [5]]


def test_damaged_and_empty_files(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, b"PAR1 not really", "x.parquet"), rating_instrument())
    assert (error.code, error.place) == ("E131", "x.parquet")
    pq.write_table(pa.table({"A1": pa.array([], pa.int64())}), tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet", rating_instrument()).code == "E102"
