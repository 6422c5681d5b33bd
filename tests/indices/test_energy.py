"""Positive energy, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Survey
from tests.surveys import ALL_WORDS, LISTS, pick_survey


def survey() -> Survey:
    """Forty people, three words each; ten picked one limiting word, two picked two."""
    matrix = np.zeros((40, len(ALL_WORDS)), bool)
    matrix[:, :3] = True
    at = ALL_WORDS.index("x1")
    matrix[:10, [0, at]] = [False, True]
    matrix[:2, [1, at + 1]] = [False, True]
    return pick_survey(dict.fromkeys(LISTS, matrix))


def test_share_of_votes_and_of_people() -> None:
    votes = indices.positive_energy(survey()).frame.iloc[0]
    assert votes["estimate"] == pytest.approx(100 * (1 - 12 / 120))
    people = indices.positive_energy(survey(), variant="people").frame.iloc[0]
    assert people["estimate"] == pytest.approx(75)


def test_people_get_a_wilson_interval() -> None:
    row = indices.positive_energy(survey(), variant="people").frame.iloc[0]
    # v = p(1-p)/(n-1), so the effective size is n - 1.
    low, high = proportion_confint(0.75 * 39, 39, method="wilson")
    assert (row["conf_low"], row["conf_high"]) == pytest.approx((100 * low, 100 * high))


def test_no_limiting_votes_is_a_hundred_with_room_below() -> None:
    matrix = np.zeros((30, len(ALL_WORDS)), bool)
    matrix[:, :3] = True
    row = indices.positive_energy(pick_survey(dict.fromkeys(LISTS, matrix))).frame.iloc[0]
    assert (row["estimate"], row["conf_high"]) == (100, 100)
    assert 0 < row["conf_low"] < 100


def test_an_instrument_without_the_current_list_is_refused() -> None:
    instrument = make_instrument(picks={"wishes": ["a", "b"]}, k=1)
    other = pick_survey({"wishes": np.eye(2, dtype=bool)}, instrument=instrument)
    with pytest.raises(OptionError) as caught:
        indices.positive_energy(other)
    assert caught.value.code == "E702"
