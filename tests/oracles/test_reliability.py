"""Every reference case of reliability (R's psych, lavaan and semTools), at its own tolerance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.survey.survey import Survey
from tests.oracles.reliability_results import RESULTS, Results
from tests.reference import HOME, near, reference_data

FILES = {"careless": "careless_dataset"}
SCALES = {"ability": (0, 1), "bfi": (1, 6), "bhr2000": (1, 5), "careless": (1, 5)}
SCALES |= {"datcat": (1, 5), "geras": (1, 7)}
DATASETS = (*SCALES, "attitude", "hs1939")


def _cases() -> list[Any]:
    """All cases of the family; one that says what is missing where the folder is absent."""
    found = []
    for dataset in DATASETS:
        path = HOME / "expected" / f"{dataset}.json"
        if not path.exists():
            return [pytest.param(None, id="no reference folder", marks=pytest.mark.skip)]
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            if case["family"] == "reliability":
                found.append(pytest.param((dataset, case), id=case["id"]))
    return found


def survey_of(dataset: str, case: Mapping[str, Any]) -> Survey:
    """The answers of a case, with what it declares as reversed."""
    asked = case["input"]
    return _survey(dataset, tuple(asked["items"]), tuple(asked["reverse_scored"]))


@cache
def _survey(dataset: str, items: tuple[str, ...], reversed_items: tuple[str, ...]) -> Survey:
    answers = reference_data(FILES.get(dataset, dataset))[list(items)]
    if dataset not in SCALES:
        return bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(items)))
    asked = bs.make_instrument(
        ratings=list(items), scale=SCALES[dataset], reversed=list(reversed_items)
    )
    return bs.read_survey(answers.astype("Int64"), instrument=asked)


def leaves(tree: Any, path: str = "") -> dict[str, Any]:
    """Every number of a case by its path."""
    if isinstance(tree, Mapping):
        parts = {f"{path}/{name}" if path else name: each for name, each in tree.items()}
    elif isinstance(tree, list):
        parts = {f"{path}/{i}": each for i, each in enumerate(tree)}
    else:
        return {path: tree}
    return {name: leaf for at, each in parts.items() for name, leaf in leaves(each, at).items()}


@pytest.mark.parametrize("given", _cases())
def test_case(given: tuple[str, dict[str, Any]]) -> None:
    dataset, case = given
    kind = case["id"].split(".")[-1]
    results: Callable[[Survey, Mapping[str, Any]], Results] = RESULTS[kind]
    made = results(survey_of(dataset, case), case)
    expected = {
        name: number
        for name, number in leaves(case["expected"]).items()
        if isinstance(number, int | float)
    }
    unmet = {
        name: (made.get(name), number)
        for name, number in expected.items()
        if name not in made.skipped and not (name in made and near(float(made[name]), number, case))
    }
    assert not unmet, pd.Series(unmet).to_string()
    compared = (made.keys() & expected.keys()) - made.skipped.keys()
    assert len(compared) >= 0.75 * len(expected)
    assert np.isfinite([made[name] for name in compared]).all()
