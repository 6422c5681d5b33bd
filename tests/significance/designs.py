"""R's example surveys under the designs of the reference cases, and small surveys by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

import berakhlak_stats as bs
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from tests.reference import reference_data
from tests.surveys import number_survey

ITEMS = ("api00", "enroll", "ell", "meals", "mobility", "emer")
STRATA = {"E": 4421, "H": 755, "M": 1018}
DISTRICTS = 757


def _read(name: str, columns: Sequence[str]) -> Any:
    frame = reference_data(name)
    answers = frame[[*ITEMS, *columns, "pw"]].copy()
    if "dnum" in columns:
        answers["dnum"] = "d" + frame["dnum"].astype(str)
    instrument = bs.make_instrument(numbers=list(ITEMS))
    return bs.read_survey(answers, instrument=instrument, weights="pw")


def strat() -> Any:
    survey = _read("apistrat", ["stype", "sch.wide", "comp.imp"])
    return survey.with_design(weights="pw", strata="stype", population=STRATA)


def clus1() -> Any:
    survey = _read("apiclus1", ["stype", "sch.wide", "comp.imp", "dnum"])
    return survey.with_design(weights="pw", psu="dnum", population=DISTRICTS)


def clus1_jk1() -> Any:
    survey = clus1()
    psus = survey.columns["dnum"].codes
    rate = np.array([len(np.unique(psus)) / DISTRICTS])
    factors = jackknife_factors(np.zeros(len(psus), np.int32), psus, rate)
    return survey.with_replicates(factors)


def strat_jkn() -> Any:
    survey = strat()
    strata = survey.columns["stype"]
    sizes = np.array([STRATA[label] for label in strata.labels])
    persons = np.arange(survey.n, dtype=np.int32)
    rates = np.bincount(strata.codes) / sizes
    return survey.with_replicates(jackknife_factors(strata.codes, persons, rates))


DESIGNS: dict[str, Callable[[], Any]] = {
    "strat": strat,
    "clus1": clus1,
    "clus1_JK1": clus1_jk1,
    "strat_JKn": strat_jkn,
}


def plain(
    values: Mapping[str, Sequence[float]],
    columns: Mapping[str, Sequence[str | None]] | None = None,
    weights: Sequence[float] | None = None,
) -> Any:
    """A simple random sample of numeric items."""
    return number_survey(values, columns=columns, weights=weights)


def clustered(values: Mapping[str, Sequence[float]], columns: Any, psus: Sequence[str]) -> Any:
    """A sample of primary units."""
    survey = number_survey(values, columns={**columns, "psu": psus})
    return survey.with_design(psu="psu")
