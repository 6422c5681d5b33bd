"""Design-based t tests, against R's svyttest, and scipy for simple random samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import t_test
from berakhlak_stats.survey.calibration import Calibration
from tests.reference import near, reference_case
from tests.significance.designs import DESIGNS, clus1, clustered, plain
from tests.surveys import random_survey

ASKED = {
    "strat": ("enroll", "comp.imp"),
    "clus1": ("api00", "sch.wide"),
    "strat_JKn": ("enroll", "comp.imp"),
}


@pytest.mark.parametrize("design", ASKED)
def test_svyttest(design: str) -> None:
    case = reference_case("survey_api", f"{design}.ttest")
    item, by = ASKED[design]
    result = t_test(DESIGNS[design](), item=item, by=by, finite_population=True)
    expected = case["expected"]
    assert near(result.statistic, expected["t"], case)
    assert result.df == expected["df"]
    assert near(result.p_value, expected["p"], case)
    assert near(result.estimate, expected["diff"], case)
    assert near(result.conf_low, expected["ci"][0], case)
    assert near(result.conf_high, expected["ci"][1], case)


def test_typed_in_numbers_of_r() -> None:
    """R 4.2.2, survey 4.1-1: svyttest(api00~sch.wide, apiclus1 design)."""
    result = t_test(clus1(), item="api00", by="sch.wide", finite_population=True)
    assert result.statistic == pytest.approx(2.108989847792919, rel=1e-9)
    assert result.p_value == pytest.approx(0.05490881708904665, rel=1e-8)
    assert result.df == 13


def values(seed: int, n: int = 40) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).normal(10, 2, n)


def test_one_sample_is_the_classical_test() -> None:
    x = values(1)
    result = t_test(plain({"x": x.tolist()}), item="x", null=9.5, conf_level=0.9)
    expected = stats.ttest_1samp(x, 9.5)
    assert result.statistic == pytest.approx(expected.statistic)
    assert result.p_value == pytest.approx(expected.pvalue)
    assert (result.conf_low, result.conf_high) == pytest.approx(expected.confidence_interval(0.9))
    assert (result.df, result.n, result.conf_level) == (39, 40, 0.9)


def test_pairs_are_the_classical_test() -> None:
    x, y = values(2), values(3)
    result = t_test(plain({"x": x.tolist(), "y": y.tolist()}), item="x", paired="y")
    expected = stats.ttest_rel(x, y)
    assert result.statistic == pytest.approx(expected.statistic)
    assert result.p_value == pytest.approx(expected.pvalue)
    assert result.name == "x - y"


def test_two_groups_by_hand() -> None:
    """Linearised variance of a difference of means: squared residuals over group sizes."""
    x = values(4)
    second = np.arange(40) % 3 == 0
    survey = plain({"x": x.tolist()}, {"unit": np.where(second, "b", "a").tolist()})
    result = t_test(survey, item="x", by="unit")
    parts = [x[side] - x[side].mean() for side in (~second, second)]
    variance = 40 / 39 * sum((part**2).sum() / len(part) ** 2 for part in parts)
    difference = x[second].mean() - x[~second].mean()
    assert result.estimate == pytest.approx(difference)
    assert result.std_error == pytest.approx(math.sqrt(variance))
    assert result.df == 38


def test_chosen_groups_are_a_domain() -> None:
    x, unit = values(5, 60), [("a", "b", "c")[i % 3] for i in range(60)]
    survey = plain({"x": x.tolist()}, {"unit": unit})
    with pytest.raises(BerakhlakError, match="E640"):
        t_test(survey, item="x", by="unit")
    one = t_test(survey, item="x", by="unit", groups=("c", "a"))
    other = t_test(survey, item="x", by="unit", groups=("a", "c"))
    assert one.estimate == pytest.approx(x[0::3].mean() - x[2::3].mean())
    assert (one.n, one.statistic) == (40, pytest.approx(-other.statistic))


def test_missing_answers_are_outside() -> None:
    x = values(6)
    x[3] = np.nan
    unit: list[str | None] = ["a", "b"] * 20
    unit[4] = None
    result = t_test(plain({"x": x.tolist()}, {"unit": unit}), item="x", by="unit")
    assert (result.n, result.df) == (38, 36)


def test_post_stratified_groups_by_hand() -> None:
    """Weights calibrated on the groups themselves leave the difference as it was."""
    from dataclasses import replace

    x = values(7)
    survey = plain({"x": x.tolist()}, {"unit": ["a", "b"] * 20})
    codes = survey.columns["unit"].codes[:, None]
    nothing, ones = np.empty((40, 0)), np.ones(40)
    targets = np.array([100.0, 300.0])
    known = Calibration(codes, (2,), nothing, ones, targets, ("a", "b"), "poststratify")
    weights = targets[codes[:, 0]] / 20
    tied = replace(survey, weights=weights, design=replace(survey.design, calibration=known))
    plainly, calibrated = t_test(survey, item="x", by="unit"), t_test(tied, item="x", by="unit")
    assert calibrated.estimate == pytest.approx(plainly.estimate)
    assert calibrated.std_error == pytest.approx(plainly.std_error)


def test_population_counts_shrink_the_error_on_request() -> None:
    survey = plain({"x": values(8).tolist()}).with_design(population=50)
    whole = t_test(survey, item="x")
    finite = t_test(survey, item="x", finite_population=True)
    assert finite.std_error == pytest.approx(whole.std_error * math.sqrt(1 - 40 / 50))


def test_without_spread() -> None:
    flat = plain({"x": [3.0] * 20})
    result = t_test(flat, item="x", null=2.0)
    assert (result.statistic, result.p_value) == (math.inf, 0.0)
    assert math.isnan(t_test(flat, item="x", null=3.0).p_value)


def test_refusals() -> None:
    x = values(9)
    survey = plain({"x": x.tolist()}, {"unit": ["a"] * 37 + ["b"] * 3, "two": ["p", "q"] * 20})
    with pytest.raises(BerakhlakError, match="E307"):
        t_test(survey, item="x", by="unit")
    with pytest.raises(BerakhlakError, match="E705"):
        t_test(survey, item="xx")
    with pytest.raises(BerakhlakError, match="E703"):
        t_test(survey, item="x", conf_level=95)
    with pytest.raises(BerakhlakError, match="E706"):
        t_test(survey, item="x", groups=("a", "b"))
    with pytest.raises(BerakhlakError, match="E701"):
        t_test(survey, item="x", by="unit", groups=("a", "c"))
    with pytest.raises(BerakhlakError, match="E642"):
        t_test(survey.with_design(psu="two"), item="x", by="two")
    with pytest.raises(BerakhlakError, match="E644"):
        t_test(plain({"x": [math.nan] * 10}), item="x")


def test_words_are_shares() -> None:
    survey = random_survey(2, n=150, unit=2)
    result = t_test(survey, item="current:a1", by="unit")
    known = survey.picks["current"].any(axis=1)
    assert result.n == int(known.sum())
    assert abs(result.estimate) <= 1


@pytest.mark.slow
def test_coverage_in_clusters() -> None:
    """Intervals of a difference hold the truth 95% of the time where clusters resemble."""
    rng = np.random.default_rng(12)
    held, runs, clusters, size = 0, 1500, 25, 8
    for _ in range(runs):
        x = rng.normal(size=(clusters, 1)) + rng.normal(size=(clusters, size))
        unit = np.where(rng.random((clusters, size)) < 0.4, "b", "a")
        x = x + 0.5 * (unit == "b")
        psus = [f"p{i // size}" for i in range(clusters * size)]
        survey = clustered({"x": x.ravel().tolist()}, {"unit": unit.ravel().tolist()}, psus)
        result = t_test(survey, item="x", by="unit")
        held += result.conf_low <= 0.5 <= result.conf_high
    assert 0.93 < held / runs < 0.967
