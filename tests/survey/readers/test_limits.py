"""Packed tables that claim more cells than they can hold, and sheets that are exactly full."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from berakhlak_stats.survey import ReadLimits, read_survey, validate
from tests.survey.helpers import only_problem, rating_instrument, refusal, speaks_both_languages

RATINGS = rating_instrument()
STRICT = ReadLimits(sparse_from=1_000, sparse_ratio=50)


def constant(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"A1": np.full(rows, 5), "A2": np.full(rows, 4)})


def test_what_is_too_sparse() -> None:
    limits = ReadLimits(cells=100, sparse_from=10, sparse_ratio=2)
    assert not limits.too_sparse(10, 0)
    assert not limits.too_sparse(40, 20) and limits.too_sparse(41, 20)
    assert limits.too_sparse(101, 101)


def test_the_defaults_take_the_whole_civil_service() -> None:
    """936,476 respondents and 110 columns, at a byte per cell and at a byte per five."""
    cells = 936_476 * 110
    assert not ReadLimits().too_sparse(cells, cells)
    assert not ReadLimits().too_sparse(cells, cells // 5)


def test_a_parquet_bomb_is_refused_from_its_footer(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pandas(constant(12_000_000)), path)
    assert path.stat().st_size < 200_000
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E119", "a.parquet")
    assert "12000000 × 2" in error.message.en and speaks_both_languages(error.message)
    generous = replace(ReadLimits(), sparse_from=10**9)
    few = tmp_path / "few.parquet"
    pq.write_table(pa.Table.from_pandas(constant(2_000)), few)
    assert read_survey(few, instrument=RATINGS, limits=generous).n == 2_000
    assert refusal(few, RATINGS, limits=replace(STRICT, sparse_ratio=1)).code == "E119"


def test_a_packed_spss_file_that_claims_too_much(tmp_path: Path) -> None:
    path = tmp_path / "a.zsav"
    pyreadstat.write_sav(constant(60_000), str(path), compress=True)
    error = refusal(path, RATINGS, limits=STRICT)
    assert (error.code, error.place) == ("E119", "a.zsav")
    assert read_survey(path, instrument=RATINGS).n == 60_000


@pytest.mark.parametrize("ending", [".parquet", ".sav", ".zsav"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.97])
def test_truncated_files_are_damaged(tmp_path: Path, ending: str, share: float) -> None:
    path = tmp_path / f"a{ending}"
    chance = np.random.default_rng(3)
    frame = pd.DataFrame(chance.integers(1, 6, (500, 2)).astype(float), columns=["A1", "A2"])
    if ending == ".parquet":
        frame.to_parquet(path)
    else:
        pyreadstat.write_sav(frame, str(path), compress=ending == ".zsav")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E131", path.name)
    assert speaks_both_languages(error.message)


def test_exactly_as_many_rows_as_a_sheet_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"A1,A2\n" + b"5,4\n" * 1_048_575)
    report = validate(path, instrument=RATINGS)
    problem = only_problem(report, "E123")
    assert (problem.severity, report.n, report.ok) == ("warning", 1_048_575, True)
    assert problem.message.place == "a.csv" and speaks_both_languages(problem.message)
    path.write_bytes(b"A1,A2\n" + b"5,4\n" * 1_048_574)
    assert "E123" not in validate(path, instrument=RATINGS).codes()
