"""The fit behind tests and regressions."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.linear_model import fit
from tests.significance.designs import plain


def test_large_offsets_do_not_spoil_the_covariance() -> None:
    """A predictor far from zero moves the intercept, not the slope or its error."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=80), rng.normal(size=80)
    survey = plain({"x": x.tolist()})
    near, far = (
        fit(survey, ("1", "x"), np.column_stack([np.ones(80), x + shift]), y, "gaussian")
        for shift in (0.0, 1e5)
    )
    assert far.coefficients[1] == pytest.approx(near.coefficients[1], rel=1e-5)
    assert far.covariance[1, 1] == pytest.approx(near.covariance[1, 1], rel=1e-5)


def test_a_logistic_intercept_is_the_log_odds_of_the_share() -> None:
    y = np.array([1.0] * 15 + [0.0] * 45)
    found = fit(plain({"y": y.tolist()}), ("1",), np.ones((60, 1)), y, "quasibinomial")
    assert found.coefficients[0] == pytest.approx(np.log(1 / 3))
    # Delta method: var(p) / (p (1 - p))^2, with var(p) = p (1 - p) / (n - 1).
    assert found.covariance[0, 0] == pytest.approx(1 / (0.25 * 0.75 * 59))
