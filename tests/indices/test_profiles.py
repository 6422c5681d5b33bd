"""Agreement of two vote profiles, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices.profiles import (
    FORMS,
    profile_overlap,
    rank_biased_overlap,
    top10_matches,
    weighted_jaccard,
)

A = np.array([5.0, 3.0, 2.0, 0.0])
B = np.array([1.0, 3.0, 0.0, 6.0])


def test_profile_overlap_by_hand() -> None:
    """Shares .5 .3 .2 0 and .1 .3 0 .6: smaller ones sum to .1 + .3."""
    assert profile_overlap(A, B) == pytest.approx(0.4)


def test_weighted_jaccard_by_hand() -> None:
    """Smaller .4 over larger .5 + .3 + .2 + .6."""
    assert weighted_jaccard(A, B) == pytest.approx(0.4 / 1.6)


def test_top_ten_matches_and_ties() -> None:
    a = np.r_[np.arange(20, 10, -1.0), np.zeros(10)]
    b = np.r_[np.zeros(5), np.arange(20, 10, -1.0), np.zeros(5)]
    assert top10_matches(a, b) == pytest.approx(0.5)
    # Eleven words tied for all ten seats: each holds 10/11 of a seat on both sides.
    tied = np.r_[np.ones(11), np.zeros(9)]
    assert top10_matches(tied, tied) == pytest.approx(1.0)


def rbo_by_hand(a: np.ndarray, b: np.ndarray, p: float) -> float:
    """Webber, Moffat & Zobel (2010), eq. 4, over all depths, scaled so that equals give 1."""
    first, second = (np.argsort(-x, kind="stable") for x in (a, b))
    depths = range(1, len(a) + 1)
    agreement = [len(set(first[:d]) & set(second[:d])) / d for d in depths]
    weights = [p ** (d - 1) for d in depths]
    return float(np.dot(agreement, weights) / sum(weights))


def test_rank_biased_overlap_by_hand() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        a, b = rng.random(30), rng.random(30)
        assert rank_biased_overlap(a, b) == pytest.approx(rbo_by_hand(a, b, 0.9))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_one_for_equals_symmetric_and_vectorised(name: str) -> None:
    form, rng = FORMS[name], np.random.default_rng(1)
    a, b = rng.permutation(60)[:40] + 1.0, rng.permutation(60)[:40] + 1.0
    assert form(a, a) == pytest.approx(1)
    assert form(a, b) == pytest.approx(float(form(b, a)))
    assert 0 <= form(a, b) < 1
    assert form(3 * a, b) == pytest.approx(float(form(a, b)))
    stacked = form(np.stack([[a, b]] * 2), np.stack([[b, b]] * 2))
    assert stacked == pytest.approx(np.array([[form(a, b), 1.0]] * 2))


@pytest.mark.parametrize("name", ["profile_overlap", "weighted_jaccard"])
def test_votes_below_zero_count_as_none(name: str) -> None:
    assert FORMS[name](np.array([-2.0, 4.0]), np.array([0.0, 1.0])) == pytest.approx(1)


@pytest.mark.parametrize("name", ["profile_overlap", "weighted_jaccard"])
def test_nobody_voted_is_unknown(name: str) -> None:
    assert np.isnan(FORMS[name](np.zeros(4), B))
