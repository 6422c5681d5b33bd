from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement.unit_answers import moments, resolve_items
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.totals import Statistic, collect
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_a_scale_by_its_id_or_by_its_items() -> None:
    survey = rating_units([[1, 2], [3, 4]], ["a", "a"], scale=(1, 7))
    whole, listed = resolve_items(survey, "scale"), resolve_items(survey, ["t1", "t2"])
    assert whole.names == listed.names == ("t1", "t2")
    assert (whole.label, listed.label) == ("scale", "t1+t2")
    assert (whole.low, whole.high, whole.categories) == (1, 7, 7)


def test_numbers_have_the_bounds_they_are_given() -> None:
    survey = number_survey({"x": [1.5, 2.5]})
    assert resolve_items(survey, ["x"], scale=(1, 5)).categories == 5
    unknown = resolve_items(survey, ["x"])
    assert unknown.known_categories is None
    with pytest.raises(StatisticError) as caught:
        unknown.require_bounds("rwg")
    assert caught.value.code == "E831"
    with pytest.raises(OptionError):
        resolve_items(survey, ["x"], scale=(5, 1))
    with pytest.raises(OptionError):
        resolve_items(survey, ["y"])


@pytest.mark.parametrize("weights", [None, [1.0, 2.0, 3.0, 4.0]])
def test_moments_of_people_who_answered_everything(weights: list[float] | None) -> None:
    answers = [[1, 5], [3, 4], [5, -1], [4, 1]]
    survey = rating_units(answers, ["a"] * 4, weights=weights)
    sums = moments(survey, resolve_items(survey, "scale"))
    stated = Statistic("s", (sums.feature,), (), lambda t: t[sums.feature.name], smooth=False)
    totals = collect(survey, [stated])
    view = stated.layout.view(totals.by_group(totals.cells.total))
    kept = np.array([[1, 5], [3, 4], [4, 1]], float)
    w = np.ones(3) if weights is None else np.array([1.0, 2.0, 4.0])
    size = w.sum() ** 2 / (w**2).sum()
    mean = w @ kept / w.sum()
    spread = w @ (kept - mean) ** 2 / w.sum() * size / (size - 1)
    assert sums.size(view)[0] == pytest.approx(size)
    assert sums.mean(view)[0] == pytest.approx(mean)
    assert sums.variance(view)[0] == pytest.approx(spread)
