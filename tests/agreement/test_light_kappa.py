from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import cohen_kappa, light_kappa
from tests.agreement.helpers import rating_units


def test_it_is_the_mean_over_pairs() -> None:
    rng = np.random.default_rng(2)
    truth = rng.integers(1, 4, (40, 1))
    noise = rng.integers(1, 4, (40, 3))
    rows = np.where(rng.random((40, 3)) < 0.6, truth, noise)
    survey = rating_units(rows.tolist(), ["a"] * 40)
    pairs = [("t1", "t2"), ("t1", "t3"), ("t2", "t3")]
    each = [cohen_kappa(survey, items=pair).to_frame()["estimate"][0] for pair in pairs]
    found = light_kappa(survey, items=["t1", "t2", "t3"]).to_frame().iloc[0]
    assert found["estimate"] == pytest.approx(np.mean(each))
    alone = light_kappa(survey, items=["t1", "t2"]).to_frame().iloc[0]
    cohen = cohen_kappa(survey, items=["t1", "t2"]).to_frame().iloc[0]
    assert alone["std_error"] == pytest.approx(cohen["std_error"], rel=1e-6)
