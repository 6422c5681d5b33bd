"""Results of tests."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from berakhlak_stats.significance.result import t_result, t_statistic


def test_t_and_its_interval_agree() -> None:
    """The interval ends where the test of its own end just turns."""
    shared = {"n": 12, "method": "m", "reference": "r"}
    one = t_result("x", 2.0, 0.25, 11, conf_level=0.9, **shared)  # type: ignore[arg-type]
    assert one.statistic == 4.0
    assert one.p_value == pytest.approx(2 * stats.t.sf(4, 11))
    edge = t_result("x", 2.0, 0.25, 11, null=one.conf_low, conf_level=0.9, **shared)  # type: ignore[arg-type]
    assert edge.p_value == pytest.approx(0.1)


def test_without_spread() -> None:
    assert t_statistic(-1.0, 0.0) == -math.inf
    assert math.isnan(t_statistic(0.0, 0.0))
