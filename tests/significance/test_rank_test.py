"""Rank tests under a design, against R's svyranktest and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import linear_regression, rank_test, t_test, wald_test
from berakhlak_stats.significance.rank_test import rank_scores
from tests.reference import near, reference_case
from tests.significance.designs import DESIGNS, clustered, plain, strat

ASKED = {
    "strat": ("enroll", "comp.imp"),
    "clus1": ("api00", "sch.wide"),
    "strat_JKn": ("enroll", "comp.imp"),
}
SCORES = ("wilcoxon", "vanderWaerden", "median", "KruskalWallis")


@pytest.mark.parametrize("design", ASKED)
@pytest.mark.parametrize("score", SCORES)
def test_svyranktest(design: str, score: str) -> None:
    case = reference_case("survey_api", f"{design}.ttest")
    item, by = ASKED[design]
    result = rank_test(
        DESIGNS[design](),
        item=item,
        by=by,
        score=score,  # type: ignore[arg-type]
        ties="running",
        finite_population=True,
    )
    expected = case["expected"][score]
    assert near(result.statistic, expected["statistic"], case)
    assert result.df == expected["df"]
    assert near(result.p_value, expected["p"], case)


def test_typed_in_numbers_of_r() -> None:
    """R 4.2.2, survey 4.1-1: svyranktest(enroll~comp.imp, apistrat design)."""
    result = rank_test(
        strat(), item="enroll", by="comp.imp", ties="running", finite_population=True
    )
    assert result.statistic == pytest.approx(-2.4424876325004163, rel=1e-9)
    assert result.p_value == pytest.approx(0.015472779200394393, rel=1e-8)


def test_scores_by_hand() -> None:
    values, weights = np.array([3.0, 1.0, 3.0, 7.0]), np.array([2.0, 1.0, 3.0, 4.0])
    assert rank_scores(values, weights, "wilcoxon").tolist() == [0.35, 0.05, 0.35, 0.8]
    # In the order of the file: running ranks 1 + 1 and 3 + 1.5, and their plain mean.
    running = rank_scores(values, weights, "wilcoxon", "running")
    assert running.tolist() == [0.325, 0.05, 0.325, 0.8]
    assert rank_scores(values, weights, "median").tolist() == [0, 0, 0, 1]
    assert rank_scores(values, weights, "vanderWaerden")[3] == pytest.approx(stats.norm.ppf(0.8))


def test_weights_stand_for_people() -> None:
    """A weight of two ranks like two people with one answer."""
    values, weights = np.array([5.0, 2.0, 2.0, 9.0, 4.0]), np.array([1, 2, 1, 3, 2])
    whole = rank_scores(np.repeat(values, weights), np.ones(weights.sum()), "wilcoxon")
    each = rank_scores(values, weights.astype(float), "wilcoxon")
    assert np.repeat(each, weights) == pytest.approx(whole)


def test_ranks_are_compared_as_means_are() -> None:
    rng = np.random.default_rng(3)
    x = rng.integers(0, 9, 60).astype(float)
    unit = {"unit": ["a", "b"] * 30}
    ranks = ((stats.rankdata(x) - 0.5) / 60).tolist()
    result = rank_test(plain({"x": x.tolist()}, unit), item="x", by="unit")
    expected = t_test(plain({"x": ranks}, unit), item="x", by="unit")
    assert result.statistic == pytest.approx(expected.statistic)
    assert result.estimate == pytest.approx(expected.estimate)
    assert result.df == expected.df
    u = stats.mannwhitneyu(x[1::2], x[::2]).statistic
    assert result.estimate == pytest.approx(u / 900 - 0.5)


def test_several_groups_are_a_wald_test_of_scores() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=90)
    unit = {"unit": ["a", "b", "c"] * 30}
    ranks = ((stats.rankdata(x) - 0.5) / 90).tolist()
    result = rank_test(plain({"x": x.tolist()}, unit), item="x", by="unit", score="KruskalWallis")
    model = linear_regression(plain({"r": ranks}, unit), response="r", predictors=["unit"])
    expected = wald_test(model, terms=["unit"])
    assert result.statistic == pytest.approx(expected.statistic)
    assert (result.df, result.df_2) == (2, 87) == (expected.df, expected.df_2)
    assert result.p_value == pytest.approx(expected.p_value)
    assert math.isnan(result.estimate)
    # And near the classical test, whose variance is that under the null.
    classical = stats.kruskal(x[::3], x[1::3], x[2::3])
    assert result.p_value == pytest.approx(classical.pvalue, abs=0.02)


def test_order_has_no_meaning_unless_asked() -> None:
    rng = np.random.default_rng(5)
    x, weights = rng.integers(0, 5, 50).astype(float), rng.uniform(1, 5, 50)
    unit, turn = np.array(["a", "b"] * 25), rng.permutation(50)
    one = plain({"x": x.tolist()}, {"unit": unit.tolist()}, weights.tolist())
    two = plain({"x": x[turn].tolist()}, {"unit": unit[turn].tolist()}, weights[turn].tolist())
    found = [rank_test(s, item="x", by="unit").statistic for s in (one, two)]
    assert found[0] == pytest.approx(found[1], rel=1e-9)
    found = [rank_test(s, item="x", by="unit", ties="running").statistic for s in (one, two)]
    assert found[0] != pytest.approx(found[1], rel=1e-9)


def test_refusals() -> None:
    survey = plain({"x": list(range(40))}, {"unit": ["a"] * 38 + ["b"] * 2, "one": ["p"] * 40})
    with pytest.raises(BerakhlakError, match="E307"):
        rank_test(survey, item="x", by="unit")
    with pytest.raises(BerakhlakError, match="E640"):
        rank_test(survey, item="x", by="one")
    with pytest.raises(BerakhlakError, match="E701"):
        rank_test(survey, item="x", by="unit", score="mean")  # type: ignore[arg-type]
    with pytest.raises(BerakhlakError, match="E701"):
        rank_test(survey, item="x", by="unit", ties="random")  # type: ignore[arg-type]


@pytest.mark.slow
def test_false_positives_in_clusters() -> None:
    rng = np.random.default_rng(6)
    rejected, naive, runs, clusters, size = 0, 0, 1000, 30, 8
    for _ in range(runs):
        x = np.exp(rng.normal(size=(clusters, 1)) + rng.normal(size=(clusters, size))).ravel()
        unit = np.repeat(np.where(rng.random(clusters) < 0.5, "b", "a"), size)
        psus = [f"p{i // size}" for i in range(clusters * size)]
        survey = clustered({"x": x.tolist()}, {"unit": unit.tolist()}, psus)
        rejected += rank_test(survey, item="x", by="unit").p_value < 0.05
        naive += stats.mannwhitneyu(x[unit == "a"], x[unit == "b"]).pvalue < 0.05
    assert naive / runs > 0.2
    assert 0.03 < rejected / runs < 0.075
