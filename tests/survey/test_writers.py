from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.survey import Survey, read_survey, write_survey
from berakhlak_stats.survey import writers as writers_module
from tests.survey.helpers import (
    EMAIL,
    full_frame,
    full_instrument,
    pick_instrument,
    rating_instrument,
    same_answers,
)

ENDINGS = [".csv", ".parquet", ".xlsx"]
SHAPES: list[Literal["delimited", "numbered", "flags"]] = ["delimited", "numbered", "flags"]


@pytest.fixture
def survey() -> Survey:
    return read_survey(full_frame(), instrument=full_instrument())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_and_format_reads_back_the_same(
    survey: Survey, tmp_path: Path, ending: str, shape: Literal["delimited", "numbered", "flags"]
) -> None:
    path = write_survey(survey, tmp_path / f"a{ending}", shape=shape)
    again = read_survey(path, instrument=full_instrument())
    same_answers(survey, again)
    # One of the four has no unit, which is told and nothing else is.
    assert [each.code for each in again.log.problems] == ["E216"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_synthetic_mark_is_kept(tmp_path: Path, ending: str) -> None:
    frame = full_frame().assign(synthetic=1)
    survey = read_survey(frame, instrument=full_instrument())
    assert survey.log.synthetic and "synthetic" not in survey.columns
    path = write_survey(survey, tmp_path / f"a{ending}")
    again = read_survey(path, instrument=full_instrument())
    same_answers(survey, again)
    assert ("Data ini sintetis" in "".join(one for one, _ in again.log.understood)) is True
    if ending == ".parquet":
        assert pq.read_schema(path).metadata[b"synthetic"] == b"true"


def test_several_chunks_are_written_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers_module, "_CHUNK_ROWS", 3)
    cells = ["jujur|silo", "ramah|silo", "", "jujur|ramah", "", "ramah_solutif|silo", "jujur|silo"]
    survey = read_survey(
        pd.DataFrame({"respondent_id": range(7), "current": cells}), instrument=pick_instrument()
    )
    path = write_survey(survey, tmp_path / "a.csv")
    same_answers(survey, read_survey(path, instrument=pick_instrument()))


def test_would_be_formulas_are_text_in_every_file(tmp_path: Path) -> None:
    labels = ["=1+1", "+62812x", "-x", "@sum", "'quoted", "plain"]
    frame = pd.DataFrame({"unit": labels, "A1": 1, "A2": 2})
    survey = read_survey(frame, instrument=rating_instrument())
    assert set(survey.columns["unit"].labels) == set(labels)
    plain = write_survey(survey, tmp_path / "a.csv")
    with plain.open(encoding="utf-8", newline="") as handle:
        written = {row["unit"] for row in csv.DictReader(handle)}
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in written)
    sheet = openpyxl.load_workbook(write_survey(survey, tmp_path / "a.xlsx")).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    for ending in ENDINGS:
        again = read_survey(
            write_survey(survey, tmp_path / f"b{ending}"), instrument=rating_instrument()
        )
        same_answers(survey, again)


def test_direct_identifiers_are_not_written(tmp_path: Path) -> None:
    frame = full_frame().assign(nip="198501012010011001", email=EMAIL)
    path = write_survey(read_survey(frame, instrument=full_instrument()), tmp_path / "a.csv")
    content = path.read_text(encoding="utf-8")
    assert "198501012010011001" not in content and EMAIL not in content
    assert "r1" not in content


def test_numbers_are_exact(tmp_path: Path) -> None:
    values = np.array([0.1, 1 / 3, 1e-300, 123456789.123456789, np.nan])
    frame = pd.DataFrame({"x": values, "A1": 1, "A2": 2})
    survey = read_survey(frame, instrument=rating_instrument())
    for ending in (".csv", ".parquet"):
        again = read_survey(
            write_survey(survey, tmp_path / f"a{ending}"), instrument=rating_instrument()
        )
        np.testing.assert_array_equal(again.raw_numbers["x"], values)


@pytest.mark.parametrize(
    ("name", "shape", "code"), [("a.txt", "delimited", "E411"), ("a.csv", "wide", "E701")]
)
def test_options_are_checked(
    survey: Survey, tmp_path: Path, name: str, shape: Literal["delimited"], code: str
) -> None:
    with pytest.raises(BerakhlakError) as caught:
        write_survey(survey, tmp_path / name, shape=shape)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_too_many_rows_for_a_sheet(
    survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers_module, "MOST_ROWS", 4)
    with pytest.raises(BerakhlakError) as caught:
        write_survey(survey, tmp_path / "a.xlsx")
    assert caught.value.code == "E412"
