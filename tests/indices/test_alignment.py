"""Alignment of persons, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.survey import Survey
from tests.surveys import ALL_WORDS, LISTS, pick_survey, random_survey


def survey_of(rows: list[tuple[str, str]], copies: int = 3) -> Survey:
    """Personal and current words by person, as letters of the small instrument's words."""
    picks = {name: np.zeros((len(rows) * copies, len(ALL_WORDS)), bool) for name in LISTS}
    for i, (personal, current) in enumerate(rows * copies):
        for name, words in (("personal", personal), ("current", current)):
            for word in words.split():
                picks[name][i, ALL_WORDS.index(word)] = True
    return pick_survey(picks)


def test_mean_share_of_ones_own_words() -> None:
    """3/4, 1/2 and 0 of the own words; the fourth left one list blank and is missing."""
    rows = [("a1 a2 b1 b2", "a1 a2 b1 x1"), ("a1 x1", "x1 b1 b2 c1"), ("c1", "c2"), ("a1", "")]
    row = indices.alignment(survey_of(rows)).frame.iloc[0]
    assert row["item"] == "alignment_personal_current"
    assert row["list"] == "personal>current"
    assert row["estimate"] == pytest.approx(100 * (3 / 4 + 1 / 2 + 0) / 3)
    assert row["n"] == 9


def test_the_first_list_is_the_base() -> None:
    rows = [("a1 a2 b1 b2", "a1 a2")]
    survey = survey_of(rows, copies=12)
    forward = indices.alignment(survey, lists=("personal", "current")).frame["estimate"][0]
    back = indices.alignment(survey, lists=("current", "personal")).frame["estimate"][0]
    assert (forward, back) == pytest.approx((50, 100))


@pytest.mark.parametrize("lists", [("personal", "current"), ("current", "desired")])
def test_equal_lists_give_a_hundred_and_disjoint_ones_nothing(lists: tuple[str, str]) -> None:
    matrix = np.zeros((30, len(ALL_WORDS)), bool)
    matrix[:, :4] = True
    other = np.roll(matrix, 6, axis=1)
    same = indices.alignment(pick_survey(dict.fromkeys(LISTS, matrix)), lists=lists)
    assert same.frame["estimate"][0] == 100
    apart = pick_survey(dict.fromkeys(LISTS, matrix) | {"current": other})
    row = indices.alignment(apart, lists=lists).frame.iloc[0]
    assert row["estimate"] == 0
    assert row["conf_low"] == 0 < row["conf_high"]


def test_overlap_by_chance_is_what_popularity_gives() -> None:
    """Two independent lists of k words: the expected share is the sum of p q over k."""
    rng = np.random.default_rng(2)
    n, width, k = 20_000, len(ALL_WORDS), 4
    picks = {}
    for name in LISTS:
        score = rng.random((n, width))
        picks[name] = np.argsort(np.argsort(score, axis=1), axis=1) < k
    row = indices.alignment(pick_survey(picks)).frame.iloc[0]
    assert row["estimate"] == pytest.approx(100 * k / width, abs=4 * row["std_error"])


def test_the_variant_that_cannot_be_the_published_one_is_marked() -> None:
    survey = random_survey(1, 60)
    made = indices.alignment(survey, variant="top10_matches", replicates=60).provenance
    assert made.sureness == "excluded"
    assert indices.alignment(survey).provenance.sureness == "assumed"


def test_unknown_lists_and_variants_are_refused() -> None:
    survey = random_survey(1, 20)
    with pytest.raises(OptionError) as caught:
        indices.alignment(survey, lists=("personal", "dreams"))
    assert caught.value.code == "E702"
    with pytest.raises(OptionError) as caught:
        indices.alignment(survey, variant="cosine")
    assert caught.value.code == "E701"
