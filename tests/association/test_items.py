"""Which items a statistic can work with, and their answers in one direction."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.association.items import centre_of, check_items, item_answers, scales_of
from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.survey import Survey


def survey() -> Survey:
    frame = pd.DataFrame({"a": [1, 5, None] * 5, "b": [2, 4, 3] * 5, "h": [40.4, 38, None] * 5})
    instrument = bs.make_instrument(ratings={"S": ["a", "b"]}, reversed=["b"], numbers=["h"])
    return bs.read_survey(frame, instrument=instrument)


def test_reversed_items_are_turned_round_the_scale() -> None:
    answers = item_answers(survey(), ("a", "b"))[:3]
    assert np.array_equal(answers, [[1, 4], [5, 2], [np.nan, 3]], equal_nan=True)


def test_numbers_are_taken_as_they_are() -> None:
    assert np.array_equal(
        item_answers(survey(), ("h",))[:3], [[40.4], [38], [np.nan]], equal_nan=True
    )


def test_the_centre_is_a_whole_number_near_the_answers() -> None:
    assert centre_of(survey(), ("a", "b")).tolist() == [3, 3]
    assert centre_of(survey(), ("h",)).tolist() == [39]


def test_scales_hold_their_items_in_order() -> None:
    assert scales_of(survey().instrument) == {"S": ("a", "b")}


def test_items_are_checked() -> None:
    instrument = survey().instrument
    assert check_items(instrument, ["b", "a", "b"]) == ("b", "a")
    with pytest.raises(OptionError, match="E703"):
        check_items(instrument, ["a"])
    with pytest.raises(OptionError, match="E701"):
        check_items(instrument, ["a", "h"])
    assert check_items(instrument, ["h"], least=1) == ("h",)
