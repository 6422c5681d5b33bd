"""What a test can be about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import variables
from tests.surveys import ALL_WORDS, codes, pick_survey, random_picks, random_survey


def test_words_are_known_where_the_list_was_answered() -> None:
    picks = random_picks(np.random.default_rng(1), 80, blank=0.3)
    survey = pick_survey(picks)
    found = variables.quantity(survey, "desired:b2")
    answered = picks["desired"].any(axis=1)
    assert np.array_equal(np.isfinite(found), answered)
    chosen = picks["desired"][:, ALL_WORDS.index("b2")]
    assert np.array_equal(found[answered], chosen[answered])
    classes = variables.classification(survey, "desired:b2")
    assert classes.labels == ("no", "yes")
    assert np.array_equal(classes.codes >= 0, answered)


def test_ratings_are_numbers_and_labels() -> None:
    answers = pd.DataFrame({"a": [3, 1, None, 5, 3], "b": [1, 2, 3, 4, 5]})
    instrument = bs.make_instrument(ratings=["a", "b"], scale=(1, 5))
    survey, item = bs.read_survey(answers, instrument=instrument), "a"
    rated = survey.rating(item)
    assert np.array_equal(np.isnan(variables.quantity(survey, item)), rated < 0)
    classes = variables.classification(survey, item)
    known = classes.codes >= 0
    assert (classes.labels, known.sum()) == (("1", "3", "5"), 4)
    back = np.array([int(label) for label in classes.labels])[classes.codes[known]]
    assert np.array_equal(back, rated[known])


def test_used_drops_labels_and_rows() -> None:
    column = codes(["c", "a", None, "b", "a"])
    found = variables.used(column, np.array([True, True, False, False, True]))
    assert found.labels == ("a", "c")
    assert found.codes.tolist() == [1, 0, -1, -1, 0]


def test_unknown_names_suggest_near_ones() -> None:
    with pytest.raises(BerakhlakError, match="current:a1"):
        variables.quantity(random_survey(1), "curent:a1")
    with pytest.raises(BerakhlakError, match="E705"):
        variables.quantity(random_survey(1, unit=2), "unit")
