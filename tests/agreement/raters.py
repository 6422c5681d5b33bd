"""Subjects by raters from the public data, as the R packages were given them."""

from __future__ import annotations

import pandas as pd

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.survey import Survey
from tests.reference import reference_case, reference_data
from tests.surveys import number_survey

NAMES = {
    "sf": "shrout_fleiss",
    "anxiety": "irr_anxiety",
    "video": "irr_video",
    "diagnoses": "irr_diagnoses",
    "vision": "irr_vision",
    "kripp": "krippendorff",
    "all": "attitude",
}


def rater_table(name: str) -> tuple[pd.DataFrame, int]:
    """Codes 1..k in the order of the levels, and k (0 where the case names no levels)."""
    dataset, subject, _ = name.split(".")
    case = reference_case(dataset, name.partition(".")[2])
    data = reference_data(NAMES[subject])[case["input"]["raters"]]
    levels = case["input"].get("levels", [])
    if levels and isinstance(levels[0], str):
        data = data.apply(lambda column: column.map({v: i + 1 for i, v in enumerate(levels)}))
    return data.astype(float), len(levels)


def rater_survey(name: str) -> tuple[Survey, list[str]]:
    """Raters as numeric items."""
    data, _ = rater_table(name)
    raters = [str(column) for column in data]
    return number_survey({rater: data[rater].tolist() for rater in raters}), raters


def rater_survey_on_scale(name: str) -> Survey:
    """Raters as rating items, so that categories nobody used count too."""
    data, size = rater_table(name)
    asked = make_instrument(ratings=[str(column) for column in data], scale=(1, size))
    return read_survey(data.astype("Int64"), instrument=asked).with_smallest_group(5)
