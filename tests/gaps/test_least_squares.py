"""The fit of a surface against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps.least_squares import least_squares
from tests.surveys import number_survey

TERMS = ("1", "x")


def data(n: int = 60) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    x = rng.normal(size=n)
    return np.column_stack([np.ones(n), x]), 1 + 2 * x + rng.normal(size=n) * (1 + np.abs(x))


@pytest.mark.parametrize(
    ("covariance", "theirs"), [("ols", "nonrobust"), ("hc0", "HC0"), ("hc3", "HC3")]
)
def test_classical_covariances(covariance: str, theirs: str) -> None:
    import statsmodels.api as sm

    matrix, y = data()
    survey = number_survey({"y": y.tolist()})
    found = least_squares(survey, TERMS, matrix, y, covariance, "t")
    expected = sm.OLS(y, matrix).fit(cov_type=theirs)
    assert found.coefficients == pytest.approx(expected.params)
    assert found.covariance == pytest.approx(np.asarray(expected.cov_params()))
    assert found.r_squared == pytest.approx(expected.rsquared)
    assert found.sigma == pytest.approx(np.sqrt(expected.scale))
    assert (found.n, found.df) == (60, 58)


def test_persons_as_primary_units_are_the_sandwich_with_its_divisor() -> None:
    """Binder (1983): HC0 times n / (n - 1)."""
    matrix, y = data()
    survey = number_survey({"y": y.tolist()})
    plain = least_squares(survey, TERMS, matrix, y, "hc0", "t").covariance
    found = least_squares(survey, TERMS, matrix, y, "design", "t")
    assert found.covariance == pytest.approx(plain * 60 / 59)
    assert found.df == 58


def test_unanswered_rows_are_outside() -> None:
    matrix, y = data()
    holes = y.copy()
    holes[:7] = np.nan
    whole = least_squares(number_survey({"y": y.tolist()}), TERMS, matrix, holes, "ols", "t")
    part = least_squares(number_survey({"y": y[7:].tolist()}), TERMS, matrix[7:], y[7:], "ols", "t")
    assert whole.n == 53
    assert whole.covariance == pytest.approx(part.covariance)


def test_refusals() -> None:
    matrix, y = data(2)
    with pytest.raises(BerakhlakError, match="E871"):
        least_squares(number_survey({"y": y.tolist()}), TERMS, matrix, y, "ols", "t")
    matrix, y = data()
    with pytest.raises(BerakhlakError, match="E644"):
        same = matrix[:, [0, 0]]
        least_squares(number_survey({"y": y.tolist()}), TERMS, same, y, "ols", "t")
