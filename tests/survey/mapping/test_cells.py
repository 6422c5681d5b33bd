from __future__ import annotations

import datetime

import pyarrow as pa
import pytest

from berakhlak_stats.survey.mapping.cells import cell_text, factorise


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (1.0, "1"),
        (1.5, "1.5"),
        (float("nan"), ""),
        (1.98501e17, "1.98501e+17"),
        (198501012010011001, "198501012010011001"),
        (datetime.date(2024, 5, 1), "2024-05-01"),
    ],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_equal_texts_share_a_code() -> None:
    cells = factorise(pa.array(["a", " a", "b", "", None, "a\u00a0"]))
    assert cells.texts == ("a", "b")
    assert cells.codes.tolist() == [0, 0, 1, -1, -1, 0]
    assert cells.at(cells.where(cells.codes[:2] == 0)) == ["a", "a", "b", "a"]


def test_words_for_no_answer_and_sheet_errors_are_counted() -> None:
    cells = factorise(pa.array(["NA", "-", "na", "#REF!", "x", "#N/A"]))
    assert cells.codes.tolist() == [-1, -1, -1, -1, 0, -1]
    assert dict(cells.marks) == {"NA": 1, "-": 1, "na": 1}
    assert cells.errors == 2
    assert factorise(pa.array(["-", "NA"]), keep_marks=True).texts == ("-",)


@pytest.mark.parametrize(
    "array",
    [
        pa.array([1, None, 2]),
        pa.array([1.0, float("nan"), 2.0]),
        pa.array(["1", None, "2"]).dictionary_encode(),
    ],
)
def test_any_arrow_type(array: pa.Array) -> None:
    cells = factorise(array)
    assert cells.texts == ("1", "2") and cells.codes.tolist() == [0, -1, 1]


def test_a_column_without_type() -> None:
    assert factorise(pa.nulls(2)).codes.tolist() == [-1, -1]
