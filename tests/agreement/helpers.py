"""Surveys from data frames, and the public data that R packages were run on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.reference import near, reference_data
from tests.surveys import codes, number_survey

GROUPS = {"bh1996": "GRP", "bhr2000": "GRP", "cohesion": "UNIT", "demo_twolevel": "cluster"}


def complete_units(dataset: str, items: Sequence[str]) -> Survey:
    """A reference data set in units, without rows that lack any of ``items``, as R was given it."""
    unit = GROUPS[dataset]
    data = reference_data(dataset).dropna(subset=list(items))
    return units_of(data, items, unit)


def units_of(data: pd.DataFrame, items: Sequence[str], unit: str, **more: Any) -> Survey:
    """Numeric items of a frame, in units by the label of a column."""
    values = {item: data[item].astype(float).tolist() for item in items}
    return number_survey(values, columns={unit: [str(each) for each in data[unit]]}, **more)


def rating_units(
    answers: Sequence[Sequence[int]],
    units: Sequence[str | None],
    *,
    weights: Sequence[float] | None = None,
    scale: tuple[int, int] = (1, 5),
    smallest_group: int = 5,
) -> Survey:
    """Ratings (persons by items t1, t2, ...; -1 missing) with the unit of each person."""
    matrix = np.array(answers, np.int8)
    names = [f"t{j + 1}" for j in range(matrix.shape[1])]
    column = codes(units)
    heavy = None if weights is None else np.array(weights, float)
    content: list[Any] = [matrix, column.codes, *([] if heavy is None else [heavy])]
    return Survey(
        instrument=make_instrument(ratings={"scale": names}, scale=scale),
        n=len(matrix),
        ratings=matrix,
        columns={"unit": column},
        weights=heavy,
        keys=make_keys(content, len(matrix)),
        smallest_group=smallest_group,
    )


def same(value: float, expected: float | None, case: dict[str, Any]) -> bool:
    """Whether ``value`` meets a case; null in the case is a value that does not exist."""
    if expected is None:
        return math.isnan(value)
    return near(float(value), float(expected), case)


def small_p(value: float, expected: float, case: dict[str, Any]) -> bool:
    """P values below 1e-12 are compared by their order of magnitude, as the oracles ask."""
    if expected >= 1e-12 or value >= 1e-12:
        return near(value, expected, case)
    if expected == 0:
        return value < 1e-12
    return abs(math.log10(value) - math.log10(expected)) < 0.05
