"""The designs of the R reference cases, built on public data through the public reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import berakhlak_stats as bs
from berakhlak_stats.survey import Survey
from berakhlak_stats.survey.calibration import Calibration
from berakhlak_stats.survey.replicate_weights import (
    ReplicateWeights,
    balanced_factors,
    jackknife_factors,
    supplied,
)
from berakhlak_stats.weighting import calibrate, calibrated
from tests.reference import reference_data

Array = NDArray[np.float64]
API_COLUMNS = ("stype", "sch.wide", "comp.imp")
API_ITEMS = ("api00", "api99", "enroll", "api.stu", "ell", "meals", "mobility", "emer")
SCHOOLS = {"E": 4421, "H": 755, "M": 1018}
GOALS = {"No": 1072, "Yes": 5122}


def read(
    frame: pd.DataFrame, items: Sequence[str], columns: Sequence[str], weight: str = ""
) -> Survey:
    """A survey of ``items`` and text ``columns``; small groups are shown, down to five."""
    answers = frame[[*items, *columns]].copy()
    if weight:
        answers["weight"] = frame[weight]
    survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(items)))
    # Equal values keep the order of R's file: its quantiles between values depend on it.
    return replace(survey.with_smallest_group(5), keys=np.arange(survey.n, dtype=np.uint64))


@cache
def apistrat() -> Survey:
    frame = reference_data("apistrat")
    frame["sum4"] = frame[["ell", "meals", "mobility", "emer"]].sum(axis=1)
    survey = read(frame, [*API_ITEMS, "sum4"], API_COLUMNS, "pw")
    return survey.with_design(weights="weight", strata="stype", population=SCHOOLS)


@cache
def apiclus1(fpc: bool = True) -> Survey:
    frame = reference_data("apiclus1")
    frame["dnum"] = "d" + frame["dnum"].astype(str)
    survey = read(frame, API_ITEMS, (*API_COLUMNS, "dnum"), "pw")
    return survey.with_design(weights="weight", psu="dnum", population=757 if fpc else None)


def weights_of(survey: Survey) -> Array:
    return np.ones(survey.n) if survey.weights is None else survey.weights


def counts(survey: Survey, column: str, known: Mapping[str, int]) -> Array:
    return np.array([known[label] for label in survey.column(column).labels], float)


@cache
def post_stratified() -> Survey:
    return calibrated(apiclus1(), {"stype": SCHOOLS}, method="post_stratify")


@cache
def raked() -> Survey:
    return calibrated(apiclus1(), {"stype": SCHOOLS, "sch.wide": GOALS})


@cache
def regressed() -> Survey:
    """Calibrated on a number too, as the notes of ``calibrate`` describe."""
    survey = apiclus1()
    design, schools = weights_of(survey), survey.column("stype")
    dummies = [schools.codes == schools.labels.index(label) for label in ("H", "M")]
    x = np.column_stack([np.ones(survey.n), *dummies, survey.number("api99")])
    targets = np.array([6194, 755, 1018, 3914069], float)
    none = np.empty((survey.n, 0), np.int32)
    names = ("all", "H", "M", "api99")
    known = Calibration(none, (), x, design, targets, names, "linear: stype, api99")
    weights = calibrate(design, x, targets)
    return replace(survey, weights=weights, design=replace(survey.design, calibration=known))


@cache
def bootstrapped(mse: bool = False) -> Survey:
    factors = reference_data("apiclus1_bootrep").to_numpy(float)
    return apiclus1(False).with_replicates(supplied(factors, "bootstrap", mse=mse))


@cache
def jackknifed_clusters() -> Survey:
    survey = apiclus1(False)
    codes = survey.column("dnum").codes
    strata, rates = np.zeros(survey.n, np.int32), np.array([15 / 757])
    return survey.with_replicates(jackknife_factors(strata, codes, rates))


@cache
def jackknifed_strata() -> Survey:
    survey = apistrat()
    strata = survey.column("stype")
    rates = np.bincount(strata.codes) / counts(survey, "stype", SCHOOLS)
    people = np.arange(survey.n, dtype=np.int32)
    return survey.with_replicates(jackknife_factors(strata.codes, people, rates))


@cache
def small(fpc: bool) -> Survey:
    frame = reference_data("fpc")
    frame["stratum"] = "h" + frame["stratid"].astype(str)
    survey = read(frame, ["x"], ["stratum"], "weight")
    population = {"h1": 15, "h2": 12} if fpc else None
    return survey.with_design(weights="weight", strata="stratum", population=population)


@cache
def lonely(policy: str) -> Survey:
    """All of the first stratum and one row of the second."""
    frame = reference_data("fpc").iloc[:6].copy()
    frame["stratum"] = "h" + frame["stratid"].astype(str)
    survey = read(frame, ["x"], ["stratum"], "weight")
    return survey.with_design(weights="weight", strata="stratum", lonely=policy)


@cache
def ambulances() -> Survey:
    frame = reference_data("scd")
    frame["area"] = "a" + frame["ESA"].astype(str)
    frame["unit"] = frame["area"] + "-" + frame["ambulance"].astype(str)
    survey = read(frame, ["arrests", "alive"], ["area", "unit"])
    return survey.with_design(strata="area", psu="unit")


def ambulance_replicates(kind: str) -> Survey:
    survey = ambulances()
    areas, units = survey.column("area").codes, survey.column("unit").codes
    made: dict[str, ReplicateWeights] = {
        "BRR": balanced_factors(areas, units),
        "Fay": balanced_factors(areas, units, rho=0.3),
        "JKn": jackknife_factors(areas, units),
    }
    return survey.with_replicates(made[kind])


@cache
def companies() -> Survey:
    frame = reference_data("bhr2000")
    items = [name for name in frame if name.startswith(("AF", "AP", "AS"))]
    frame["SC"] = frame[items].mean(axis=1)
    for name in ("GRP", "RELIG"):
        frame[name] = "c" + frame[name].astype(str)
    return read(frame, ["SC", "HRS"], ["GRP", "RELIG"]).with_design(psu="GRP")


DESIGNS = {
    "survey_api.strat": apistrat,
    "survey_api.clus1": apiclus1,
    "survey_api.clus1_nofpc": lambda: apiclus1(False),
    "survey_api.clus1_post": post_stratified,
    "survey_api.clus1_rake": raked,
    "survey_api.clus1_greg": regressed,
    "survey_api.clus1_JK1": jackknifed_clusters,
    "survey_api.strat_JKn": jackknifed_strata,
    "survey_api.clus1_boot": bootstrapped,
    "survey_api.clus1_boot_mse": lambda: bootstrapped(True),
    "survey_small.fpc": lambda: small(True),
    "survey_small.nofpc": lambda: small(False),
    "survey_small.scd": ambulances,
    "survey_small.scd_BRR": lambda: ambulance_replicates("BRR"),
    "survey_small.scd_Fay": lambda: ambulance_replicates("Fay"),
    "survey_small.scd_JKn": lambda: ambulance_replicates("JKn"),
    **{
        f"survey_small.lonely_{policy}": lambda policy=policy: lonely(policy)  # type: ignore[misc]
        for policy in ("adjust", "average", "certainty", "remove")
    },
    "bhr2000.cluster": companies,
}
