"""Limits of a funnel: by hand, and the variance of a distance from a mean one is part of."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference.funnel_limits import LEVELS, FunnelShape


def test_by_hand() -> None:
    """Variance 400 per person, 100 of 400 persons: 400 (1/100 - 1/400) = 3; z of 95% is 1.96."""
    shape = FunnelShape(60.0, 400.0, 400.0)
    assert shape.variance(np.array([100.0]))[0] == pytest.approx(3)
    low, high = shape.limits(np.array([100.0]), LEVELS[0])
    assert [low[0], high[0]] == pytest.approx([60 - 1.959964 * 3**0.5, 60 + 1.959964 * 3**0.5])
    # 99.8%: the normal quantile of 0.999 is 3.090 (tables).
    assert shape.limits(np.array([100.0]), LEVELS[1])[1][0] == pytest.approx(
        60 + 3.0902 * 3**0.5, abs=1e-3
    )


def test_few_degrees_of_freedom_widen() -> None:
    """t of 97.5% on 10 df is 2.228 (tables)."""
    shape = FunnelShape(0.0, 400.0, 400.0, df=10.0)
    assert shape.limits(np.array([100.0]), 0.95)[1][0] == pytest.approx(2.228139 * 3**0.5, rel=1e-6)


def test_the_whole_cannot_differ_from_itself() -> None:
    assert FunnelShape(50.0, 100.0, 80.0).variance(np.array([80.0]))[0] == 0


def test_the_variance_of_a_distance_from_a_mean_one_is_part_of() -> None:
    """20,000 samples of three groups of 10, 20 and 70, with a variance of 2 between groups."""
    rng = np.random.default_rng(1)
    n, between, per_person = np.array([10.0, 20.0, 70.0]), 2.0, 30.0
    scores = rng.normal(0, np.sqrt(between + per_person / n), (20_000, 3))
    distance = scores - (scores * n).sum(axis=1, keepdims=True) / n.sum()
    shape = FunnelShape(0.0, per_person, 100.0, 1.0, between, ((n / 100) ** 2).sum())
    assert distance.var(axis=0) == pytest.approx(shape.variance(n), rel=0.03)
    assert FunnelShape(0.0, per_person, 100.0, 4.0).variance(n) == pytest.approx(
        4 * FunnelShape(0.0, per_person, 100.0).variance(n)
    )
