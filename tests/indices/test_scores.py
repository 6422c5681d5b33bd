"""Value scores and implementation: published sets, closed forms, ceilings."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices import parts
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.instrument import make_instrument, round_half_up
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import collect
from tests.surveys import ALL_WORDS, LISTS, full_instrument, pick_survey, random_survey

# Laporan Indeks ASN BerAKHLAK 2022: the national set and that of Kemendikbudristek, then a
# 2021 set of the sister survey AKHLAK whose sixth score follows from the published mean.
PUBLISHED = [
    ((57.9, 74.1, 56.7, 63.8, 65.8, 38.9, 69.4), 60.9),
    ((59.6, 64.1, 58.3, 53.7, 62.7, 43.5, 67.7), 58.5),
    ((46.1, 51.7, 38.3, 36.2, 36.0, 49.7), 43.0),
]
# Mean reach where each person picks m of the 21 behaviours at random: 1 - C(18,m)/C(21,m).
REACH = {3: 38.6, 4: 48.9, 5: 57.9, 6: 65.8, 7: 72.6, 10: 87.6}


def survey_of_scores(scores: tuple[float, ...]) -> Survey:
    """A thousand people of whom exactly ``score`` percent picked each of the seven values."""
    instrument = full_instrument()
    words = instrument.list_index["current"].words
    first = [
        next(w.id for w in instrument.words if w.value == v.id and w.behaviour)
        for v in instrument.values
    ]
    matrix = np.zeros((1000, len(words)), bool)
    matrix[:, words.index(next(w.id for w in instrument.words if w.value is None))] = True
    for word, score in zip(first, scores, strict=True):
        matrix[: round(10 * score), words.index(word)] = True
    return pick_survey(dict.fromkeys(LISTS, matrix), instrument=instrument)


@pytest.mark.parametrize(("scores", "index"), PUBLISHED)
def test_published_indices_are_plain_means(scores: tuple[float, ...], index: float) -> None:
    assert round_half_up(sum(scores) / len(scores)) == index


@pytest.mark.parametrize(("scores", "index"), PUBLISHED[:2])
def test_published_value_scores_give_the_published_index(
    scores: tuple[float, ...], index: float
) -> None:
    frame = indices.value_score(survey_of_scores(scores)).frame
    found = dict(zip(frame["item"], frame["estimate"], strict=True))
    assert [round_half_up(found[v.id]) for v in full_instrument().values] == list(scores)
    assert round_half_up(found["implementation"]) == index


def everyone_of(m: int) -> Survey:
    """One person for every way to pick ``m`` of the 21 behaviours."""
    instrument = full_instrument()
    words = instrument.list_index["current"].words
    columns = [words.index(w.id) for w in instrument.words if w.behaviour]
    chosen = np.array(list(combinations(range(21), m)))
    matrix = np.zeros((len(chosen), len(words)), bool)
    matrix[np.arange(len(chosen))[:, None], np.array(columns)[chosen]] = True
    return pick_survey({"current": matrix}, instrument=instrument)


@pytest.mark.parametrize("m", [3, 4, 5])
def test_reach_of_random_picks(m: int) -> None:
    survey = everyone_of(m)
    statistic = parts.values(survey.instrument)
    totals = collect(survey, [statistic])
    found = evaluate(statistic, totals.by_group(totals.cells.total))[0]
    exact = 100 * (1 - comb(18, m) / comb(21, m))
    assert found == pytest.approx(exact, abs=1e-9)
    assert round_half_up(float(found[-1])) == REACH[m]


@pytest.mark.parametrize(("m", "score"), REACH.items())
def test_reach_table(m: int, score: float) -> None:
    assert round_half_up(100 * (1 - comb(18, m) / comb(21, m))) == score


def test_mean_share_cannot_pass_its_ceiling() -> None:
    """Ten picks, all on behaviours: the mean over seven values is 10/21, never more."""
    instrument = full_instrument()
    words = instrument.list_index["current"].words
    columns = np.array([words.index(w.id) for w in instrument.words if w.behaviour])
    rng = np.random.default_rng(1)
    matrix = np.zeros((50, len(words)), bool)
    for row in matrix:
        row[rng.choice(columns, 10, replace=False)] = True
    survey = pick_survey({"current": matrix}, instrument=instrument)
    found = float(indices.implementation(survey, variant="mean_share").frame["estimate"][0])
    assert found == pytest.approx(1000 / 21)
    assert round_half_up(found) == 47.6


def by_hand(copies: int = 10) -> Survey:
    """Ten kinds of people; V1 = a1, a2 and V2 = b1, b2 of the small instrument."""
    picks = {name: np.zeros((10, len(ALL_WORDS)), bool) for name in LISTS}
    at = {word: j for j, word in enumerate(ALL_WORDS)}
    for i in range(10):
        picks["current"][i, at["d1"]] = True
    for i in range(4):
        picks["current"][i, at["a1"]] = True
    for i in range(2):
        picks["current"][i, at["a2"]] = True
    picks["personal"][3:9, at["a2"]] = True
    return pick_survey({name: np.repeat(each, copies, axis=0) for name, each in picks.items()})


@pytest.mark.parametrize(
    ("variant", "score"),
    [("reach", 40.0), ("vote_sum", 60.0), ("union", 90.0), ("mean_share", 30.0)],
)
def test_variants_by_hand(variant: str, score: float) -> None:
    result = indices.value_score(by_hand(), variant=variant)
    first = result.frame.iloc[0]
    assert (first["item"], first["level"]) == ("V1", "value")
    assert first["estimate"] == pytest.approx(score)
    whole = result.frame.iloc[-1]
    assert whole["item"] == "implementation"
    assert whole["estimate"] == pytest.approx(score / 3)
    assert result.provenance.variant == variant


def test_a_value_rests_on_who_answered_not_on_who_picked_it() -> None:
    """Four of ten picked V1, and five may be shown: the group is large enough for its score."""
    frame = indices.value_score(by_hand(copies=1)).frame
    assert frame["estimate"].iloc[0] == pytest.approx(40)
    assert not frame["suppressed"].any()


def test_a_value_that_many_picked_is_shown_though_its_words_are_rare() -> None:
    picks = np.zeros((40, len(ALL_WORDS)), bool)
    picks[:, ALL_WORDS.index("d1")] = True
    picks[:4, ALL_WORDS.index("a1")] = picks[4:8, ALL_WORDS.index("a2")] = True
    row = indices.value_score(pick_survey(dict.fromkeys(LISTS, picks))).frame.iloc[0]
    assert row["estimate"] == pytest.approx(100 * 8 / 40)


def test_votes_per_person_may_pass_a_hundred_and_still_get_a_band() -> None:
    picks = np.zeros((20, len(ALL_WORDS)), bool)
    picks[:, :2] = True
    picks[0, 1] = False
    survey = pick_survey(dict.fromkeys(LISTS, picks))
    frame = indices.value_score(survey, variant="vote_sum").frame
    row = frame.iloc[0]
    assert row["estimate"] == pytest.approx(195)
    assert row["band"] == "A"
    assert row["prob_A"] == pytest.approx(1)


def test_implementation_is_the_last_row_of_value_score() -> None:
    survey = random_survey(3)
    alone = indices.implementation(survey)
    whole = indices.value_score(survey).frame.iloc[[-1]].reset_index(drop=True)
    columns = ["item", "estimate", "std_error", "conf_low", "conf_high", "band", "n"]
    assert alone.frame[columns].equals(whole[columns])


def test_unknown_variants_and_unfit_instruments_are_refused() -> None:
    with pytest.raises(OptionError) as caught:
        indices.value_score(by_hand(), variant="best")
    assert caught.value.code == "E701"
    other = make_instrument(picks={"current": ["a", "b", "c"]}, k=1)
    survey = pick_survey({"current": np.eye(3, dtype=bool)}, instrument=other)
    with pytest.raises(OptionError) as caught:
        indices.implementation(survey)
    assert caught.value.code == "E702"
