"""Variance from replicate weights, against the jackknife written out."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from tests.surveys import number_survey

VALUES = np.array([3.0, 5.0, 4.0, 8.0, 9.0, 2.0, 7.0, 6.0, 5.5, 4.5])
PSUS = np.repeat(np.arange(5, dtype=np.int32), 2)


def test_delete_one_cluster_by_hand() -> None:
    factors = jackknife_factors(np.zeros(10, np.int32), PSUS)
    survey = number_survey({"x": VALUES.tolist()}).with_replicates(factors)
    row = indices.number_mean(survey).frame.iloc[0]
    left = np.array([VALUES[psu != PSUS].mean() for psu in range(5)])
    assert row["estimate"] == pytest.approx(VALUES.mean())
    assert row["std_error"] == pytest.approx(np.sqrt(0.8 * ((left - left.mean()) ** 2).sum()))
    assert row["df"] == 4
