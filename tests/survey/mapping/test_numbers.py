from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.numbers import (
    all_numbers,
    find_decimal,
    read_number,
    telling_numbers,
)


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


@pytest.mark.parametrize(
    ("texts", "separator"),
    [
        (["900", "998", "1,005", "1,012"], ","),
        (["900", "998", "1.005"], "\t"),
        (["900", "998", "1.005"], None),
        (["900", "1.005.000"], ","),
        (["1,005", "1,012"], ","),
        (["1,005", "1,012"], None),
    ],
)
def test_thousands_beside_whole_numbers_are_never_guessed(texts: list[str], separator: str) -> None:
    with pytest.raises(FileError) as caught:
        find_decimal([factorise(pa.array(texts))], separator, "f")
    assert caught.value.code == "E107"
    mark = "," if "," in texts[-2] + texts[-1] else "."
    read = next(text for text in texts if mark in text)
    assert f'"{read}" = {read.replace(mark, "")} or {read.replace(",", ".")}' in str(
        caught.value.text("en")
    )


def test_a_far_row_can_show_it_too() -> None:
    cells = telling_numbers(pa.array(["998"] * 30_000 + ["1,005"]))
    with pytest.raises(FileError):
        find_decimal([factorise(cells)], ",", "f")


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.005", ",", 1005), ("1.005", ".", 1.005), ("1.005,5", ",", 1005.5),
        ("-12,345,678.25", ".", -12345678.25), ("1,005", ".", 1005), ("1,005", ",", 1.005),
        ("1.05", ",", np.nan), ("0.125", ",", np.nan), ("1005.250", ",", np.nan),
        ("1,005.5", ",", np.nan),
    ],
)  # fmt: skip
def test_the_other_mark_stands_between_thousands(text: str, decimal: str, value: float) -> None:
    np.testing.assert_array_equal(read_number(pa.array([text, "998"]), decimal).values[0], value)


@pytest.mark.parametrize("texts", [["12.345"], ["1,5", "2.5"], ["1,5", "12.345"], ["1.234,5"]])
def test_two_readings_are_refused(texts: list[str]) -> None:
    with pytest.raises(FileError) as caught:
        find_decimal([factorise(pa.array(texts))], ";", "f")
    assert caught.value.code == "E107"


def test_codes_with_leading_zeros_are_not_numbers() -> None:
    assert all_numbers(factorise(pa.array(["1", "0", "0.5", "-2,5"])))
    assert not all_numbers(factorise(pa.array(["1", "007"])))
    assert not all_numbers(factorise(pa.array([], pa.string())))
