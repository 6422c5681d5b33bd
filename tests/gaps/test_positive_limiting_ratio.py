"""Positive against limiting: by hand, and against the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import cultural_entropy, positive_limiting_ratio
from tests.surveys import ALL_WORDS, LIMITING, LISTS, pick_survey, random_survey


def test_votes_are_the_odds_of_entropy() -> None:
    survey = random_survey(1, 200, weighted=True)
    row = positive_limiting_ratio(survey).frame.iloc[0]
    entropy = cultural_entropy(survey).frame["estimate"][0] / 100
    assert row["estimate"] == pytest.approx((1 - entropy) / entropy)
    assert 0 < row["conf_low"] < row["estimate"] < row["conf_high"]


def test_standard_error_agrees_with_the_bootstrap() -> None:
    survey = random_survey(2, 300)
    errors = [
        positive_limiting_ratio(survey, method=method, replicates=800).frame["std_error"][0]
        for method in ("taylor", "bootstrap")
    ]
    assert errors[0] == pytest.approx(errors[1], rel=0.12)


def test_counts_among_the_top() -> None:
    picks = np.zeros((40, len(ALL_WORDS)), bool)
    picks[:, :3] = True
    picks[:30, ALL_WORDS.index(LIMITING[0])] = True
    frame = positive_limiting_ratio(
        pick_survey({name: picks for name in LISTS}), variant="top_ten", replicates=60
    ).frame
    assert frame["item"].tolist() == ["top_positive", "top_limiting"]
    assert frame["estimate"].tolist() == [3, 1]


def test_nobody_limiting_has_no_ratio() -> None:
    picks = np.zeros((40, len(ALL_WORDS)), bool)
    picks[:, :3] = True
    row = positive_limiting_ratio(pick_survey({name: picks for name in LISTS})).frame.iloc[0]
    assert np.isnan(row["estimate"])
    with pytest.raises(BerakhlakError, match="E701"):
        positive_limiting_ratio(random_survey(1, 20), variant="words")
