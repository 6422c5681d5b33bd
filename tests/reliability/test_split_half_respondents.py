"""Halves of respondents: by hand, against the population, and whole primary units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.reliability import split_half_respondents
from berakhlak_stats.survey.survey import Survey
from tests.surveys import ALL_WORDS, LISTS, pick_survey, random_survey

M, K = len(ALL_WORDS), 4
TASTE = np.linspace(0, 2.5, M)


def draw(rng: np.random.Generator, n: int, taste: Any = TASTE) -> np.ndarray[Any, Any]:
    """Picks of four words, one after another in proportion to exp(taste): (n, words)."""
    score = taste + rng.gumbel(size=(n, M))
    chosen = np.zeros((n, M), bool)
    np.put_along_axis(chosen, np.argsort(-score, axis=1)[:, :K], True, axis=1)
    return chosen


def survey_of(picks: np.ndarray[Any, Any], **more: Any) -> Survey:
    return pick_survey({name: picks for name in LISTS}, **more)


def estimates(result: Estimates, name: str = "current") -> list[float]:
    frame = result.frame
    return [float(x) for x in frame.loc[frame["list"] == name, "estimate"]]


def blocks(words: Sequence[Sequence[str]]) -> np.ndarray[Any, Any]:
    """One row per person from the words picked."""
    return np.array([[word in row for word in ALL_WORDS] for row in words])


def test_two_primary_units_by_hand() -> None:
    """Two units can be split in one way, so r is the correlation of their shares.

    Of 15 words a half has two at 1 and 13 at 0, with one of the two in common: mean 2/15,
    squares 2 - 4/15 = 26/15, products 1 - 4/15 = 11/15. r = 11/26, stepped up 22/37.
    """
    picks = blocks([["a1", "a2"]] * 5 + [["a1", "b1"]] * 5)
    survey = survey_of(picks, columns={"office": ["p"] * 5 + ["q"] * 5}).with_design(psu="office")
    result = split_half_respondents(survey, lists="current")
    assert estimates(result) == pytest.approx([11 / 26, 22 / 37])
    # With one unit taken away there is nothing left to compare: no standard error.
    assert result.frame["std_error"].isna().all() and (result.frame["note"] != "").all()


def test_a_primary_unit_is_never_split() -> None:
    """Persons of one unit pick alike: halves of persons would agree, halves of units do not."""
    rng = np.random.default_rng(1)
    office = np.repeat(np.arange(12), 20)
    picks = draw(rng, 12, np.zeros(M))[office]
    survey = survey_of(picks, columns={"office": [f"o{g:02d}" for g in office]})
    persons = estimates(split_half_respondents(survey, lists="current", replicates=200))
    clustered = split_half_respondents(
        survey.with_design(psu="office"), lists="current", replicates=200
    )
    assert persons[1] > 0.9 and estimates(clustered)[1] < 0.5


def truth(n: int) -> float:
    """Mean correlation of the profiles of two samples of ``n``, by 400 pairs."""
    rng = np.random.default_rng(99)
    pairs = [[draw(rng, n).mean(axis=0) for _ in range(2)] for _ in range(400)]
    return float(np.mean([np.corrcoef(*pair)[0, 1] for pair in pairs]))


def test_stepped_up_it_is_what_a_second_survey_would_give() -> None:
    rng = np.random.default_rng(3)
    found = [
        estimates(split_half_respondents(survey_of(draw(rng, 60)), lists="current", replicates=100))
        for _ in range(40)
    ]
    mean, error = np.mean(found, axis=0), np.std(found, axis=0) / np.sqrt(40)
    assert abs(mean[1] - truth(60)) < 4 * error[1] + 0.005
    assert abs(mean[0] - truth(30)) < 4 * error[0] + 0.005


def test_weights_count_as_people() -> None:
    rng = np.random.default_rng(4)
    weights = rng.integers(1, 4, 12)
    offices = [f"o{g}" for g in range(12) for _ in range(6)]
    picks = draw(rng, 72)
    heavy = np.repeat(weights, 6)
    weighted = survey_of(picks, columns={"office": offices}, weights=heavy.astype(float).tolist())
    rows = np.repeat(np.arange(72), heavy)
    repeated = survey_of(picks[rows], columns={"office": [offices[i] for i in rows]})
    one, two = (
        estimates(split_half_respondents(each.with_design(psu="office"), replicates=300))
        for each in (weighted, repeated)
    )
    assert one == pytest.approx(two)


def test_levels_and_groups_follow_the_house() -> None:
    survey = random_survey(31, 240, weighted=True, unit=4)
    for level, lists in (("word", 3), ("behaviour", 3), ("area", 3), ("value", 1)):
        result = split_half_respondents(survey, level=level, by="unit", replicates=60)
        frame = result.frame
        assert len(frame) == 4 * lists * 2
        assert REQUIRED.keys() <= set(frame.columns) <= REQUIRED.keys() | OPTIONAL.keys()
        known = frame["conf_low"].notna()
        assert (frame["conf_low"] <= frame["estimate"])[known].all()
        assert (frame["estimate"] <= frame["conf_high"])[known].all()
        assert (frame["note"][~known] != "").all()
        assert Estimates.from_json(result.to_json()).frame.equals(frame)
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    again = split_half_respondents(shuffled, level="value", by="unit", replicates=60)
    assert again.frame.equals(result.frame)
    assert result.provenance.replicates == 60 and result.provenance.seed == 1


def test_halves_without_any_difference() -> None:
    survey = survey_of(blocks([["a1", "a2"]] * 8))
    frame = split_half_respondents(survey, lists="current").frame
    assert frame["estimate"].tolist() == pytest.approx([1, 1])
    assert frame["conf_low"].isna().all() and (frame["note"] != "").all()


def test_few_people_are_not_shown() -> None:
    survey = random_survey(2, 9).with_smallest_group(10)
    frame = split_half_respondents(survey, replicates=60).frame
    assert frame["suppressed"].all()
    assert frame[["estimate", "std_error", "conf_low", "conf_high", "n"]].isna().all(axis=None)


def test_refusals() -> None:
    survey = random_survey(2, 50)
    with pytest.raises(BerakhlakError, match="E701"):
        split_half_respondents(survey, level="item")
    with pytest.raises(BerakhlakError, match="E702"):
        split_half_respondents(survey, lists="dreams")
    with pytest.raises(BerakhlakError, match="E701"):
        split_half_respondents(survey, method="taylor")
    with pytest.raises(BerakhlakError, match="E102"):
        split_half_respondents(survey.take(np.array([], int)))


@pytest.mark.slow
@pytest.mark.parametrize("n", [40, 200])
def test_intervals_hold_what_a_second_survey_would_give(n: int) -> None:
    """1,000 replications: the standard error of a coverage of .95 is .007."""
    rng = np.random.default_rng(n)
    aim, hits = truth(n), 0
    for _ in range(1000):
        survey = survey_of(draw(rng, n))
        row = split_half_respondents(survey, lists="current", replicates=100).frame.iloc[1]
        hits += row["conf_low"] <= aim <= row["conf_high"]
    assert 0.925 <= hits / 1000 <= 0.975
