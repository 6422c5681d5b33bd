"""Random halves of whole units, and the arithmetic of stepping up."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.reliability.halves import halves, split_half, step_up
from tests.statistics import ratio_statistic


def test_halves_are_halves_of_every_stratum() -> None:
    strata = np.array([3, 3, 3, 3, 7, 7, 7, 9], np.int64)
    first = halves(strata, 400, np.random.default_rng(1))
    counts = {h: set(first[:, strata == h].sum(axis=1)) for h in (3, 7, 9)}
    assert counts == {3: {2}, 7: {1, 2}, 9: {0, 1}}
    assert first.mean(axis=0) == pytest.approx(np.full(8, 0.5), abs=0.1)


def test_spearman_brown_by_hand() -> None:
    assert step_up(np.array([0.0, 0.5, 1.0])) == pytest.approx([0, 2 / 3, 1])


def test_one_unit_has_no_halves() -> None:
    profile = ratio_statistic("a")
    one = np.ones((1, profile.layout.width))
    rng = np.random.default_rng(1)
    found = split_half(profile, one, np.zeros(1, np.int64), splits=50, df=0.0, rng=rng)
    assert all(np.isnan(each.estimate) and np.isnan(each.variance) for each in found)
