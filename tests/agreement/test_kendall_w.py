from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import friedmanchisquare, rankdata

from berakhlak_stats.agreement import kendall_w
from tests.agreement.helpers import rating_units


@pytest.mark.parametrize("variant", ["ties", "plain"])
def test_ranks_by_scipy(variant: str) -> None:
    rng = np.random.default_rng(3)
    table = rng.integers(1, 6, (30, 3)) + 0
    table[:, 1] = np.clip(table[:, 0] + rng.integers(-1, 2, 30), 1, 5)
    survey = rating_units(table.tolist(), ["a"] * 30)
    ranks = np.apply_along_axis(rankdata, 0, table)
    sums, n, k = ranks.sum(axis=1), 30, 3
    ties = sum((c**3 - c).sum() for c in (np.unique(x, return_counts=True)[1] for x in table.T))
    below = k**2 * (n**3 - n) - (k * ties if variant == "ties" else 0)
    row = kendall_w(survey, items=["t1", "t2", "t3"], variant=variant).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(12 * ((sums - sums.mean()) ** 2).sum() / below)
    if variant == "ties":
        friedman = friedmanchisquare(*table)
        assert row["statistic"] == pytest.approx(friedman.statistic)
        assert row["p_value"] == pytest.approx(friedman.pvalue)
