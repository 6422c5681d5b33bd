"""REML against statsmodels, and against closed form where units are equally large."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import reml
from berakhlak_stats.agreement.anova import one_way
from berakhlak_stats.errors import BerakhlakError
from tests.agreement.test_anova import units


def groups(seed: int, sizes: list[int], between: float) -> list[list[float]]:
    rng = np.random.default_rng(seed)
    return [(between * rng.normal() + rng.normal(size=n)).tolist() for n in sizes]


def test_equal_units_have_the_anova_estimate() -> None:
    data = units(groups(1, [6] * 12, 1.0))
    table, fit = one_way(data), reml.fit(reml.intercept_only(data))
    assert fit.within == pytest.approx(table.within, rel=1e-6)
    assert fit.between == pytest.approx((table.between - table.within) / 6, rel=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_statsmodels() -> None:
    import pandas as pd
    from statsmodels.regression.mixed_linear_model import MixedLM

    values = groups(2, [3, 8, 15, 4, 9, 6, 12, 5], 0.8)
    x = np.concatenate(values)
    unit = np.repeat(np.arange(len(values)), [len(v) for v in values])
    theirs = MixedLM(x, np.ones((len(x), 1)), groups=pd.Series(unit)).fit(reml=True)
    data = units(values)
    fit = reml.fit(reml.intercept_only(data))
    assert fit.log_likelihood == pytest.approx(theirs.llf, abs=1e-5)
    assert fit.within == pytest.approx(theirs.scale, rel=1e-3)
    assert fit.coefficients[0] + data.centre[0] == pytest.approx(theirs.fe_params[0], rel=1e-4)


def test_no_variance_between_units_is_zero() -> None:
    data = units([[1, 2, 3], [3, 2, 1], [2, 1, 3]])
    fit = reml.fit(reml.intercept_only(data))
    assert (fit.between, fit.icc) == (0, 0)


def test_the_profile_interval_holds_what_is_not_much_less_likely() -> None:
    data = units(groups(3, [5, 9, 14, 7, 8, 6, 11], 1.0))
    sums = reml.intercept_only(data)
    best = reml.fit(sums)
    low, high = reml.share_interval(sums, best, 0.95)
    assert low < best.icc < high
    for end in (low, high):
        drop = best.log_likelihood - reml.fit_at(sums, end).log_likelihood
        assert drop == pytest.approx(3.841458820694124 / 2, abs=1e-6)  # chi-squared, 1 df


def test_errors_are_ours() -> None:
    with pytest.raises(BerakhlakError):
        units([[1.0], [2.0]])
