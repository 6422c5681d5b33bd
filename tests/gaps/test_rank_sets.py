"""Rank sets by hand, their two steps, and the bounds of matches against every possibility."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from berakhlak_stats.gaps.rank_sets import RankSets, in_top, match_bounds, rank_sets


def test_far_apart_words_have_one_rank_each() -> None:
    shares = np.array([0.1, 0.9, 0.5])
    drawn = np.random.default_rng(1).normal(0, 0.01, (500, 3))
    (found,) = rank_sets([(shares, drawn)], conf_level=0.95)
    assert found.low.tolist() == found.high.tolist() == [3, 1, 2]


def test_words_that_noise_cannot_tell_apart_share_their_ranks() -> None:
    shares = np.array([0.50, 0.51, 0.52, 0.05])
    drawn = np.random.default_rng(2).normal(0, 0.05, (500, 4))
    (found,) = rank_sets([(shares, drawn)], conf_level=0.95)
    assert (found.low.tolist(), found.high.tolist()) == ([1, 1, 1, 4], [3, 3, 3, 4])


def test_words_without_any_noise_between_them_are_not_ordered_by_rounding() -> None:
    shares, drawn = np.array([0.0, 0.0, 0.5]), np.zeros((100, 3))
    drawn[:, 2] = np.random.default_rng(3).normal(0, 0.01, 100)
    (found,) = rank_sets([(shares, drawn)], conf_level=0.9)
    assert (found.low.tolist(), found.high.tolist()) == ([2, 2, 1], [3, 3, 1])


def test_screening_keeps_the_sets_of_the_top_wide_enough() -> None:
    rng = np.random.default_rng(4)
    shares = np.sort(rng.random(60))[::-1] ** 2
    drawn = rng.normal(0, 0.03, (800, 60))
    (whole,) = rank_sets([(shares, drawn)], conf_level=0.95)
    (fast,) = rank_sets([(shares, drawn)], conf_level=0.95, size=10)
    # Fewer comparisons need a smaller critical value, at most: no set grows but in its tail.
    top = fast.high <= 10
    assert top.sum() >= (whole.high <= 10).sum()
    assert (fast.low[10:30] <= 30).all() and fast.low[-1] > 10


def test_few_degrees_of_freedom_widen_the_sets() -> None:
    rng = np.random.default_rng(5)
    shares, drawn = np.linspace(0.1, 0.9, 20), rng.normal(0, 0.05, (400, 20))
    widths = [
        (found.high - found.low).sum()
        for df in (3.0, 10.0, np.inf)
        for found in rank_sets([(shares, drawn)], conf_level=0.95, df=df)
    ]
    assert widths[0] > widths[1] > widths[2]


def test_ties_at_the_last_place_are_in() -> None:
    votes = np.array([5.0, 3.0, 3.0, 1.0, 0.0])
    assert in_top(votes, 2).tolist() == [True, True, True, False, False]
    assert in_top(votes, 9).tolist() == [True, True, True, True, False]


@pytest.mark.parametrize("seed", range(40))
def test_match_bounds_are_the_extremes_of_all_possible_tops(seed: int) -> None:
    rng = np.random.default_rng(seed)
    words, size = 7, 3
    sets, tops = [], []
    for _ in range(2):
        state = rng.choice(3, words, p=[0.25, 0.5, 0.25])
        while not ((state == 0).sum() <= size <= (state < 2).sum()):
            state = rng.choice(3, words, p=[0.25, 0.5, 0.25])
        low, high = np.where(state == 2, size + 1, 1), np.where(state == 0, size, words)
        sets.append(RankSets(low, high))
        sure, never = set(np.flatnonzero(state == 0)), set(np.flatnonzero(state == 2))
        every = [set(each) for each in combinations(range(words), size)]
        tops.append([each for each in every if sure <= each and not each & never])
    counts = [len(a & b) for a in tops[0] for b in tops[1]]
    assert match_bounds(*sets, size) == (min(counts), max(counts))
