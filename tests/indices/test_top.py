"""How often a word stays in the top ten."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices, simulate
from tests.surveys import pick_survey

SURVEY = simulate.simulate("kapuas-2022", seed=2, n=400)


def test_shares_and_intervals_are_those_of_vote_share() -> None:
    top = indices.top_words(SURVEY, lists="current", replicates=100).frame
    plain = indices.vote_share(SURVEY, lists="current").frame
    for column in ("estimate", "std_error", "conf_low", "conf_high", "n"):
        assert top[column].to_numpy() == pytest.approx(plain[column].to_numpy(), nan_ok=True)


def test_leaders_stay_and_the_last_places_change() -> None:
    frame = indices.top_words(SURVEY, lists="current", replicates=200).frame
    ranked = frame.sort_values("estimate", ascending=False)["top_share"].to_numpy()
    assert ranked[0] == 1 and 0 < ranked[9] < 1
    assert frame["top_share"].isna().tolist() == frame["suppressed"].tolist()


def test_words_that_everybody_picked_are_always_in() -> None:
    picks = np.zeros((40, 8), bool)
    picks[:, :2] = True
    picks[:20, 2] = True
    picks[20:, 3] = True
    survey = pick_survey({name: picks for name in ("personal", "current", "desired")})
    frame = indices.top_words(survey, lists="current", size=2, replicates=80).frame
    assert frame["top_share"].tolist()[:4] == [1, 1, 0, 0]
