"""Exact laws against counting every possibility, and against scipy without ties."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.significance.ranks import midranks, rank_sum, signed_rank


def test_all_choices_counted_one_by_one() -> None:
    first, second = np.array([1.0, 2.0, 2.0]), np.array([2.0, 3.0, 4.0, 4.0])
    ranks = midranks(np.concatenate([first, second]))
    centre = 3 * ranks.mean()
    seen = abs(ranks[:3].sum() - centre)
    far = [abs(sum(each) - centre) >= seen - 1e-9 for each in combinations(ranks, 3)]
    found = rank_sum(first, second, exact=True, continuity=False)
    assert found.p_value == pytest.approx(np.mean(far), abs=1e-12)


def test_all_signs_counted_one_by_one() -> None:
    differences = np.array([1.0, -1.0, 2.0, 0.0, 3.0, 3.0, -0.5])
    for zeros in ("wilcoxon", "pratt"):
        kept = differences != 0
        among = differences if zeros == "pratt" else differences[kept]
        ranks = midranks(np.abs(among))[among != 0]
        v = ranks[differences[kept] > 0].sum()
        sums = np.array([np.dot(each, ranks) for each in product((0, 1), repeat=len(ranks))])
        centre = ranks.sum() / 2
        p = np.mean(np.abs(sums - centre) >= abs(v - centre) - 1e-9)
        found = signed_rank(differences, zeros=zeros, exact=True, continuity=False)
        assert found.statistic == v
        assert found.p_value == pytest.approx(p, abs=1e-12)


def test_without_ties_the_law_is_scipys() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.normal(size=40), rng.normal(0.5, 1, 55)
    found = rank_sum(first, second, exact=True, continuity=False)
    expected = stats.mannwhitneyu(first, second, method="exact")
    assert found.statistic == expected.statistic
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    paired = signed_rank(first, zeros="wilcoxon", exact=True, continuity=False)
    assert paired.p_value == pytest.approx(stats.wilcoxon(first, method="exact").pvalue, rel=1e-9)
