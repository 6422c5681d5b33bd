"""Means, totals, ratios and variances of numbers, by hand; R's own numbers are in the oracles."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.number_parts import mean_statistic, variance_statistic
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.totals.statistic import keep_outputs
from tests.statistics import overall
from tests.surveys import number_survey, random_survey

RNG = np.random.default_rng(3)
X = RNG.gamma(3, 2, 40)
Y = np.where(np.arange(40) < 8, np.nan, 100 * X + RNG.normal(0, 30, 40))
W = RNG.uniform(0.5, 3, 40)
SURVEY = number_survey({"x": X.tolist(), "y": Y.tolist()})
WEIGHTED = number_survey({"x": X.tolist(), "y": Y.tolist()}, weights=W.tolist())


def test_means_and_their_plain_standard_errors() -> None:
    frame = indices.number_mean(SURVEY).frame
    assert frame["estimate"].tolist() == pytest.approx([X.mean(), np.nanmean(Y)])
    # Who left y out is a zero of the design, not absent from it: 40/39, not 32/31.
    domain = np.nanstd(Y) / np.sqrt(32) * np.sqrt(40 / 39)
    plain = X.std(ddof=1) / np.sqrt(40)
    assert frame["std_error"].tolist() == pytest.approx([plain, domain], rel=1e-7)
    assert frame["n"].tolist() == [40, 32]


def test_totals_weigh_those_who_answered() -> None:
    frame = indices.number_total(WEIGHTED).frame
    assert frame["estimate"].tolist() == pytest.approx([W @ X, np.nansum(W * Y)])
    spread = np.sqrt(40) * (W * X).std(ddof=1)
    assert frame["std_error"][0] == pytest.approx(spread, rel=1e-7)


def test_a_ratio_is_over_those_who_answered_both() -> None:
    row = indices.number_ratio(WEIGHTED, numerator="y", denominator="x").frame.iloc[0]
    both = np.isfinite(Y)
    assert row["estimate"] == pytest.approx((W * Y)[both].sum() / (W * X)[both].sum())
    assert row["n"] == 32
    assert row["item"] == "y/x"
    residual = np.where(both, W * (Y - row["estimate"] * X), 0.0)
    error = np.sqrt(40) * residual.std(ddof=1) / (W * X)[both].sum()
    assert row["std_error"] == pytest.approx(error, rel=1e-6)


def test_a_variance_has_its_constant_once() -> None:
    frame = indices.number_variance(SURVEY).frame
    assert frame["estimate"].tolist() == pytest.approx([X.var(ddof=1), np.nanvar(Y, ddof=1)])
    deviation = (X - X.mean()) ** 2 * 40 / 39
    assert frame["std_error"][0] == pytest.approx(deviation.std(ddof=1) / np.sqrt(40), rel=1e-6)


def test_no_method_differentiates_the_constant() -> None:
    """Replicates of few people would each shrink n/(n - 1) otherwise."""
    ten = number_survey({"x": X[:10].tolist()})
    made = {
        method: indices.number_variance(ten, method=method, replicates=4000).frame.iloc[0]
        for method in ("taylor", "jackknife", "bootstrap")
    }
    assert len({round(row["estimate"], 9) for row in made.values()}) == 1
    squares = (X[:10] - X[:10].mean()) ** 2
    left_out = np.array([np.delete(X[:10], i).var() for i in range(10)]) * 10 / 9
    jackknife = np.sqrt(9 / 10 * ((left_out - squares.mean() * 10 / 9) ** 2).sum())
    assert made["jackknife"]["std_error"] == pytest.approx(jackknife, rel=1e-9)


def test_constants_survive_joining_and_choosing() -> None:
    parts = [mean_statistic(("x",), (6.0,)), variance_statistic(("x",), (6.0,))]
    both = joined("both", parts)
    alone = keep_outputs(variance_statistic(("x", "y"), (6.0, 600.0)), ["y"])
    assert both.factor is not None
    expected = indices.number_variance(SURVEY).frame
    assert overall(alone, SURVEY)[0] == pytest.approx(expected["estimate"][1])
    from berakhlak_stats.estimates.analyse import Options, analyse

    result = analyse(SURVEY, [both], Options()).results[0]
    assert result.estimate[0].tolist() == pytest.approx([X.mean(), X.var(ddof=1)])
    assert result.covariance is not None
    assert result.covariance[1, 1] == pytest.approx(expected["std_error"][0] ** 2, rel=1e-7)


def test_design_effects_of_equal_weights_are_one() -> None:
    row = indices.number_mean(SURVEY, items=["x"], design_effect="with_replacement").frame.iloc[0]
    assert row["deff"] == pytest.approx(1.0)
    assert row["n_eff"] == pytest.approx(40.0)
    assert "deff" not in indices.number_mean(SURVEY).frame


def test_design_effects_of_totals_and_means() -> None:
    """Tsuchiya's ten rows (methods, 4.6): deff with replacement 1.974067 and 18.15669."""
    y = [15.0, 143, 21, 51, 337, 50, 274, 145, 15, 86]
    w = [20.0, 200, 11, 25, 550, 30, 250, 100, 10, 55]
    survey = number_survey({"y": y}, weights=w)
    mean = indices.number_mean(survey, design_effect="with_replacement").frame.iloc[0]
    total = indices.number_total(survey, design_effect="with_replacement").frame.iloc[0]
    assert [mean["estimate"], mean["std_error"]] == pytest.approx([243.914, 48.752], abs=5e-4)
    assert [total["estimate"], total["std_error"]] == pytest.approx([305136, 184965], abs=0.5)
    assert [mean["deff"], total["deff"]] == pytest.approx([1.974067, 18.15669], rel=3e-7)


def test_a_census_has_nothing_to_compare_with() -> None:
    row = indices.number_mean(SURVEY, design_effect="without_replacement").frame.iloc[0]
    assert np.isnan(row["deff"]) and np.isnan(row["n_eff"])
    assert np.isfinite(row["std_error"])


def test_hidden_groups_have_no_design_effect() -> None:
    groups = ["a"] * 30 + ["b"] * 6 + ["c"] * 4
    survey = number_survey({"x": X.tolist()}, columns={"g": groups}, smallest_group=5)
    result = indices.number_mean(survey, by="g", design_effect="with_replacement")
    hidden = result.frame["suppressed"]
    assert hidden.tolist() == [False, True, True]
    assert result.frame.loc[hidden, ["deff", "n_eff"]].isna().all(axis=None)
    assert result.frame["deff"][0] == pytest.approx(30 / 29 * 39 / 40 * 40 / 39, rel=0.05)


def test_degrees_of_freedom_by_rule() -> None:
    groups = ["a"] * 25 + ["b"] * 15
    survey = number_survey(
        {"x": X.tolist()}, columns={"g": groups, "h": ["u", "v"] * 20}
    ).with_design(strata="h")
    found = {
        rule: indices.number_mean(survey, by="g", df_rule=rule).frame["df"].tolist()
        for rule in ("members", "strata", "design")
    }
    assert found == {"members": [23, 13], "strata": [38, 38], "design": [38, 38]}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: indices.number_total(random_survey(1, 20)), "E702"),
        (lambda: indices.number_ratio(SURVEY, numerator="x", denominator="z"), "E701"),
        (lambda: indices.number_variance(SURVEY, items=["z"]), "E701"),
        (lambda: indices.number_mean(SURVEY, items=["z"]), "E701"),
        (lambda: indices.number_mean(SURVEY, design_effect="kish"), "E701"),
        (lambda: indices.number_mean(SURVEY, df_rule="all"), "E701"),
    ],
)
def test_what_is_refused(call: object, code: str) -> None:
    with pytest.raises(OptionError) as caught:
        call()  # type: ignore[operator]
    assert caught.value.code == code
