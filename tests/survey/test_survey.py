from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from berakhlak_stats.errors import DesignError, DisclosureError, FileError
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import Codes, Design, ImportLog, Survey
from berakhlak_stats.survey import read_survey as read
from berakhlak_stats.survey.survey import (
    bit_mask,
    make_keys,
    pack_picks,
    require_answers,
    unpack_picks,
)
from tests.survey.helpers import full_frame, full_instrument, rating_instrument


def small() -> Survey:
    return read(full_frame(), instrument=full_instrument())


@settings(max_examples=60)
@given(npst.arrays(bool, st.tuples(st.integers(0, 9), st.integers(1, 140))))
def test_packing_is_undone_by_unpacking(matrix: np.ndarray) -> None:
    bits = pack_picks(matrix)
    assert bits.shape == (len(matrix), -(-matrix.shape[1] // 64))
    assert bits.dtype == np.uint64
    np.testing.assert_array_equal(unpack_picks(bits, matrix.shape[1]), matrix)
    np.testing.assert_array_equal(np.bitwise_count(bits).sum(axis=1), matrix.sum(axis=1))


def test_bits_stand_where_the_contract_says() -> None:
    matrix = np.zeros((1, 90), dtype=bool)
    matrix[0, [0, 63, 64, 89]] = True
    assert pack_picks(matrix).tolist() == [[1 | 1 << 63, 1 | 1 << 25]]


def test_bit_mask_of_some_words() -> None:
    assert bit_mask(["a", "b", "c"], ["c", "a"]).tolist() == [[0b101]]


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_keys_follow_their_rows(seed: int, n: int) -> None:
    generator = np.random.default_rng(seed)
    block = generator.integers(0, 3, (n, 2)).astype(np.int8)
    number = generator.choice([0.5, 1.5, np.nan], n)
    order = generator.permutation(n)
    keys = make_keys([block, number], n)
    moved = make_keys([block[order], number[order]], n)
    assert len(set(keys.tolist())) == n
    assert sorted(keys.tolist()) == sorted(moved.tolist())
    # Rows that nobody else equals keep exactly their key.
    rows = [(*row, str(value)) for row, value in zip(block.tolist(), number.tolist(), strict=True)]
    for place, at in enumerate(order.tolist()):
        if rows.count(rows[at]) == 1:
            assert moved[place] == keys[at]


def test_keys_from_respondent_numbers_ignore_order_and_content() -> None:
    keys = make_keys((), 3, ["r1", "r2", "r3"])
    assert make_keys((), 3, ["r3", "r1", "r2"]).tolist() == keys[[2, 0, 1]].tolist()
    assert len(set(keys.tolist())) == 3


def test_row_order_of_a_file_does_not_change_any_key() -> None:
    frame = full_frame()
    for columns in (list(frame), [name for name in frame if name != "respondent_id"]):
        survey = read(frame[columns], instrument=full_instrument())
        moved = read(frame[columns].iloc[::-1], instrument=full_instrument())
        np.testing.assert_array_equal(moved.keys[::-1], survey.keys)


def test_rows_without_a_respondent_number_get_keys_of_their_own() -> None:
    frame = full_frame()
    frame["respondent_id"] = ["r1", None, "", "r4"]
    assert len(set(read(frame, instrument=full_instrument()).keys.tolist())) == 4


@pytest.mark.parametrize("rows", [[2, 0], [True, False, True, False], slice(1, 3)])
def test_take_takes_everything(rows: list[int] | slice) -> None:
    survey = small().with_design(
        strata="kode", weights="weight", population={"007": 9, "012": 9, "101": 9}
    )
    index = rows if isinstance(rows, slice) else np.array(rows)
    part = survey.take(index)
    assert len(part) == part.n == 2
    np.testing.assert_array_equal(part.ratings, survey.ratings[index])
    np.testing.assert_array_equal(part.numbers, survey.numbers[index])
    np.testing.assert_array_equal(part.picks["current"], survey.picks["current"][index])
    np.testing.assert_array_equal(part.columns["unit"].codes, survey.columns["unit"].codes[index])
    np.testing.assert_array_equal(
        part.raw_numbers["masa_kerja"], survey.raw_numbers["masa_kerja"][index]
    )
    np.testing.assert_array_equal(part.keys, survey.keys[index])
    assert survey.weights is not None and part.weights is not None
    np.testing.assert_array_equal(part.weights, survey.weights[index])
    assert survey.design.stratum_codes is not None and part.design.stratum_codes is not None
    np.testing.assert_array_equal(part.design.stratum_codes, survey.design.stratum_codes[index])


def test_arrays_are_read_only() -> None:
    survey = small()
    arrays = [survey.ratings, survey.numbers, survey.keys, *survey.picks.values()]
    arrays += [column.codes for column in survey.columns.values()]
    arrays += list(survey.raw_numbers.values())
    assert not any(array.flags.writeable for array in arrays)


def test_items_by_name() -> None:
    survey = small()
    assert survey.rating("A2").tolist() == [4, 4, 5, -1]
    np.testing.assert_array_equal(survey.number("age"), [30.0, 31.5, np.nan, 44.0])


def test_compact_storage() -> None:
    """90 words three times, 21 ratings and a weight in about 90 bytes a person."""
    survey = small()
    assert survey.nbytes == sum(
        [
            survey.ratings.nbytes,
            survey.numbers.nbytes,
            survey.keys.nbytes,
            survey.lots.nbytes,
            survey.picks["current"].nbytes,
            *(column.codes.nbytes for column in survey.columns.values()),
            survey.weights.nbytes if survey.weights is not None else 0,
        ]
    )
    assert survey.ratings.dtype == np.int8
    assert survey.columns["unit"].codes.dtype == np.int32


def test_smallest_group_has_a_floor() -> None:
    assert small().with_smallest_group(5).smallest_group == 5
    with pytest.raises(DisclosureError) as caught:
        small().with_smallest_group(4)
    assert caught.value.code == "E303"


def test_unknown_column_lists_what_there_is() -> None:
    with pytest.raises(DesignError) as caught:
        small().column("eselon")
    assert caught.value.code == "E602" and "unit" in caught.value.text("id")


def test_nobody_answered() -> None:
    with pytest.raises(FileError) as caught:
        require_answers(Survey(instrument=rating_instrument(), n=0))
    assert caught.value.code == "E102"


def test_weights_of_the_file_stay_in_force_under_a_new_design() -> None:
    survey = small()
    again = survey.with_design(strata="kode")
    assert again.design.weights == survey.design.weights == "weight"
    assert again.weights is survey.weights


def test_codes_take_keeps_labels() -> None:
    taken = Codes(np.array([0, 1, -1], np.int32), ("a", "b")).take(np.array([2, 1]))
    assert taken.codes.tolist() == [-1, 1] and taken.labels == ("a", "b")
    assert Design().take(slice(0, 1)) == Design()


def test_what_a_survey_shows_of_itself_is_short_and_quotes_no_row() -> None:
    made = simulate(seed=1, n=40)
    for each, start in (
        (made, "Survey(n=40, instrument='berakhlak-2022', lists=[personal, current, desired]"),
        (made.instrument, "Instrument('berakhlak-2022'"),
        (made.design, "Design(weights=None"),
        (made.columns["unit"], "Codes(n=40"),
    ):
        shown = repr(each)
        assert shown.startswith(start) and len(shown) < 300 and "\n" not in shown
        assert "array" not in shown
    assert "synthetic=True" in repr(made)
    assert str(made.log.rows_read) in repr(made.log)


def test_a_log_shows_what_was_understood_line_by_line() -> None:
    log = ImportLog("a.csv", (("Sumber: CSV.", "Source: CSV."),), rows_read=3)
    assert repr(log) == "ImportLog('a.csv', rows_read=3)\n  Source: CSV."
