"""Design-based estimates against R's survey package, on its own example data.

The numbers are those of R 4.2.2 with survey 4.1-1, each case naming its call. They are read
from a folder beside the repository; where it is absent these tests are skipped, and the tiny
published examples in ``test_taylor.py`` remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.estimates.analyse import Options, analyse
from tests.reference import near, reference_case, reference_data
from tests.statistics import ratio_statistic, total_statistic, variance_statistic

ITEMS = ("api00", "api99", "enroll", "ell", "api.stu")
STRATA = {"E": 4421, "H": 755, "M": 1018}


def read(frame: pd.DataFrame, items: Sequence[str], columns: Sequence[str], weight: str) -> Any:
    """A survey through the public reader: columns become text, so that codes stay labels."""
    answers = frame[list(items)].copy()
    for name in columns:
        answers[name] = "c" + frame[name].astype(str)
    answers["weight"] = frame[weight]
    survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(items)))
    return survey.with_smallest_group(5)


def apistrat() -> Any:
    frame = reference_data("apistrat")
    frame["both"] = frame["stype"] + "/" + frame["sch.wide"]
    survey = read(frame, ITEMS, ["stype", "sch.wide", "comp.imp", "both"], "pw")
    population = {f"c{name}": size for name, size in STRATA.items()}
    return survey.with_design(weights="weight", strata="stype", population=population)


def apiclus1(fpc: bool = True) -> Any:
    survey = read(reference_data("apiclus1"), ITEMS, ["stype", "dnum", "sch.wide"], "pw")
    return survey.with_design(weights="weight", psu="dnum", population=757 if fpc else None)


DESIGNS = {"strat": apistrat, "clus1": apiclus1, "clus1_nofpc": lambda: apiclus1(False)}


@pytest.mark.parametrize(
    ("design", "item"),
    [
        ("strat", "api00"),
        ("strat", "enroll"),
        ("strat", "ell"),
        ("clus1", "api00"),
        ("clus1", "enroll"),
        ("clus1_nofpc", "api00"),
    ],
)
def test_mean_and_its_t_interval(design: str, item: str) -> None:
    case = reference_case("survey_api", f"{design}.mean_{item}")
    row = bs.indices.number_mean(DESIGNS[design](), items=[item]).frame.iloc[0]
    expected = case["expected"]
    assert near(row["estimate"], expected["estimate"], case)
    assert near(row["std_error"], expected["se"], case)
    assert row["df"] == expected["df"]
    assert near(row["conf_low"], expected["ci_t"]["values"][0][0], case)
    assert near(row["conf_high"], expected["ci_t"]["values"][0][1], case)


@pytest.mark.parametrize(
    ("design", "items"),
    [("strat", ("api00", "enroll", "ell")), ("clus1", ("api00", "enroll"))],
)
def test_covariance_and_contrast(design: str, items: tuple[str, ...]) -> None:
    case = reference_case("survey_api", f"{design}.means_joint")
    result = bs.indices.number_mean(DESIGNS[design](), items=items)
    assert result.covariance is not None
    expected = np.array(case["expected"]["vcov"]["values"])
    assert np.allclose(result.covariance, expected, rtol=case["tolerance"], atol=1e-8)
    difference = bs.contrast(result, {"item": items[0]}, {"item": items[1]})
    assert near(difference.estimate, case["expected"]["contrast"], case)
    assert near(difference.std_error, case["expected"]["contrast_se"], case)


@pytest.mark.parametrize(
    ("design", "case_id", "by"),
    [
        ("strat", "by_stype", ("stype",)),
        ("strat", "by_sch_wide", ("sch.wide",)),
        ("strat", "by_stype_sch_wide", ("stype", "sch.wide")),
        ("clus1", "by_stype", ("stype",)),
        ("clus1_nofpc", "by_stype", ("stype",)),
    ],
)
def test_domains(design: str, case_id: str, by: tuple[str, ...]) -> None:
    case = reference_case("survey_api", f"{design}.{case_id}")
    survey = DESIGNS[design]()
    column = by[0] if len(by) == 1 else "both"
    frame = bs.indices.number_mean(survey, items=["api00"], by=column).frame.set_index("group")
    table = case["expected"]["table"]
    labels = ["c" + "/".join(names) for names in zip(*(table[name] for name in by), strict=True)]
    for label, mean, se in zip(labels, table["api00"], table["se"], strict=True):
        assert near(frame["estimate"][label], mean, case)
        assert near(frame["std_error"][label], se, case)


def test_domain_degrees_of_freedom_count_who_is_in_it() -> None:
    case = reference_case("survey_api", "strat.domain")
    frame = bs.indices.number_mean(apistrat(), items=["api00"], by="comp.imp").frame
    row = frame.set_index("group").loc["cYes"]
    expected = case["expected"]
    assert row["n"] == expected["n"]
    assert row["df"] == expected["degf_subset"]
    assert near(row["estimate"], expected["mean"]["estimate"], case)
    assert near(row["std_error"], expected["mean"]["se"], case)


@pytest.mark.parametrize("design", ["strat", "clus1"])
@pytest.mark.parametrize("item", ["api00", "enroll"])
def test_totals(design: str, item: str) -> None:
    case = reference_case("survey_api", f"{design}.total_{item}")
    result = analyse(DESIGNS[design](), [total_statistic(item)], Options()).results[0]
    assert near(result.estimate[0, 0], case["expected"]["estimate"], case)
    assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)


@pytest.mark.parametrize("design", ["strat", "clus1"])
def test_ratio(design: str) -> None:
    case = reference_case("survey_api", f"{design}.ratio")
    statistic = ratio_statistic("api.stu", "enroll")
    result = analyse(DESIGNS[design](), [statistic], Options()).results[0]
    assert near(result.estimate[0, 0], case["expected"]["ratio"], case)
    assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)


@pytest.mark.parametrize("design", ["strat", "clus1", "clus1_nofpc"])
def test_population_variance(design: str) -> None:
    case = reference_case("survey_api", f"{design}.var_api00")
    survey = DESIGNS[design]()
    statistic = variance_statistic("api00", centre=650.0, n=survey.n)
    result = analyse(survey, [statistic], Options()).results[0]
    assert near(result.estimate[0, 0], case["expected"]["var"], case)
    assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)


@pytest.mark.parametrize("item", ["api00", "enroll"])
def test_stratified_jackknife(item: str) -> None:
    case = reference_case("survey_api", f"strat_JKn.mean_{item}")
    row = bs.indices.number_mean(apistrat(), items=[item], method="jackknife").frame.iloc[0]
    assert near(row["std_error"], case["expected"]["se"], case)


@pytest.mark.parametrize("item", ["api00", "enroll"])
def test_cluster_jackknife_of_a_total(item: str) -> None:
    """R centres at the mean of replicates, which for a total is the estimate itself."""
    case = reference_case("survey_api", f"clus1_JK1.total_{item}")
    options = Options(method="jackknife")
    result = analyse(apiclus1(), [total_statistic(item)], options).results[0]
    assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)


def small(name: str, strata: str, psu: str, lonely: bool = False) -> Any:
    frame = reference_data(name)
    if lonely:
        frame = frame[(frame[strata] == 1) | (frame[psu] == 1)].reset_index(drop=True)
    frame["unit"] = frame[strata].astype(str) + "/" + frame[psu].astype(str)
    if "weight" not in frame:
        frame["weight"] = 1.0
    items = [name for name in ("x", "alive", "arrests") if name in frame]
    return read(frame, items, [strata, "unit"], "weight")


@pytest.mark.parametrize("psu", [None, "unit"])
@pytest.mark.parametrize("design", ["fpc", "nofpc"])
def test_eight_rows(design: str, psu: str | None) -> None:
    population = {"c1": 15, "c2": 12} if design == "fpc" else None
    survey = small("fpc", "stratid", "psuid").with_design(
        weights="weight", strata="stratid", psu=psu, population=population
    )
    mean = reference_case("survey_small", f"{design}.mean_x")
    row = bs.indices.number_mean(survey).frame.iloc[0]
    assert near(row["estimate"], mean["expected"]["estimate"], mean)
    assert near(row["std_error"], mean["expected"]["se"], mean)
    for name, statistic in (
        ("total_x", total_statistic("x")),
        ("var_x", variance_statistic("x", centre=5.0, n=8)),
    ):
        case = reference_case("survey_small", f"{design}.{name}")
        result = analyse(survey, [statistic], Options()).results[0]
        assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)


@pytest.mark.parametrize("psu", [None, "unit"])
def test_ambulances(psu: str | None) -> None:
    survey = small("scd", "ESA", "ambulance").with_design(weights="weight", strata="ESA", psu=psu)
    frame = bs.indices.number_mean(survey).frame.set_index("item")
    for item in ("alive", "arrests"):
        case = reference_case("survey_small", f"scd.mean_{item}")
        assert near(frame["estimate"][item], case["expected"]["estimate"], case)
        assert near(frame["std_error"][item], case["expected"]["se"], case)
        case = reference_case("survey_small", f"scd.total_{item}")
        result = analyse(survey, [total_statistic(item)], Options()).results[0]
        assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)
    case = reference_case("survey_small", "scd.ratio")
    result = analyse(survey, [ratio_statistic("alive", "arrests")], Options()).results[0]
    assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case)
    case = reference_case("survey_small", "scd_JKn.mean_alive")
    jackknife = bs.indices.number_mean(survey, items=["alive"], method="jackknife").frame
    assert near(jackknife["std_error"][0], case["expected"]["se"], case)


@pytest.mark.parametrize("psu", [None, "unit"])
@pytest.mark.parametrize("policy", ["adjust", "average", "certainty", "remove"])
def test_lonely_policies(policy: str, psu: str | None) -> None:
    survey = small("fpc", "stratid", "psuid", lonely=True).with_design(
        weights="weight", strata="stratid", psu=psu, lonely=policy
    )
    statistics = {
        "mean_x": ratio_statistic("x"),
        "total_x": total_statistic("x"),
        "var_x": variance_statistic("x", centre=5.0, n=6),
    }
    for name, statistic in statistics.items():
        case = reference_case("survey_small", f"lonely_{policy}.{name}")
        result = analyse(survey, [statistic], Options()).results[0]
        assert near(np.sqrt(result.variance[0, 0]), case["expected"]["se"], case), name
