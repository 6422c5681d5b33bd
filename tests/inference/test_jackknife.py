"""Deleting one unit at a time, where units are random groups of persons too."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.survey import Survey
from berakhlak_stats.totals import plan
from tests.surveys import number_survey


def layered(n: int = 6000) -> Survey:
    """Three strata whose means differ by three standard deviations."""
    rng = np.random.default_rng(3)
    stratum = rng.integers(0, 3, n)
    return number_survey(
        {"x": (3 * stratum + rng.normal(size=n)).tolist()},
        columns={
            "h": [f"h{code}" for code in stratum],
            "g": [f"g{code}" for code in rng.integers(0, 2, n)],
        },
    ).with_design(strata="h")


@pytest.mark.parametrize("method", ["jackknife", "bootstrap"])
@pytest.mark.parametrize("by", [None, "g"])
def test_random_groups_keep_what_strata_gain(
    method: str, by: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Groups of unequal size must not bring the differences between strata back in.

    600 groups leave 597 degrees of freedom: the standard error is known to 3 per cent.
    """
    survey = layered()
    smooth = indices.number_mean(survey, by=by).frame["std_error"].to_numpy()
    monkeypatch.setattr(plan, "PERSON_LIMIT", 0)
    drawn = indices.number_mean(survey, by=by, method=method, replicates=2000).frame
    assert drawn["std_error"].to_numpy() == pytest.approx(smooth, rel=0.12)


def test_deleting_persons_of_a_mean_is_the_textbook_variance() -> None:
    """Of a plain mean the jackknife is s / sqrt(n) exactly (Wolter 2007, 4.2)."""
    values = [2.0, 3.0, 7.0, 1.0, 8.0, 4.0]
    found = indices.number_mean(number_survey({"x": values}), method="jackknife")
    assert found.frame["std_error"][0] == pytest.approx(np.std(values, ddof=1) / np.sqrt(6))
