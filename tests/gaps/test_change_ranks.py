"""Ranks of changes between two lists, and the ranks they may have."""

from __future__ import annotations

from berakhlak_stats.gaps import change_ranks, value_gap
from tests.surveys import random_survey


def test_ranks_are_those_of_the_gaps() -> None:
    survey = random_survey(1, 250, weighted=True)
    found = change_ranks(survey, replicates=100).frame.set_index("item")
    gaps = value_gap(survey).frame
    gaps = gaps[gaps["list"] == "current>desired"].set_index("item")["estimate"]
    every = gaps[gaps.notna()]
    assert len(every) == len(gaps)
    assert found["estimate"].to_dict() == every.rank(ascending=False).to_dict()
    assert (found["conf_low"] <= found["estimate"]).all()
    assert (found["estimate"] <= found["conf_high"]).all()
    assert set(found["list"]) == {"current>desired"}


def test_rare_words_are_hidden_whole() -> None:
    survey = random_survey(2, 80).with_smallest_group(15)
    frame = change_ranks(survey, replicates=100).frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden)
    assert hidden[["estimate", "conf_low", "conf_high", "top_share"]].isna().all(axis=None)


def test_equal_lists_leave_every_rank_open() -> None:
    """Both lists answered alike: all changes are nought, so no word stands before another."""
    from dataclasses import replace

    survey = random_survey(3, 120)
    picks = {**survey.picks, "desired": survey.picks["current"]}
    frame = change_ranks(replace(survey, picks=picks), replicates=100).frame
    shown = frame[~frame["suppressed"]]
    assert (shown["conf_low"] == 1).all() and (shown["conf_high"] == len(frame)).all()
    assert (shown["estimate"] == (len(frame) + 1) / 2).all()
    assert (shown["top_share"] == 0).all()
