"""Intervals for simple random samples, by hand and against scipy's F distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f, norm

from berakhlak_stats.errors import OptionError
from berakhlak_stats.reliability import cronbach_alpha
from berakhlak_stats.reliability.classical_intervals import bonett, feldt, options_of
from tests.reliability.published import names, with_covariance
from tests.significance.designs import clustered

EVEN = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
ALPHA = 4 * 0.4 / (1 + 3 * 0.4)


def test_feldt_is_the_f_interval() -> None:
    # Feldt, Woodruff & Salih (1987), eq. 6: 1 - (1 - alpha) F(1 - a/2; n - 1, (n - 1)(k - 1)).
    low, high = feldt(np.array([0.8]), np.array([60.0]), np.array([4.0]), 0.95)
    assert low == pytest.approx(1 - 0.2 * f.ppf(0.975, 59, 59 * 3))
    assert high == pytest.approx(1 - 0.2 * f.ppf(0.025, 59, 59 * 3))


def test_bonett_is_normal_on_the_logarithm() -> None:
    low, high = bonett(np.array([0.8]), np.array([60.0]), np.array([4.0]), 0.95)
    reach = norm.ppf(0.975) * (2 * 4 / (3 * 58)) ** 0.5
    assert np.log(1 - low) == pytest.approx(np.log(0.2) + reach)
    assert np.log(1 - high) == pytest.approx(np.log(0.2) - reach)


@pytest.mark.parametrize("method", ["feldt", "duhachek", "bonett"])
def test_a_named_interval_stands_in_the_result(method: str) -> None:
    survey = with_covariance(EVEN)
    result = cronbach_alpha(survey, items=names(4), method=method)
    row = result.frame.iloc[0]
    assert row["estimate"] == pytest.approx(ALPHA)
    assert row["conf_low"] < ALPHA < row["conf_high"] < 1
    assert result.provenance.method == method
    plain = cronbach_alpha(survey, items=names(4)).frame.iloc[0]
    assert plain["conf_low"] != row["conf_low"]


def test_duhachek_prints_its_own_standard_error() -> None:
    result = cronbach_alpha(with_covariance(EVEN), items=names(4), method="duhachek")
    # Equal correlations r: var(alpha) = 2 k (1 - alpha)^2 / ((k - 1) n), as van Zyl,
    # Neudecker & Nel (2000) show for compound symmetry.
    expected = (2 * 4 / (3 * 60)) ** 0.5 * (1 - ALPHA)
    assert result.frame["std_error"].iloc[0] == pytest.approx(expected)
    assert result.covariance is None


def test_a_design_is_not_ignored_in_silence() -> None:
    x = np.random.default_rng(1).normal(size=(60, 3)) + np.random.default_rng(2).normal(
        size=(60, 1)
    )
    survey = clustered(
        dict(zip(names(3), x.T.tolist(), strict=True)), {}, [f"p{i // 3}" for i in range(60)]
    )
    said = cronbach_alpha(survey, items=names(3), method="feldt").provenance.warnings
    assert any("klaster" in id_ and "clusters" in en for id_, en in said)
    assert not any(
        "klaster" in one for one, _ in cronbach_alpha(survey, items=names(3)).provenance.warnings
    )


def test_an_unknown_method_is_refused_with_all_choices() -> None:
    with pytest.raises(OptionError, match="duhachek"):
        options_of({"method": "wald"})
