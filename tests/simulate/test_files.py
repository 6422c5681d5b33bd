"""The canonical shape, written the same way every time."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq

from berakhlak_stats.simulate import RatingSpec, generate
from berakhlak_stats.simulate.files import csv_bytes, table, write_table
from tests.simulate.helpers import chosen, rows_of, small_spec


def census():
    return generate(small_spec((12,), ratings=RatingSpec(np.full(4, 3.0), missing=0.3))).census


def test_table_holds_every_answer():
    survey = census()
    header, rows = table(survey)
    names = ["respondent_id", "synthetic", "unit", "personal", "current", "desired"]
    assert header == [*names, "A1", "A2", "B1", "B2"]
    assert rows[0][:3] == ["S01", "true", "U1"]
    assert [frozenset(row[4].split("|")) for row in rows] == chosen(survey, "current")
    assert [row[6] for row in rows] == ["" if x < 0 else str(x) for x in survey.rating("A1")]


def test_csv_quotes_what_it_must():
    assert csv_bytes(["a", "b"], [["x, y", "é"]]) == 'a,b\n"x, y",é\n'.encode()


def test_parquet_and_csv_hold_the_same(tmp_path):
    header, rows = table(census())
    for name in ("a.csv", "a.parquet"):
        write_table(tmp_path / name, header, rows)
    assert rows_of(tmp_path / "a.csv") == rows_of(tmp_path / "a.parquet")
    assert pq.read_schema(tmp_path / "a.parquet").names == header
