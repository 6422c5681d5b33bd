"""Variance under calibrated weights, against post-stratification written out."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.weighting import calibrated
from tests.surveys import number_survey

rng = np.random.default_rng(6)
SEX = np.array(["f"] * 30 + ["m"] * 20)
VALUES = rng.normal(10, 2, 50) + 4 * (SEX == "m")
TARGET = {"f": 400, "m": 600}


def test_only_the_spread_within_post_strata_is_left() -> None:
    plain = number_survey({"x": VALUES.tolist()}, columns={"sex": SEX.tolist()})
    survey = calibrated(plain, {"sex": TARGET}, method="post_stratify")
    row = indices.number_mean(survey).frame.iloc[0]
    means = {sex: VALUES[sex == SEX].mean() for sex in TARGET}
    share = {sex: count / 1000 for sex, count in TARGET.items()}
    assert row["estimate"] == pytest.approx(sum(share[s] * means[s] for s in TARGET))
    # Residuals from the mean of one's own post-stratum, under the final weights.
    size = {sex: (sex == SEX).sum() for sex in TARGET}
    z = [share[s] / size[s] * (v - means[s]) for s, v in zip(SEX, VALUES, strict=True)]
    assert row["std_error"] == pytest.approx(np.sqrt(50 / 49 * np.sum(np.square(z))))
    assert row["std_error"] < indices.number_mean(plain).frame["std_error"].iloc[0]
