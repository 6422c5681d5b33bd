"""Forms of proportion intervals; R's numbers are in tests/oracles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import expit, logit, rel_entr
from scipy.stats import t

from berakhlak_stats.inference.proportions import FORMS, Form, Shares, proportion_interval


def shares(p: float, n: float, df: float, deff: float = 1.0) -> Shares:
    error = np.sqrt(deff * p * (1 - p) / n)
    values = (p, error, error / (p * (1 - p)), n, df)
    return Shares(*(np.array([value]) for value in values))


@pytest.mark.parametrize(("p", "n", "deff"), [(0.3, 200, 1.0), (0.05, 400, 2.5), (0.9, 80, 0.7)])
def test_the_likelihood_form_is_near_the_exact_crossing(p: float, n: float, deff: float) -> None:
    found = proportion_interval("likelihood", shares(p, n, 40.0, deff))
    reach = t.ppf(0.975, 40) ** 2 * deff

    def passed(b: float) -> float:
        q = float(expit(b))
        deviance = 2 * n * (rel_entr(p, q) + rel_entr(1 - p, 1 - q))
        return float(deviance * (n - 1) / n - reach)

    low, high = (expit(brentq(passed, logit(p), logit(p) + s * 4)) for s in (-1, 1))
    assert found.low[0] == pytest.approx(low, abs=2e-4)
    assert found.high[0] == pytest.approx(high, abs=2e-4)


@pytest.mark.parametrize("form", FORMS)
def test_all_forms_agree_in_large_samples(form: Form) -> None:
    found = proportion_interval(form, shares(0.4, 1e6, 1e5))
    half = 1.96 * np.sqrt(0.24 / 1e6)
    assert found.low[0] == pytest.approx(0.4 - half, abs=1e-5)
    assert found.high[0] == pytest.approx(0.4 + half, abs=1e-5)


def test_no_rows_give_no_limits() -> None:
    nothing = Shares(*(np.empty(0) for _ in range(5)))
    for form in FORMS:
        assert proportion_interval(form, nothing).low.shape == (0,)


def test_angles_stay_within_a_quarter_turn() -> None:
    found = proportion_interval("asin", shares(0.01, 20, 19.0))
    assert found.low[0] == 0.0
    assert 0.01 < found.high[0] < 0.2
