"""Stability of the top ten: by hand, by counting pairs, and against repeated surveys."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.indices import top_words
from berakhlak_stats.reliability import top_stability
from berakhlak_stats.reliability.top_stability import words_staying
from tests.reliability.test_split_half_respondents import blocks, draw, survey_of
from tests.surveys import random_survey


def of_level(result: Estimates, level: str) -> Estimates:
    frame = result.frame
    return frame[frame["level"] == level].reset_index(drop=True)


def test_words_in_common_are_counted_over_all_pairs() -> None:
    rng = np.random.default_rng(1)
    insides = rng.random((30, 12)) < 0.4
    mean, low, high = words_staying(insides, 0.95)
    pairs = [(insides[i] & insides[j]).sum() for i in range(30) for j in range(30) if i != j]
    assert mean == pytest.approx(np.mean(pairs))
    assert min(pairs) <= low <= mean <= high <= max(pairs)


def test_a_sample_without_doubt_keeps_all() -> None:
    survey = survey_of(blocks([["a1", "a2", "b1", "b2"]] * 12))
    result = top_stability(survey, lists="current", size=4, replicates=60)
    words = of_level(result, "words").iloc[0]
    assert (words["estimate"], words["conf_low"], words["conf_high"]) == (4, 4, 4)
    shares = of_level(result, "resample_share")
    assert shares["item"].tolist() == ["a1", "a2", "b1", "b2"]
    assert shares["estimate"].tolist() == [1, 1, 1, 1]


def test_ties_at_the_last_place_are_in() -> None:
    """Votes 12, 6, 6, 5: the top two are three words, and the edge lies below them."""
    picks = [["a1", "a2"]] * 6 + [["a1", "b1"]] * 6
    picks = [row + (["c1"] if i % 2 and i < 10 else []) for i, row in enumerate(picks)]
    survey = survey_of(blocks(picks))
    result = top_stability(survey, lists="current", size=2, replicates=400)
    place = of_level(result, "place").iloc[0]
    assert place["item"] in ("a2", "b1") and place["item_2"] == "c1"
    assert place["estimate"] == pytest.approx(1 / 12)
    assert place["conf_low"] < place["estimate"] < place["conf_high"]
    assert {"a1", "a2", "b1"} <= set(of_level(result, "resample_share")["item"])


def test_shares_of_resamples_are_those_of_top_words() -> None:
    survey = random_survey(3, 150, weighted=True)
    mine = of_level(top_stability(survey, size=5, replicates=200), "resample_share")
    theirs = top_words(survey, size=5, replicates=200).frame.set_index(["list", "item"])
    for row in mine.itertuples():
        assert row.estimate == theirs.loc[(row.list, row.item), "top_share"]
    left_out = theirs.drop(list(zip(mine["list"], mine["item"], strict=True)))["top_share"]
    assert not (left_out >= 0.05).any()


def test_new_samples_keep_as_many_words_as_was_promised() -> None:
    """Pairs of samples of 150 from one population, against what each promised by itself."""
    rng = np.random.default_rng(11)
    samples = [draw(rng, 150) for _ in range(60)]
    tops = []
    for picks in samples:
        votes = picks.sum(axis=0)
        tops.append(votes >= np.sort(votes)[-5])
    pairs = [(a & b).sum() for i, a in enumerate(tops) for b in tops[:i]]
    promised, spans = [], []
    for picks in samples[:30]:
        row = of_level(
            top_stability(survey_of(picks), lists="current", size=5, replicates=100), "words"
        ).iloc[0]
        promised.append(row["estimate"])
        spans.append(np.mean([row["conf_low"] <= pair <= row["conf_high"] for pair in pairs]))
    assert abs(np.mean(promised) - np.mean(pairs)) < 0.3
    assert np.mean(spans) > 0.9


def test_groups_follow_the_house_and_hidden_words_stay_unnamed() -> None:
    survey = random_survey(31, 240, weighted=True, unit=4)
    result = top_stability(survey, by="unit", size=5, replicates=60)
    frame = result.frame
    assert REQUIRED.keys() <= set(frame.columns) <= REQUIRED.keys() | OPTIONAL.keys()
    assert not frame.duplicated(["list", "level", "item", "group"]).any()
    known = frame["conf_low"].notna()
    assert (frame["conf_low"] <= frame["estimate"])[known].all()
    assert (frame["estimate"] <= frame["conf_high"])[known].all()
    assert (frame["note"][~known] != "").all()
    assert Estimates.from_json(result.to_json()).frame.equals(frame)
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    assert top_stability(shuffled, by="unit", size=5, replicates=60).frame.equals(frame)
    few = survey.take(np.arange(40)).with_smallest_group(10)
    hidden = top_stability(few, by="unit", size=5, replicates=60).frame
    hidden = hidden[hidden["suppressed"]]
    assert len(hidden) and set(hidden["level"]) <= {"words", "place"}
    assert set(hidden["item"]) <= {"words_staying", ""} and (hidden["item_2"] == "").all()
    assert hidden[["estimate", "std_error", "conf_low", "conf_high"]].isna().all(axis=None)


def test_a_list_shorter_than_its_top_has_no_edge() -> None:
    survey = random_survey(3, 900)
    place = of_level(top_stability(survey, size=40, replicates=60), "place")
    assert place["estimate"].isna().all() and (place["note"] == "no word outside").all()


def test_refusals() -> None:
    with pytest.raises(BerakhlakError, match="E702"):
        top_stability(random_survey(1, 30), lists="dreams")
    with pytest.raises(BerakhlakError, match="E102"):
        top_stability(random_survey(1, 30).take(np.array([], int)))
