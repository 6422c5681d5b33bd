"""The data sets of the reference cases as surveys of single persons."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

import berakhlak_stats as bs
from berakhlak_stats.survey.survey import Survey
from tests.reference import reference_data

BINARY = {
    "ability": ("ability6", ("reason_4", "reason_16", "reason_17", "reason_19", "letter_7",
                             "letter_33")),
    "farmer1": ("farmer1", ("Y1", "Y2", "Y3", "Y4", "Y5")),
    "farmer2y": ("farmer2", ("y1", "y2", "y3", "y4")),
}  # fmt: skip


def survey_of(frame: pd.DataFrame, items: list[str], columns: list[str] | None = None) -> Survey:
    """Numeric ``items`` and text ``columns`` of a frame; groups are shown down to five."""
    answers = frame[[*items, *(columns or [])]].copy()
    for column in columns or []:
        answers[column] = answers[column].astype(str)
    asked = bs.make_instrument(numbers=items)
    return bs.read_survey(answers, instrument=asked).with_smallest_group(5)


@cache
def likert() -> Survey:
    """Complete rows of the first 400 of bfi."""
    frame = reference_data("bfi_small")
    frame["high"] = np.where(frame["A3"] >= 5, "TRUE", "FALSE")
    items = [name for name in frame.columns if name[0] in "AC" and name[1:].isdigit()]
    return survey_of(frame, items, ["gender", "education", "high"])


@cache
def sleep() -> Survey:
    return survey_of(reference_data("sleep"), ["g1", "g2"])


GROUPED = {
    "plant": ("plantgrowth", "weight", "group"),
    "insect": ("insectsprays", "count", "spray"),
    "tooth": ("toothgrowth", "len", "supp"),
}


@cache
def grouped(name: str) -> tuple[Survey, str, str]:
    """A survey, its item and its column of groups."""
    if name == "likert":
        return likert(), "A4", "education"
    data, item, by = GROUPED[name]
    return survey_of(reference_data(data), [item], [by]), item, by
