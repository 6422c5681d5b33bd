"""Keeping rows keeps the covariance that belongs to them."""

from __future__ import annotations

import numpy as np

from berakhlak_stats import indices
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices.select import keep
from tests.surveys import random_survey


def test_rows_and_covariance_stay_together() -> None:
    result = indices.value_score(random_survey(1, 90, unit=2), by="unit")
    kept = keep(result, items=("V2", "implementation"))
    assert kept.frame["item"].tolist() == ["V2", "implementation"] * 2
    assert kept.frame.index.tolist() == [0, 1, 2, 3]
    assert kept.covariance is not None
    assert np.allclose(np.sqrt(np.diag(kept.covariance)), kept.frame["std_error"])
    bare = Estimates(result.frame, result.provenance, None)
    assert keep(bare, items=("V1",)).covariance is None
