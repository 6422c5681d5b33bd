"""Features against counting by hand on plain sets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.instrument import Instrument, make_instrument
from berakhlak_stats.survey.survey import Survey, make_keys, unpack_picks
from berakhlak_stats.totals import features as ft
from tests.surveys import (
    ALL_WORDS,
    LISTS,
    VALUES,
    number_survey,
    pick_survey,
    random_picks,
    small_instrument,
)

SURVEY = pick_survey(random_picks(np.random.default_rng(11), 60, blank=0.2))
BLOCKS = small_instrument().list_index


def sets(survey: Survey, name: str) -> list[set[str]]:
    words = survey.instrument.list_index[name].words
    rows = unpack_picks(survey.picks[name], len(words))
    return [{word for word, hit in zip(words, row, strict=True) if hit} for row in rows]


PEOPLE = list(zip(*(sets(SURVEY, name) for name in LISTS), strict=True))


def test_the_survey_has_lists_left_unanswered() -> None:
    assert any(not current for _, current, _ in PEOPLE)


def test_one() -> None:
    assert ft.one().compute(SURVEY).tolist() == [[1.0]] * 60


def test_answered() -> None:
    found = ft.answered("personal", "current").compute(SURVEY)[:, 0]
    assert found.tolist() == [bool(p and c) for p, c, _ in PEOPLE]
    either = ft.answered_any("personal", "current").compute(SURVEY)[:, 0]
    assert either.tolist() == [bool(p or c) for p, c, _ in PEOPLE]


def test_picked() -> None:
    feature = ft.picked(BLOCKS["current"])
    assert feature.columns == ALL_WORDS
    expected = [[word in current for word in ALL_WORDS] for _, current, _ in PEOPLE]
    assert feature.compute(SURVEY).astype(bool).tolist() == expected


def test_picked_among_those_who_answered_another_list_too() -> None:
    both = ("current", "desired")
    found = ft.picked(BLOCKS["desired"], among=both).compute(SURVEY)
    expected = [[int(word in d) if c and d else 0 for word in ALL_WORDS] for _, c, d in PEOPLE]
    assert found.tolist() == expected


def test_reach_over_one_list_and_over_two() -> None:
    one = ft.reach((BLOCKS["current"],), VALUES, "value").compute(SURVEY)
    assert one.tolist() == [[bool(c & set(w)) for w in VALUES.values()] for _, c, _ in PEOPLE]
    two = ft.reach((BLOCKS["personal"], BLOCKS["current"]), VALUES, "value").compute(SURVEY)
    assert two.tolist() == [[bool((p | c) & set(w)) for w in VALUES.values()] for p, c, _ in PEOPLE]


def test_votes_and_votes_among_who_answered_another_list() -> None:
    feature = ft.votes(BLOCKS["current"], VALUES, "value")
    expected = [[len(c & set(w)) for w in VALUES.values()] for _, c, _ in PEOPLE]
    assert feature.compute(SURVEY).tolist() == expected
    among = ft.votes(BLOCKS["current"], VALUES, "value", among=("current", "desired"))
    assert among != feature
    kept = [row if d else [0] * 3 for row, (_, _, d) in zip(expected, PEOPLE, strict=True)]
    assert among.compute(SURVEY).tolist() == kept


def test_overlap() -> None:
    found = ft.overlap(BLOCKS["personal"], BLOCKS["current"]).compute(SURVEY)[:, 0]
    expected = [len(p & c) / len(p) if p and c else 0.0 for p, c, _ in PEOPLE]
    assert found == pytest.approx(expected)


def test_overlap_of_lists_with_other_words_in_another_order() -> None:
    first, second = ["a", "b", "c", "d"], ["e", "c", "a"]
    instrument = make_instrument(
        picks={"first": {"words": first, "k": 3}, "second": {"words": second, "k": 2}},
        rule="at_most",
    )
    survey = pick_survey(
        {
            "first": np.array([[1, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]], bool),
            "second": np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]], bool),
        },
        instrument=instrument,
    )
    blocks = instrument.list_index
    found = ft.overlap(blocks["first"], blocks["second"]).compute(survey)[:, 0]
    assert found == pytest.approx([2 / 3, 0, 0])


def rated(rows: list[list[int]], instrument: Instrument) -> Survey:
    ratings = np.array(rows, np.int8)
    return Survey(
        instrument=instrument, n=len(ratings), ratings=ratings, keys=make_keys([ratings], len(rows))
    )


RATED = rated(
    [[5, 1, 3, 4], [2, -1, -1, 5], [-1, -1, -1, -1], [1, 5, 4, 2]],
    make_instrument(ratings={"trust": ["t1", "t2", "t3"], "work": ["w1"]}, reversed=["t2"]),
)
ITEMS = ("t1", "t2", "t3", "w1")


def test_rating_sums_are_centred_turned_and_blind_to_missing_answers() -> None:
    found = ft.rating_sum(ITEMS, 3.0, ("t2",)).compute(RATED)
    assert found.tolist() == [[2, 2, 0, 1], [-1, 0, 0, 2], [0, 0, 0, 0], [-2, -2, 1, -1]]
    known = ft.rating_answered(ITEMS).compute(RATED)
    assert known.sum(axis=0).tolist() == [3, 2, 2, 3]


def test_favourable_answers() -> None:
    found = ft.rating_favourable(ITEMS, 1, 5, ("t2",)).compute(RATED)
    assert found.astype(int).tolist() == [[1, 1, 0, 1], [0, 0, 0, 1], [0] * 4, [0, 0, 1, 0]]


def test_scale_means_need_half_of_the_items() -> None:
    scales = {"trust": ("t1", "t2", "t3"), "work": ("w1",)}
    mean, known = ft.rating_mean(scales, 3.0, ("t2",), "x")
    assert known.compute(RATED).tolist() == [
        [True, True],
        [False, True],
        [False, False],
        [True] * 2,
    ]
    assert mean.compute(RATED)[0] == pytest.approx([4 / 3, 1])
    assert mean.compute(RATED)[1] == pytest.approx([0, 2])


def test_rating_categories() -> None:
    found = ft.rating_category("t1", (1, 2, 3, 4, 5)).compute(RATED)
    assert found.astype(int).sum(axis=0).tolist() == [1, 1, 0, 0, 1]


def test_numbers() -> None:
    survey = number_survey({"x": [1.0, np.nan, 4.0], "y": [2.0, 3.0, np.nan]})
    assert ft.number_sum(("y", "x"), (2.0, 1.0)).compute(survey).tolist() == [
        [0, 0],
        [1, 0],
        [0, 3],
    ]
    assert ft.number_answered(("x",)).compute(survey)[:, 0].tolist() == [True, False, True]
    assert ft.number_sum(("x",), (0.0,)) != ft.number_sum(("x",), (1.0,))


def test_more_than_64_words_need_a_second_block() -> None:
    words = [f"w{j}" for j in range(130)]
    instrument = make_instrument(picks={"current": words}, k=3, rule="at_most")
    matrix = np.zeros((4, 130), bool)
    matrix[[0, 1, 2, 2], [0, 64, 63, 129]] = True
    survey = pick_survey({"current": matrix}, instrument=instrument)
    block = instrument.list_index["current"]
    assert (ft.picked(block).compute(survey) == matrix).all()
    found = ft.reach((block,), {"late": ("w64", "w129")}, "late").compute(survey)[:, 0]
    assert found.tolist() == [False, True, True, False]
    assert ft.votes(block, {"all": words}, "all").compute(survey)[:, 0].tolist() == [1, 1, 2, 0]


def test_common_words_keep_the_order_of_the_first_list() -> None:
    first = BLOCKS["current"]
    second = replace(first, words=("c2", "zz", "a1"))
    assert ft.common_words(first, second) == ("a1", "c2")
