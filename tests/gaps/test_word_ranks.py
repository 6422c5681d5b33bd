"""Ranks of words and the ranks they may have."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.gaps import word_ranks
from berakhlak_stats.indices import vote_share
from tests.surveys import random_survey


def test_ranks_are_those_of_the_shares() -> None:
    survey = random_survey(1, 250, weighted=True)
    found = word_ranks(survey, replicates=100).frame.set_index("item")
    shares = vote_share(survey, lists="current").frame.set_index("item")["estimate"]
    shown = shares.index[shares.notna() & ~found["suppressed"]]
    order = shares[shown].rank(ascending=False)
    ranks = found.loc[shown, "estimate"]
    assert np.corrcoef(order, ranks)[0, 1] == pytest.approx(1)
    assert found["conf_low"].min() >= 1 and found["conf_high"].max() <= len(found)


def test_rare_words_are_hidden_whole() -> None:
    survey = random_survey(2, 80).with_smallest_group(15)
    frame = word_ranks(survey, replicates=100).frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden)
    assert hidden[["estimate", "conf_low", "conf_high", "top_share"]].isna().all(axis=None)


def test_tied_words_share_a_rank() -> None:
    from berakhlak_stats.gaps.word_ranks import ranks

    assert ranks(np.array([0.5, 0.2, 0.2, 0.1])).tolist() == [1, 2.5, 2.5, 4]


@pytest.mark.slow
def test_sets_hold_together() -> None:
    from tests.simulation.gap_coverage import rank_study

    found = rank_study(rounds=60)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert found["simultaneous"].mean() >= 0.94 - slack


@pytest.mark.parametrize("words", [1, 2, 3, 64, 65, 95])
def test_ranks_of_many_shares_with_ties_are_midranks(words: int) -> None:
    """Against scipy.stats.rankdata; equal sums that differ in the last bit are tied."""
    from scipy.stats import rankdata

    from berakhlak_stats.gaps.word_ranks import ranks

    rng = np.random.default_rng(words)
    votes = rng.integers(-20, 21, (40, words)) / 20
    noisy = votes * (1 + rng.choice([0, 1e-16, -1e-16], votes.shape))
    assert np.array_equal(ranks(noisy), rankdata(-votes, axis=-1))
