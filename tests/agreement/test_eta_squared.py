from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ncf

from berakhlak_stats.agreement import eta_squared
from tests.agreement.test_icc1 import X, balanced


def test_by_hand_and_by_the_noncentral_f() -> None:
    x = np.array(X).reshape(6, 4)
    between = 4 * ((x.mean(axis=1) - x.mean()) ** 2).sum()
    row = eta_squared(balanced(), by="unit", item="x").to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(between / ((x - x.mean()) ** 2).sum())
    assert row["conf_low"] == 0  # F = 1.79 lies inside the middle 95% of the central F
    nc = row["conf_high"] * 24 / (1 - row["conf_high"])
    assert ncf.cdf(row["statistic"], 5, 18, nc) == pytest.approx(0.025, abs=1e-6)
