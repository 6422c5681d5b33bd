from __future__ import annotations

import math

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import duplicates
from tests.quality.samples import rated
from tests.surveys import number_survey, random_survey


def test_surprise_by_hand() -> None:
    # Item 1 is answered 1, 1, 1, 2 and item 2 is 2, 2, 3, 3: the first two are twins, whom each
    # of three others meets with chance 3/4 * 2/4; Poisson: 1 - exp(-9/8).
    found = duplicates(rated([[1, 2], [1, 2], [1, 3], [2, 3]]))
    twin = -math.log10(1 - math.exp(-3 * 3 / 4 * 2 / 4))
    assert found.values == pytest.approx([twin, twin, 0, 0])
    assert not found.flagged.any()


def test_a_form_sent_twice_is_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, (500, 21))
    x[1] = x[0]
    assert np.flatnonzero(duplicates(rated(x)).flagged).tolist() == [0, 1]
    short = duplicates(rated(x[:, :3]))
    assert np.nanmax(short.values) > 0 and not short.flagged.any()


def test_one_column_of_ticks_is_no_twin() -> None:
    x = np.random.default_rng(2).integers(1, 6, (100, 12))
    x[:30] = 4
    found = duplicates(rated(x))
    assert not found.known[:30].any() and found.known[30:].all()


def test_missing_answers_and_picks_belong_to_the_content() -> None:
    survey = random_survey(4, 200)
    twice = survey.take(np.r_[np.arange(200), 7])
    found = duplicates(twice)
    assert {7, 200} <= set(np.flatnonzero(found.values > 0).tolist())
    # Twins are rarer in the words most people pick otherwise; the chance sums to one.
    assert found.values[7] == found.values[200]


def test_the_chance_of_all_sets_of_picks_is_one() -> None:
    from itertools import combinations

    from berakhlak_stats.quality.duplicates import _Chance
    from tests.surveys import ALL_WORDS, pick_survey

    survey = random_survey(5, 300)
    chance = _Chance(survey, (survey.instrument.list_index["current"],), ())
    sets = [c for m in range(5) for c in combinations(range(len(ALL_WORDS)), m)]
    votes = np.array([np.isin(np.arange(len(ALL_WORDS)), c) for c in sets])
    every = pick_survey({name: votes for name in survey.picks})
    assert np.exp(chance.log_probability(every)).sum() == pytest.approx(1)


def test_numbers_alone_are_refused() -> None:
    with pytest.raises(BerakhlakError) as caught:
        duplicates(number_survey({"hours": [1.0, 2.0]}))
    assert caught.value.code == "E840"
