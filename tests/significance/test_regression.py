"""Regression under a design, against R's svyglm, and statsmodels' sandwich for simple designs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import linear_regression, logistic_regression, wald_test
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from tests.reference import near, reference_case
from tests.significance.designs import DESIGNS, clus1, clustered, plain

COLUMNS = {
    "estimate": "Estimate",
    "std_error": "Std. Error",
    "statistic": "t value",
    "p_value": "Pr(>|t|)",
}


def check(model: Any, expected: dict[str, Any], case: dict[str, Any]) -> None:
    frame = model.frame
    assert ["(Intercept)", *frame["item"][1:]] == expected["_row"]
    for ours, theirs in COLUMNS.items():
        for value, wanted in zip(frame[ours], expected[theirs], strict=True):
            assert near(value, wanted, case), (ours, value, wanted)


@pytest.mark.parametrize("design", ["strat", "clus1"])
def test_svyglm(design: str) -> None:
    case = reference_case("survey_api", "glm")
    expected = case["expected"][design]
    survey = DESIGNS[design]()
    linear = linear_regression(
        survey,
        response="api00",
        predictors=["ell", "meals", "mobility"],
        finite_population=True,
    )
    check(linear, expected["gaussian"], case)
    assert linear.covariance is not None
    for ours, wanted in zip(linear.covariance.ravel(), np.ravel(expected["vcov"]), strict=True):
        assert near(ours, wanted, case)
    assert set(linear.frame["df"]) == {expected["df_resid"]}
    logistic = logistic_regression(
        survey,
        response="sch.wide",
        event="Yes",
        predictors=["ell", "meals"],
        finite_population=True,
    )
    check(logistic, expected["logistic"], case)
    test = wald_test(linear, terms=["ell", "mobility"])
    assert near(test.statistic, expected["wald_F"], case)
    assert near(test.p_value, expected["wald_p"], case)
    assert test.df_2 == expected["wald_ddf"]


def test_typed_in_numbers_of_r() -> None:
    """R 4.2.2, survey 4.1-1: svyglm(api00~ell+meals+mobility, apiclus1 design)."""
    model = linear_regression(
        clus1(), response="api00", predictors=["ell", "meals", "mobility"], finite_population=True
    )
    row = model.frame.set_index("item").loc["meals"]
    assert row["estimate"] == pytest.approx(-3.123204264899352, rel=1e-9)
    assert row["std_error"] == pytest.approx(0.2780830437608844, rel=1e-9)
    assert row["p_value"] == pytest.approx(2.2905074124112613e-07, rel=1e-7)


def answers(seed: int, n: int = 120) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    x, z = rng.normal(size=n), rng.normal(2, 3, n)
    y = 1 + 2 * x - z + rng.normal(size=n) * (1 + abs(x))
    yes = (rng.random(n) < 1 / (1 + np.exp(-0.5 * x + 0.3))).astype(float)
    return {"x": x, "z": z, "y": y, "yes": yes}


def lists(given: dict[str, Any]) -> dict[str, list[float]]:
    return {name: column.tolist() for name, column in given.items()}


def test_simple_random_samples_have_the_white_sandwich() -> None:
    given = answers(1)
    model = linear_regression(plain(lists(given)), response="y", predictors=["x", "z"])
    design = sm.add_constant(np.column_stack([given["x"], given["z"]]))
    expected = sm.OLS(given["y"], design).fit(cov_type="HC0")
    assert model.frame["estimate"].to_numpy() == pytest.approx(expected.params)
    assert np.allclose(model.covariance, expected.cov_params() * 120 / 119)  # type: ignore[arg-type]
    assert set(model.frame["df"]) == {117}


def test_logistic_with_clusters_and_weights() -> None:
    given = answers(2)
    psus = [f"p{i // 6}" for i in range(120)]
    survey = clustered(lists(given), {}, psus)
    model = logistic_regression(survey, response="yes", predictors=["x"])
    design = sm.add_constant(given["x"])
    groups = np.repeat(np.arange(20), 6)
    expected = sm.GLM(given["yes"], design, sm.families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    assert model.frame["estimate"].to_numpy() == pytest.approx(expected.params, rel=1e-6)
    assert np.allclose(model.covariance, expected.cov_params() * 20 / 19, rtol=1e-6)  # type: ignore[arg-type]
    assert set(model.frame["df"]) == {18}


def test_weights_weigh() -> None:
    given = answers(3)
    weights = np.random.default_rng(3).uniform(0.2, 4, 120)
    survey = plain(lists(given), weights=weights.tolist())
    model = linear_regression(survey, response="y", predictors=["x", "z"])
    design = sm.add_constant(np.column_stack([given["x"], given["z"]]))
    expected = sm.WLS(given["y"], design, weights).fit()
    assert model.frame["estimate"].to_numpy() == pytest.approx(expected.params)
    scores = design * (weights * expected.resid)[:, None]
    bread = np.linalg.inv(design.T @ (design * weights[:, None]))
    assert np.allclose(model.covariance, bread @ scores.T @ scores @ bread * 120 / 119)  # type: ignore[arg-type]


def test_replicate_weights_refit() -> None:
    """Delete-one jackknife of a line, by deleting one person after the other."""
    given = answers(4, 40)
    survey = plain(lists(given))
    persons = np.arange(40, dtype=np.int32)
    replicated = survey.with_replicates(jackknife_factors(np.zeros(40, np.int32), persons))
    model = linear_regression(replicated, response="y", predictors=["x"])
    design = sm.add_constant(given["x"])
    left = [np.delete(persons, i) for i in range(40)]
    drawn = np.array([sm.OLS(given["y"][rows], design[rows]).fit().params for rows in left])
    moved = drawn - drawn.mean(axis=0)
    assert np.allclose(model.covariance, 39 / 40 * moved.T @ moved)  # type: ignore[arg-type]


def test_columns_give_one_term_per_label() -> None:
    given = answers(5)
    unit: list[str | None] = [("u1", "u2", "u3")[i % 3] for i in range(120)]
    unit[7] = None
    survey = plain(lists(given), {"unit": unit})
    model = linear_regression(survey, response="y", predictors=["unit"])
    assert model.frame["item"].tolist() == ["intercept", "unit=u2", "unit=u3"]
    means = {u: given["y"][[v == u for v in unit]].mean() for u in ("u1", "u2", "u3")}
    wanted = [means["u1"], means["u2"] - means["u1"], means["u3"] - means["u1"]]
    assert model.frame["estimate"].to_numpy() == pytest.approx(wanted)
    assert set(model.frame["n"]) == {119}
    assert wald_test(model, terms=["unit"]).df == 2
    difference = bs.contrast(model, {"item": "unit=u3"}, {"item": "unit=u2"})
    assert difference.estimate == pytest.approx(means["u3"] - means["u2"])


def test_results_travel_and_speak() -> None:
    model = linear_regression(plain(lists(answers(6))), response="y", predictors=["x"])
    again = bs.Estimates.from_json(model.to_json())
    assert again.frame["estimate"].tolist() == model.frame["estimate"].tolist()
    assert again.provenance == model.provenance
    for lang in ("id", "en"):
        assert "x" in model.narrate(lang)
        assert model.table(lang) is not None
    half = linear_regression(
        plain(lists(answers(6))), response="y", predictors=["x"], conf_level=0.5
    )
    assert half.provenance.conf_level == 0.5
    assert (half.frame["conf_low"] > model.frame["conf_low"]).all()


def test_one_term_is_a_squared_t() -> None:
    model = linear_regression(plain(lists(answers(7))), response="y", predictors=["x", "z"])
    test = wald_test(model, terms=["z"])
    row = model.frame.iloc[2]
    assert test.statistic == pytest.approx(row["statistic"] ** 2)
    assert test.p_value == pytest.approx(row["p_value"])


def test_refusals() -> None:
    given = answers(8)
    given["double"] = 2 * given["x"]
    given["sign"] = (given["x"] > 0).astype(float)
    unit = ["a"] * 118 + ["b"] * 2
    survey = plain(lists(given), {"unit": unit, "one": ["p"] * 120, "two": ["p", "q"] * 60})
    with pytest.raises(BerakhlakError, match="E644"):
        linear_regression(survey, response="y", predictors=["x", "double"])
    with pytest.raises(BerakhlakError, match="E645"):
        logistic_regression(survey, response="sign", predictors=["x"])
    with pytest.raises(BerakhlakError, match="E307"):
        linear_regression(survey, response="y", predictors=["unit"])
    with pytest.raises(BerakhlakError, match="E640"):
        linear_regression(survey, response="y", predictors=["one"])
    with pytest.raises(BerakhlakError, match="E703"):
        logistic_regression(survey, response="z", predictors=["x"])
    with pytest.raises(BerakhlakError, match="E701"):
        logistic_regression(survey, response="unit", event="c", predictors=["x"])
    with pytest.raises(BerakhlakError, match="E642"):
        linear_regression(survey.with_design(psu="two"), response="y", predictors=["x"])
    model = linear_regression(survey, response="y", predictors=["x"])
    with pytest.raises(BerakhlakError, match="E701"):
        wald_test(model, terms=["z"])


def test_an_answer_off_the_line_by_hand() -> None:
    """Four points, one off the line: slope .5 with residuals .25, -.75, .75, -.25 (by hand)."""
    x, y = [0.0, 1.0, 2.0, 3.0], [0.0, -0.5, 1.5, 1.0]
    survey = plain({"x": x * 5, "y": y * 5})
    model = linear_regression(survey, response="y", predictors=["x"])
    assert model.frame["estimate"].to_numpy() == pytest.approx([-0.25, 0.5])
    squares = 5 * sum(
        (a - 1.5) ** 2 * r**2 for a, r in zip(x, (0.25, 0.75, 0.75, 0.25), strict=True)
    )
    assert model.frame["std_error"][1] == pytest.approx(math.sqrt(20 / 19 * squares) / 25)
