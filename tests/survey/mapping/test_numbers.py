from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.numbers import all_numbers, find_decimal, read_number


@pytest.mark.parametrize("extra", [[], ["tua"]])
def test_both_ways_of_parsing_agree(extra: list[str]) -> None:
    """The fast way reads whole columns, the other judges text by text where a cell is odd."""
    for decimal in ".,":
        texts = ["1", " 2.5", "-3", "", "1e3", "+.5", None]
        cells = [text and text.replace(".", decimal) for text in texts]
        answers = read_number(pa.array(cells + extra), decimal)
        expected = [1, 2.5, -3, np.nan, 1000, 0.5, np.nan]
        np.testing.assert_array_equal(answers.values[:7], expected)
        assert answers.unknown.texts == tuple(extra)


def test_a_point_is_not_a_decimal_comma() -> None:
    assert read_number(pa.array(["1.5", "2,5"]), ",").unknown.texts == ("1.5",)


@pytest.mark.parametrize("cells", [["inf"], ["-Infinity"], ["1e400"], ["nan"]])
def test_numbers_that_are_none_are_named(cells: list[str]) -> None:
    answers = read_number(pa.array([*cells, "1"]), ".")
    assert answers.not_finite.texts == tuple(cells)
    assert np.isnan(answers.values[0])


def test_typed_infinity() -> None:
    answers = read_number(pa.array([1.0, float("inf")]), ".")
    assert answers.not_finite.positions.tolist() == [1]


@pytest.mark.parametrize(
    ("texts", "separator", "found"),
    [
        (["1", "2"], ";", (".", False)),
        (["1,5", "2"], ";", (",", True)),
        (["1.5", "12.345"], ";", (".", True)),
        (["12.345"], ",", (".", True)),
        (["0.125"], ";", (".", True)),
    ],
)
def test_decimal_mark(texts: list[str], separator: str, found: tuple[str, bool]) -> None:
    assert find_decimal([factorise(pa.array(texts))], separator, "f") == found


@pytest.mark.parametrize("texts", [["12.345"], ["1,5", "2.5"], ["1,5", "12.345"], ["1.234,5"]])
def test_two_readings_are_refused(texts: list[str]) -> None:
    with pytest.raises(FileError) as caught:
        find_decimal([factorise(pa.array(texts))], ";", "f")
    assert caught.value.code == "E107"


def test_codes_with_leading_zeros_are_not_numbers() -> None:
    assert all_numbers(factorise(pa.array(["1", "0", "0.5", "-2,5"])))
    assert not all_numbers(factorise(pa.array(["1", "007"])))
    assert not all_numbers(factorise(pa.array([], pa.string())))
