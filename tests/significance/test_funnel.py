"""Funnels: by hand, what chance puts outside, overdispersion, and what may not be shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.significance import funnel
from berakhlak_stats.significance.funnel import winsorised
from tests.significance.units import hidden_unit, normal_units, three_units

T12 = 2.178813
"""The quantile 0.975 of t on 12 degrees of freedom (tables)."""


def row(result: Estimates, group: str, item: str = "i0") -> Any:
    frame = result.frame
    return frame[(frame["item"] == item) & (frame["group"] == group)].iloc[0]


def test_by_hand() -> None:
    """Scores 25, 75, 50 of five persons each; variance 625 per person on 12 df; centre 50.

    A distance has the variance 625 (1/5 - 1/15) = 250/3.
    """
    result = funnel(three_units(), by="unit", statistic="ratings")
    centre, a = row(result, ""), row(result, "a")
    assert (centre["estimate"], centre["n"], centre["units"]) == (50, 15, 3)
    assert centre["per_person"] == pytest.approx(625)
    assert (centre["dispersion"], centre["between_variance"]) == (1, 0)
    assert a["estimate"] == pytest.approx(25)
    assert a["statistic"] == pytest.approx(-25 / np.sqrt(250 / 3))
    assert a["limit_95_high"] == pytest.approx(50 + T12 * np.sqrt(250 / 3), rel=1e-5)
    assert a["limit_95_low"] + a["limit_95_high"] == pytest.approx(100)
    # The two-sided p of t = 2.739 on 12 df is 0.0180 (tables); Holm takes it times three.
    assert a["p_value"] == pytest.approx(0.0180, abs=5e-5)
    assert a["p_adjusted"] == pytest.approx(3 * a["p_value"])
    assert row(result, "c")["p_value"] == pytest.approx(1)


def test_overdispersion_by_hand() -> None:
    """z = -+25 / sqrt(125), 0: sum of squares 10 on 2 df, so the factor is 5.

    w = 1/125 thrice: tau2 = (10 - 2) / (3/125 - 1/125) = 500.
    """
    survey = three_units()
    options: dict[str, Any] = {"by": "unit", "statistic": "ratings", "winsor": 0.0}
    wide = funnel(survey, overdispersion="multiplicative", **options)
    assert row(wide, "")["dispersion"] == pytest.approx(5)
    assert row(wide, "a")["statistic"] == pytest.approx(-25 / np.sqrt(5 * 250 / 3))
    added = funnel(survey, overdispersion="additive", **options)
    assert row(added, "")["between_variance"] == pytest.approx(500)
    # 250/3 + 500 (1 - 2/3 + 3/9).
    assert row(added, "a")["statistic"] == pytest.approx(-25 / np.sqrt(250 / 3 + 500 * 2 / 3))


def test_winsorising_by_hand() -> None:
    """Five values: the quantile 0.25 is the second, 0.75 the fourth."""
    z = np.array([[-9.0], [-1.0], [0.0], [2.0], [50.0]])
    assert winsorised(z, 0.25)[:, 0].tolist() == [-1, -1, 0, 2, 2]
    assert winsorised(z, 0.0) is not z and (winsorised(z, 0.0) == z).all()
    assert np.isnan(winsorised(np.full((3, 1), np.nan), 0.1)).all()


def test_chance_puts_one_in_twenty_outside() -> None:
    """300 surveys of 12 alike units of 8 to 40: 3,600 groups, Monte Carlo error .004."""
    found = [
        funnel(normal_units(seed, sizes=range(8, 44, 3), tau=0.0), by="unit", statistic="ratings")
        for seed in range(300)
    ]
    outside, any_passed = [], []
    for result in found:
        rows = result.frame[(result.frame["group"] != "") & (result.frame["item"] == "i0")]
        beyond = (rows["estimate"] < rows["limit_95_low"]) | (
            rows["estimate"] > rows["limit_95_high"]
        )
        outside.append(beyond.mean())
        any_passed.append((rows["p_adjusted"] < 0.05).any())
    assert np.mean(outside) == pytest.approx(0.05, abs=0.011)
    assert np.mean(any_passed) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_additive_limits_take_usual_differences_as_given() -> None:
    survey = normal_units(3, sizes=[60] * 30, tau=1.0)
    plain = funnel(survey, by="unit", statistic="ratings").frame
    wide = funnel(survey, by="unit", statistic="ratings", overdispersion="additive").frame

    def outside(frame: Any) -> float:
        kept = frame[(frame["group"] != "") & (frame["item"] == "i0")]
        inside = kept["estimate"].between(kept["limit_95_low"], kept["limit_95_high"])
        return float(1 - inside.mean())

    assert outside(plain) > 0.4 and outside(wide) < 0.2


def test_hidden_units_are_in_no_number() -> None:
    result = funnel(hidden_unit(), by="unit", statistic="ratings")
    gone = row(result, "few")
    numbers = result.frame.select_dtypes("number").columns
    assert gone["suppressed"] and gone[numbers].isna().all()
    assert row(result, "")["n"] == 40


def test_two_units_have_no_funnel_and_options_are_checked() -> None:
    survey = three_units()
    two = survey.take(np.arange(10))
    with pytest.raises(BerakhlakError, match="E851"):
        funnel(two, by="unit", statistic="ratings")
    with pytest.raises(BerakhlakError, match="E703"):
        funnel(survey, by="unit", statistic="ratings", winsor=0.5)
    for name, given in (("overdispersion", "some"), ("adjust", "sidak"), ("statistic", "words")):
        with pytest.raises(BerakhlakError, match="E701"):
            funnel(survey, **{"by": "unit", "statistic": "ratings", name: given})
