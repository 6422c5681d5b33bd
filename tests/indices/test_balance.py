"""Balance over areas, by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.parts import CoverageRule
from berakhlak_stats.survey.survey import Survey
from tests.surveys import ALL_WORDS, pick_survey, random_survey


def survey_of(votes: Mapping[str, int], n: int = 60) -> Survey:
    """Each word is picked by its first ``votes`` people."""
    matrix = np.zeros((n, len(ALL_WORDS)), bool)
    for word, count in votes.items():
        matrix[:count, ALL_WORDS.index(word)] = True
    matrix[:, ALL_WORDS.index("x1")] = True
    return pick_survey({"personal": matrix, "current": matrix, "desired": matrix})


def balance(votes: Mapping[str, int], variant: str = "coverage") -> float:
    result = indices.balance(survey_of(votes), variant=variant, replicates=60)
    return float(result.frame["estimate"][0])


def test_limiting_words_do_not_count() -> None:
    """x1 is picked by all and belongs to no area; words nobody picked cover nothing."""
    assert balance({"a1": 20, "a2": 9}) == pytest.approx(50)


def test_only_the_ten_most_voted_words_cover_and_ties_at_the_tenth_do_too() -> None:
    """Twelve words; the first ten lie in one area, the two others in areas of their own."""
    member = np.zeros((3, 12))
    member[0, :10] = member[1, 10] = member[2, 11] = 1
    rule = CoverageRule(np.arange(12), member)
    votes = np.arange(30.0, 18.0, -1)
    assert rule(votes) == pytest.approx(100 / 3)
    votes[10] = votes[9]
    assert rule(votes) == pytest.approx(200 / 3)
    votes[11] = votes[0]
    assert rule(votes) == pytest.approx(200 / 3), "the tenth place is now that of the ninth word"


def test_evenness_and_entropy_by_hand() -> None:
    """Votes 30, 10 in two of four areas: p = 3/4, 1/4."""
    votes = {"a1": 30, "a2": 10}
    assert balance(votes, "evenness") == pytest.approx(100 * (1 / (10 / 16) - 1) / 3)
    entropy = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25)) / np.log(4)
    assert balance(votes, "entropy") == pytest.approx(100 * entropy)


@pytest.mark.parametrize("variant", ["evenness", "entropy"])
def test_one_area_gives_nothing_and_equal_shares_everything(variant: str) -> None:
    assert balance({"a1": 30, "b1": 10}, variant) == pytest.approx(0, abs=1e-9)
    even = {"a1": 10, "a2": 10, "c1": 10, "c2": 10}
    assert balance(even, variant) == pytest.approx(100)


def test_the_rule_is_vectorised_and_unknown_without_votes() -> None:
    rule = CoverageRule(np.arange(3), np.eye(3))
    found = rule(np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0]]))
    assert found[0] == pytest.approx(200 / 3)
    assert np.isnan(found[1])


def test_coverage_takes_steps_and_its_interval_holds_it() -> None:
    frame = indices.balance(random_survey(2, 40, unit=2), by="unit", replicates=200).frame
    assert set(frame["estimate"]) <= {25.0, 50.0, 75.0, 100.0}
    assert (frame["conf_low"] <= frame["estimate"]).all()
    assert (frame["conf_high"] >= frame["estimate"]).all()


def test_unknown_variant() -> None:
    with pytest.raises(OptionError) as caught:
        balance({"a1": 20}, "gini")
    assert caught.value.code == "E701"
