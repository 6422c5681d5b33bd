"""Random halves of whole units, and the arithmetic of stepping up."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.reliability.halves import halves, jackknife_variance, split_half, step_up
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


def test_jackknife_by_hand() -> None:
    """Sets move the value by 0, 1, 2 and splits by 0, 5: 2/3 of 1 + 0 + 1."""
    assert jackknife_variance(np.array([[0.0, 5], [1, 6], [2, 7]])) == pytest.approx(4 / 3)
    # What one split makes of a set is undone by the next: nothing is left of it.
    assert jackknife_variance(np.array([[1.0, -1], [-1, 1], [0, 0]])) == 0


def test_jackknife_does_not_depend_on_how_many_splits_it_sees() -> None:
    rng = np.random.default_rng(1)
    few, many = (
        np.mean(
            [
                jackknife_variance(rng.normal(0, 1, (30, 1)) + rng.normal(0, 3, (30, splits)))
                for _ in range(400)
            ]
        )
        for splits in (20, 200)
    )
    # The jackknife of 30 independent values of variance 1 is 29/30 of 29.
    assert few == pytest.approx(29 * 29 / 30, rel=0.05)
    assert many == pytest.approx(29 * 29 / 30, rel=0.05)
