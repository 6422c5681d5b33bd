"""Shrunken scores of surveys: by hand, beside reliability, coverage, and what is hidden."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.reliability import unit_reliability
from berakhlak_stats.significance import shrunken_scores
from tests.significance.units import hidden_unit, normal_units, three_units, units_of


def row(result: Estimates, group: str, item: str = "i0") -> Any:
    frame = result.frame
    return frame[(frame["item"] == item) & (frame["group"] == group)].iloc[0]


def test_by_hand() -> None:
    """Scores 25, 75, 50, 50; v = 125 each: S = 1250, tau2 = 1250/3 - 125 = 875/3.

    B = (1/3) 125 / (1250/3) = 0.1; each score keeps 0.9 of its distance from the centre 50.
    Variance of a: 125 (1 - 0.1 3/4) + 2 0.01 (-25)^2.
    """
    result = shrunken_scores(units_of({"a": 2, "b": 4, "c": 3, "d": 3}), by="unit",
                             statistic="ratings")  # fmt: skip
    centre, a = row(result, ""), row(result, "a")
    assert centre["between_variance"] == pytest.approx(875 / 3)
    assert (centre["estimate"], centre["units"]) == (pytest.approx(50), 4)
    assert a["raw"] == pytest.approx(25)
    assert a["estimate"] == pytest.approx(50 - 0.9 * 25)
    assert a["std_error"] ** 2 == pytest.approx(125 * (1 - 0.075) + 0.02 * 625)
    assert a["conf_high"] - a["estimate"] == pytest.approx(1.959964 * a["std_error"])
    assert a["reliability"] == pytest.approx((875 / 3) / (1250 / 3))


@pytest.mark.parametrize("between", ["paule_mandel", "dersimonian_laird", "reml"])
@pytest.mark.parametrize("variance", ["pooled", "own"])
def test_reliability_is_that_of_the_sibling_room(between: str, variance: str) -> None:
    survey = normal_units(5, sizes=range(10, 60, 5), tau=0.4)
    options: dict[str, Any] = {"by": "unit", "statistic": "ratings", "between": between}
    here = shrunken_scores(survey, variance=variance, **options)
    there = unit_reliability(survey, variance=variance, **options)
    for group in ("u00", "u05"):
        assert row(here, group)["reliability"] == pytest.approx(row(there, group)["estimate"])
    for name in ("between_variance", "between_low", "between_high"):
        assert row(here, "")[name] == pytest.approx(row(there, "")[name])


def test_alike_units_are_drawn_together_but_keep_an_interval() -> None:
    result = shrunken_scores(units_of(dict.fromkeys("abcde", 3)), by="unit", statistic="ratings")
    rows = result.frame[(result.frame["group"] != "") & (result.frame["item"] == "i0")]
    assert row(result, "")["between_variance"] == 0
    assert rows["reliability"].eq(0).all() and rows["std_error"].gt(0).all()
    assert rows["estimate"].to_numpy() == pytest.approx(50)


def test_hidden_units_are_in_no_number() -> None:
    result = shrunken_scores(hidden_unit(), by="unit", statistic="ratings")
    gone = row(result, "few")
    numbers = result.frame.select_dtypes("number").columns
    assert gone["suppressed"] and gone[numbers].isna().all()
    assert (row(result, "")["n"], row(result, "")["units"]) == (40, 4)


def test_three_units_are_refused_and_options_are_checked() -> None:
    with pytest.raises(BerakhlakError, match="E851"):
        shrunken_scores(three_units(), by="unit", statistic="ratings")
    for name, given in (("between", "ml"), ("variance", "both"), ("statistic", "words")):
        with pytest.raises(BerakhlakError, match="E701"):
            shrunken_scores(three_units(), **{"by": "unit", "statistic": "ratings", name: given})


@pytest.mark.slow
@pytest.mark.parametrize("units", [10, 30])
@pytest.mark.parametrize("tau", [0.15, 0.4])
def test_intervals_hold_true_scores_of_surveys(units: int, tau: float) -> None:
    """400 surveys of units of 8 to 60 people, sampling variances estimated from the answers."""
    sizes = np.linspace(8, 60, units).astype(int)
    held = []
    for seed in range(400):
        truth_rng = np.random.default_rng(seed)
        # The means that ``normal_units`` draws, in its own order of drawing.
        truth = []
        for size in sizes:
            truth.append(50 + 10 * tau * truth_rng.normal())
            truth_rng.normal(size=size)
        result = shrunken_scores(
            normal_units(seed, sizes=sizes.tolist(), tau=tau), by="unit", statistic="ratings"
        )
        frame = result.frame
        rows = frame[(frame["group"] != "") & (frame["item"] == "i0")]
        score = (np.array(truth) - 1) / 98 * 100
        held.append(((rows["conf_low"] <= score) & (score <= rows["conf_high"])).mean())
    assert 0.935 <= np.mean(held) <= 0.985
