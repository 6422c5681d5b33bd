"""Limits of the share below a quantile, at their edges; R's numbers are in tests/oracles."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.inference.woodruff import share_limits

P = np.array([0.5, 0.4, 1.0])
SE = np.array([0.1, 0.0, 0.0])
N, DF = np.full(3, 30.0), np.full(3, 29.0)


@pytest.mark.parametrize("form", ["beta", "xlogit"])
def test_a_share_without_spread_is_its_own_limits_but_not_at_one(form: str) -> None:
    found = share_limits(form, P, SE, N, DF, 0.95)  # type: ignore[arg-type]
    assert found.low[1] == found.high[1] == 0.4
    assert np.isnan(found.low[2]) and np.isnan(found.high[2])
    assert found.low[0] < 0.5 < found.high[0]


def test_the_mean_form_is_a_plain_t_interval_and_may_leave_the_scale() -> None:
    wide = np.array([0.5, 0.4, 1.0]), np.array([0.4, 0.0, 0.0])
    found = share_limits("mean", *wide, N, DF, 0.95)
    assert found.low[0] == iv.student(*wide, DF).low[0] < 0
    assert found.low[2] == found.high[2] == 1.0
