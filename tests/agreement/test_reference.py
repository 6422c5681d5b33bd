"""Every aggregation and agreement case of R, at its own tolerance.

multilevel 2.7, nlme/lme4, psych 2.2.9, irr 0.84.1 and vcd under R 4.2.2; each case of
``expected`` says its call. Not compared, with reason: see ``test_what_is_not_compared``.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import agreement
from berakhlak_stats.agreement import reml
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.unit_totals import unit_totals
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.survey.survey import Survey
from tests.agreement.helpers import GROUPS, complete_units, same, small_p
from tests.agreement.raters import NAMES, rater_survey, rater_survey_on_scale
from tests.reference import HOME, near, reference_case

DATASETS = ("bh1996", "bhr2000", "cohesion", "demo_twolevel")


def ids(family: str, ending: str = "", within: str = "") -> list[str]:
    """Ids of the cases of a family, for parametrisation; empty where the folder is absent."""
    found = []
    for path in sorted((HOME / "expected").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            name = case["id"]
            if case["family"] == family and name.endswith(ending) and within in name:
                found.append(name)
    return found


def load(name: str) -> tuple[str, dict[str, Any]]:
    dataset, _, rest = name.partition(".")
    return dataset, reference_case(dataset, rest)


def check_units(result: Estimates, expected: dict[str, Any], column: str, case: Any) -> None:
    """All units, then the mean over them."""
    frame = result.to_frame().set_index("group")["estimate"]
    by = expected["by_group"]
    for unit, value in zip(by["grpid"], by[column], strict=True):
        assert same(frame[str(unit)], value, case), unit
    whole = expected.get("mean", expected.get("overall"))
    if whole is not None:
        assert near(frame[""], whole, case)


@pytest.mark.parametrize("name", ids("aggregation", ".rwgj"))
def test_rwg_j(name: str) -> None:
    dataset, case = load(name)
    items, group = case["input"]["items"], case["input"]["group"]
    survey = complete_units(dataset, items)
    for null, expected in case["expected"].items():
        variance = case["input"]["null_variances"][null]
        result = agreement.rwg_j(survey, items=items, by=group, null=variance)
        check_units(result, expected, "rwg.j", case)
        units = result.to_frame()["estimate"][1:]
        assert near(float(units.median()), expected["median"], case)
        assert near(float((units >= 0.7).mean()), expected["prop_ge_.70"], case)


@pytest.mark.parametrize("name", ids("aggregation", ".rwgj_lindell"))
def test_r_star_wg_j(name: str) -> None:
    dataset, case = load(name)
    items, group = case["input"]["items"], case["input"]["group"]
    survey = complete_units(dataset, items)
    for null, expected in case["expected"].items():
        variance = case["input"]["null_variances"][null]
        result = agreement.r_star_wg_j(survey, items=items, by=group, null=variance)
        check_units(result, expected, "rwg.lindell", case)


@pytest.mark.parametrize("name", ids("aggregation", within=".rwg_"))
def test_rwg(name: str) -> None:
    dataset, case = load(name)
    item, group = case["input"]["item"], case["input"]["group"]
    survey = complete_units(dataset, case["input"]["items"])
    for null, expected in case["expected"].items():
        variance = case["input"]["null_variances"][null]
        result = agreement.rwg(survey, items=[item], by=group, null=variance)
        check_units(result, expected, "rwg", case)


@pytest.mark.parametrize("name", ids("aggregation", within=".awg_"))
def test_a_wg(name: str) -> None:
    dataset, case = load(name)
    item, group = case["input"]["item"], case["input"]["group"]
    survey = complete_units(dataset, case["input"]["items"])
    bounds = (1, case["input"]["categories"])
    result = agreement.a_wg(survey, items=[item], by=group, scale=bounds)
    check_units(result, case["expected"], "a.wg", case)


@pytest.mark.parametrize("name", ids("aggregation", ".ad"))
def test_average_deviation(name: str) -> None:
    dataset, case = load(name)
    items, group = case["input"]["items"], case["input"]["group"]
    survey = complete_units(dataset, items)
    for middle, expected in case["expected"].items():
        result = agreement.average_deviation(survey, items=items, by=group, variant=middle)
        check_units(result, expected, "AD.M", case)


def row(result: Estimates) -> Any:
    return result.to_frame().iloc[0]


@pytest.mark.parametrize("name", ids("aggregation", ".icc12"))
def test_icc(name: str) -> None:
    dataset, case = load(name)
    items, group, expected = case["input"]["items"], case["input"]["group"], case["expected"]
    survey = complete_units(dataset, items)
    # ANOVA quantities are due to 1e-8, more than the tolerance of the case.
    exact = {**case, "tolerance": 1e-8}
    first = row(agreement.icc1(survey, by=group, items=items))
    assert near(first["estimate"], expected["ICC1"], exact)
    assert near(first["statistic"], expected["F"], exact)
    assert (first["n"], first["df"], first["df_2"]) == (
        expected["n"],
        expected["df1"],
        expected["df2"],
    )
    assert small_p(first["p_value"], expected["p"], case)
    second = row(agreement.icc2(survey, by=group, items=items))
    assert near(second["estimate"], expected["ICC2"], exact)
    share = row(agreement.eta_squared(survey, by=group, items=items))
    assert near(share["estimate"], expected["eta2"], exact)
    by_reml = row(agreement.icc1(survey, by=group, items=items, variant="reml"))
    assert near(by_reml["estimate"], expected["reml_icc"], case)
    units = row(agreement.icc2(survey, by=group, items=items, variant="reml_units"))
    assert near(units["estimate"], expected["gmeanrel_mean"], case)


@pytest.mark.parametrize("name", ids("aggregation", ".icc12"))
def test_variances_by_reml(name: str) -> None:
    dataset, case = load(name)
    items, group, expected = case["input"]["items"], case["input"]["group"], case["expected"]
    survey = complete_units(dataset, items)
    units = unit_totals(survey, [person_value(survey, items=items)], group, "icc1")
    assert len(units.size) == expected["groups"]
    fit = reml.fit(reml.intercept_only(units))
    assert near(fit.between, expected["reml_between"], case)
    assert near(fit.within, expected["reml_within"], case)
    assert near(fit.log_likelihood, expected["reml_loglik"], case)
    assert near(fit.coefficients[0] + units.centre[0], expected["grand_mean"], case)
    assert near(np.sqrt(fit.covariance[0, 0]), expected["grand_mean_se"], case)


@pytest.mark.parametrize("name", ids("aggregation", ".icc12"))
def test_icc_of_single_items_by_reml(name: str) -> None:
    dataset, case = load(name)
    group, expected = case["input"]["group"], case["expected"]["items"]
    survey = complete_units(dataset, case["input"]["items"])
    for item, first, second in zip(*expected.values(), strict=True):
        shares = [
            float(row(function(survey, by=group, item=item, variant="reml"))["estimate"])
            for function in (agreement.icc1, agreement.icc2)
        ]
        if shares[0] == 0:
            # nlme searches over logarithms and stops short of zero, where it is likelier still.
            units = unit_totals(survey, [person_value(survey, item=item)], group, "icc1")
            sums = reml.intercept_only(units)
            theirs = reml.fit_at(sums, first).log_likelihood
            assert first < 1e-3 and reml.fit_at(sums, 0.0).log_likelihood > theirs
            continue
        assert near(shares[0], first, case) and near(shares[1], second, case)


def test_mean_squares_of_the_multilevel_guide() -> None:
    """Recomputed figures of the hours in bh1996: both average sizes, and both ICC."""
    survey = complete_units("bh1996", ["HRS", "LEAD", "COHES", "WBEING"])
    result = agreement.icc1(survey, by="GRP", item="HRS")
    assert row(result)["estimate"] == pytest.approx(0.1331067, abs=5e-8)
    sizes = result.provenance.parameters
    assert sizes["mean_size"] == pytest.approx(74.5657, abs=5e-5)
    assert sizes["n0"] == pytest.approx(74.3135, abs=5e-5)
    unbiased = agreement.icc1(survey, by="GRP", item="HRS", variant="n0")
    assert row(unbiased)["estimate"] == pytest.approx(0.1334981, abs=5e-8)
    for item, first, second in (
        ("HRS", 0.1331067, 0.9196732),
        ("LEAD", 0.1270276, 0.9156130),
        ("COHES", 0.0442653, 0.7754597),
        ("WBEING", 0.0433691, 0.7717129),
    ):
        assert row(agreement.icc1(survey, by="GRP", item=item))["estimate"] == pytest.approx(
            first, abs=5e-8
        )
        assert row(agreement.icc2(survey, by="GRP", item=item))["estimate"] == pytest.approx(
            second, abs=5e-8
        )


def test_single_items_of_the_multilevel_guide() -> None:
    """bhr2000: rwg of RELIG, groups 1-3 and the mean of 99; AD of HRS."""
    survey = complete_units("bhr2000", ["RELIG", "HRS"])
    frame = agreement.rwg(survey, items=["RELIG"], by="GRP", null=2.0).to_frame()
    found = frame.set_index("group")["estimate"]
    assert found[["1", "2", "3"]].tolist() == pytest.approx(
        [0.1104617, 0.2636364, 0.2181898], abs=5e-8
    )
    assert found[""] == pytest.approx(0.1864222, abs=5e-8)
    hours = agreement.average_deviation(survey, items=["HRS"], by="GRP")
    assert row(hours)["estimate"] == pytest.approx(1.2492749, abs=5e-8)


def test_waba() -> None:
    case = reference_case("bh1996", "waba")
    survey = complete_units("bh1996", ["COHES", "WBEING"])
    found = agreement.waba(survey, by="GRP", x="COHES", y="WBEING").to_frame()
    value = found.set_index("item")["estimate"]
    names = {
        "RawCorr": "raw",
        "EtaBx": "eta_between_x",
        "EtaBy": "eta_between_y",
        "CorrB": "between",
        "EtaWx": "eta_within_x",
        "EtaWy": "eta_within_y",
        "CorrW": "within",
    }
    for theirs, ours in names.items():
        assert near(value[ours], case["expected"][theirs], case), ours


def test_random_intercept() -> None:
    case = reference_case("bh1996", "mixed")
    expected = case["expected"]
    survey = complete_units("bh1996", ["WBEING", "HRS", "LEAD"])
    result = agreement.random_intercept(
        survey, by="GRP", outcome="WBEING", predictors=["HRS", "LEAD"], unit_means=["LEAD"]
    )
    frame = result.to_frame().set_index("item")
    for theirs, ours in zip(expected["fixef"], frame.index, strict=False):
        assert near(frame.loc[ours, "estimate"], expected["fixef"][theirs], case)
        assert near(frame.loc[ours, "std_error"], expected["se"][theirs], case)
    variances = frame.loc[["variance_between", "variance_within"], "estimate"]
    for found, value in zip(variances, expected["vc"], strict=True):
        assert near(found, value, case)
    assert near(result.provenance.parameters["log_likelihood"], expected["loglik"], case)


@pytest.mark.parametrize("name", ids("agreement", ".icc6"))
def test_six_forms(name: str) -> None:
    _, case = load(name)
    survey, raters = rater_survey(name)
    frame = agreement.rater_icc(survey, items=raters).to_frame()
    expected = case["expected"]["results"]
    assert frame["item"].tolist() == expected["type"]
    columns = {
        "estimate": "ICC",
        "statistic": "F",
        "df": "df1",
        "df_2": "df2",
        "conf_low": "lower bound",
        "conf_high": "upper bound",
    }
    for ours, theirs in columns.items():
        for found, value in zip(frame[ours], expected[theirs], strict=True):
            assert same(found, value, case), ours
    for found, value in zip(frame["p_value"], expected["p"], strict=True):
        assert small_p(found, value, case)
    assert set(frame["n"]) == {case["expected"]["n_subjects"]}


IRR_FORMS = {
    "oneway_consistency_single": "ICC1",
    "oneway_consistency_average": "ICC1k",
    "twoway_consistency_single": "ICC3",
    "twoway_consistency_average": "ICC3k",
    "twoway_agreement_single": "ICC2",
    "twoway_agreement_average": "ICC2k",
}


@pytest.mark.parametrize("name", ids("agreement", ".icc_irr"))
def test_the_forms_of_irr(name: str) -> None:
    _, case = load(name)
    survey, raters = rater_survey(name)
    frame = agreement.rater_icc(survey, items=raters, variant="irr").to_frame().set_index("item")
    for key, form in IRR_FORMS.items():
        expected, found = case["expected"][key], frame.loc[form]
        for ours, theirs in (
            ("estimate", "icc"),
            ("statistic", "F"),
            ("df", "df1"),
            ("df_2", "df2"),
            ("conf_low", "lower"),
            ("conf_high", "upper"),
        ):
            assert same(found[ours], expected[theirs], case), (form, ours)
        assert small_p(found["p_value"], expected["p"], case)


@pytest.mark.parametrize("name", ids("agreement", ".kripp"))
def test_krippendorff(name: str) -> None:
    _, case = load(name)
    survey, raters = rater_survey(name)
    for metric, value in case["expected"].items():
        result = agreement.krippendorff_alpha(survey, items=raters, metric=metric, variant="irr")
        assert near(row(result)["estimate"], value, case)


@pytest.mark.parametrize("name", ids("agreement", ".fleiss"))
def test_several_raters(name: str) -> None:
    _, case = load(name)
    survey, raters = rater_survey(name)
    expected = case["expected"]
    frame = agreement.fleiss_kappa(survey, items=raters).to_frame()
    first = frame.iloc[0]
    assert first["n"] == expected["n"]
    for ours, theirs in (("estimate", "fleiss"), ("statistic", "z"), ("p_value", "p")):
        assert near(first[ours], expected[theirs], {"tolerance": 1e-9}), ours
    detail = frame.loc[1:, ["estimate", "statistic", "p_value"]].to_numpy(float)
    theirs = np.array(expected["detail"]["values"], float)
    # irr rounds this table to three decimals.
    assert detail == pytest.approx(theirs, abs=5.1e-4)
    conger = agreement.fleiss_kappa(survey, items=raters, variant="conger")
    assert near(row(conger)["estimate"], expected["conger"], {"tolerance": 1e-9})
    light = agreement.light_kappa(survey, items=raters)
    assert near(row(light)["estimate"], expected["light"], {"tolerance": 1e-9})
    concordance = agreement.kendall_w(survey, items=raters)
    assert near(row(concordance)["estimate"], expected["kendall_W"], {"tolerance": 1e-9})
    alike = agreement.percent_agreement(survey, items=raters)
    assert near(100 * row(alike)["estimate"], expected["agree_pct"], {"tolerance": 1e-9})


VARIANTS = {"unweighted": "unweighted", "linear": "equal_spacing", "quadratic": "fleiss_cohen"}


@pytest.mark.parametrize("name", ids("agreement", ".cohen"))
def test_two_raters(name: str) -> None:
    _, case = load(name)
    survey = rater_survey_on_scale(name)
    for pair in case["expected"]:
        raters = [pair["a"], pair["b"]]
        for variant, theirs in VARIANTS.items():
            irr = row(
                agreement.cohen_kappa(survey, items=raters, variant=variant, categories="used")
            )
            assert irr["n"] == pair["n"]
            assert near(irr["estimate"], pair[variant]["kappa"], case)
            if pair[variant]["z"] is not None and abs(pair[variant]["kappa"]) > 1e-12:
                assert near(irr["statistic"], pair[variant]["z"], case)
                assert small_p(irr["p_value"], pair[variant]["p"], case)
            vcd = row(agreement.cohen_kappa(survey, items=raters, variant=variant))
            value, error = pair["vcd"][theirs]
            assert near(vcd["estimate"], value, case)
            check_error(vcd, error, survey, case)


def check_error(found: pd.Series, error: float | None, survey: Survey, case: Any) -> None:
    """Ours is the large-sample error times the root of n / (n - 1), n counting all rows.

    Where a rater never varies, kappa is zero whatever the other says: R's error is zero or
    the root of rounding, ours is not given and a note says why.
    """
    if error is None or error < 1e-7:
        assert np.isnan(found["std_error"]) and found["note"] == "no spread to judge by"
        return
    large = found["std_error"] * np.sqrt((survey.n - 1) / survey.n)
    assert near(large, error, case)


@pytest.mark.parametrize("name", ids("agreement", ".cohen"))
def test_psych_interval_of_unweighted_kappa(name: str) -> None:
    """psych::cohen.kappa: kappa plus and minus 1.96 large-sample errors, cut at 1."""
    _, case = load(name)
    survey = rater_survey_on_scale(name)
    for pair in case["expected"]:
        found = row(agreement.cohen_kappa(survey, items=[pair["a"], pair["b"]]))
        low, value, high = pair["psych_confid"]["values"][0]
        assert near(found["estimate"], value, case)
        if pair["psych_var"]["kappa"] == 0 or np.isnan(found["std_error"]):
            continue
        variance = found["std_error"] ** 2 * (survey.n - 1) / survey.n
        assert near(variance, pair["psych_var"]["kappa"], case)
        reach = 1.959963984540054 * np.sqrt(variance)
        assert near(max(value - reach, -1), low, case)
        assert near(min(value + reach, 1), high, case)


def test_what_is_not_compared() -> None:
    """The interval of psych's weighted kappa contradicts vcd's on the same table.

    irr_anxiety, raters 1 and 2, quadratic: vcd's large-sample variance is 0.02465, that of
    the formula of Fleiss, Cohen & Everitt (1969); psych 2.2.9 gives 0.46, an interval from -1
    to 1. Elsewhere psych gives zero. We give the former.
    """
    case = reference_case("agreement", "anxiety.cohen")
    pair = case["expected"][0]
    assert pair["vcd"]["fleiss_cohen"][1] ** 2 == pytest.approx(0.02465, abs=1e-5)
    assert pair["psych_var"]["weighted"] == pytest.approx(0.46, abs=0.01)


def test_all_cases_are_covered() -> None:
    """52 cases, each by one of the tests above."""
    if not HOME.exists():
        pytest.skip("no expected numbers beside the repository")
    endings = (".rwgj", ".rwgj_lindell", ".ad", ".icc12", ".waba", ".mixed")
    aggregation = [
        name
        for name in ids("aggregation")
        if not name.endswith(endings) and ".rwg_" not in name and ".awg_" not in name
    ]
    raters = (".icc6", ".icc_irr", ".kripp", ".fleiss", ".cohen")
    agreed = [name for name in ids("agreement") if not name.endswith(raters)]
    assert (aggregation, agreed) == ([], [])
    assert (len(ids("aggregation")), len(ids("agreement"))) == (30, 22)
    assert {name.partition(".")[0] for name in ids("aggregation")} == set(GROUPS)
    assert {name.split(".")[1] for name in ids("agreement")} <= set(NAMES)
