"""Groups by several columns."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.survey import cross_columns
from tests.surveys import number_survey

SURVEY = number_survey(
    {"x": list(map(float, range(24)))},
    columns={"sex": ["f", "m"] * 12, "unit": ["a"] * 12 + ["b"] * 10 + [None, None]},
)


def test_labels_are_pairs_that_occur_in_order() -> None:
    column = cross_columns(SURVEY, ["sex", "unit"]).column("sex / unit")
    assert column.labels == ("f / a", "f / b", "m / a", "m / b")
    assert column.codes[:2].tolist() == [0, 2]
    assert column.codes[-2:].tolist() == [-1, -1]


def test_pairs_that_nobody_has_are_left_out() -> None:
    survey = number_survey(
        {"x": [0.0] * 12}, columns={"p": ["u"] * 6 + ["v"] * 6, "q": ["s"] * 6 + ["t"] * 6}
    )
    assert cross_columns(survey, ["p", "q"], name="pq").column("pq").labels == ("u / s", "v / t")


def test_means_by_both() -> None:
    frame = indices.number_mean(cross_columns(SURVEY, ["unit", "sex"]), by="unit / sex").frame
    assert frame["estimate"].tolist() == [5.0, 6.0, 16.0, 17.0]
    assert SURVEY.columns.keys() == {"sex", "unit"}


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(DesignError) as caught:
        cross_columns(SURVEY, ["sex", "age"])
    assert caught.value.code == "E602"


def test_the_new_column_is_read_only() -> None:
    column = cross_columns(SURVEY, ["sex", "unit"]).column("sex / unit")
    with pytest.raises(ValueError, match="read-only"):
        column.codes[0] = np.int32(1)
