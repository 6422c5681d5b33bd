from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.unit_totals import unit_totals
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey


def survey(weights: list[float] | None = None) -> Survey:
    return number_survey(
        {"x": [1.0, 2.0, 4.0, 7.0, np.nan, 3.0], "y": [2.0, 1.0, 5.0, 5.0, 1.0, 0.0]},
        columns={"unit": ["a", "a", "a", "b", "b", None]},
        weights=weights,
    )


def totals(data: Survey) -> object:
    return unit_totals(data, [person_value(data, item=name) for name in "xy"], "unit", "test")


def test_sizes_means_and_products() -> None:
    found = totals(survey())
    assert found.labels == ("a", "b")
    assert (found.n, found.persons.tolist()) == (4, [3, 1])
    x, y = np.array([1.0, 2, 4]), np.array([2.0, 1, 5])
    assert found.mean[0] + found.centre == pytest.approx([x.mean(), y.mean()])
    products = np.array([x - x.mean(), y - y.mean()])
    assert found.within[0] == pytest.approx(products @ products.T)
    assert found.within[1] == pytest.approx(np.zeros((2, 2)))


def test_weights_make_effective_sizes() -> None:
    found = totals(survey([1.0, 1.0, 2.0, 5.0, 1.0, 1.0]))
    assert found.size == pytest.approx([16 / 6, 1])
    assert found.mean[0, 0] + found.centre[0] == pytest.approx((1 + 2 + 8) / 4)


@pytest.mark.parametrize(
    "units", [["a"] * 6, ["a", "b", "c", "d", "e", "f"], [None] * 6], ids=["one", "lone", "none"]
)
def test_units_that_cannot_be_compared(units: list[str | None]) -> None:
    data = number_survey({"x": [1.0, 2, 3, 4, 5, 6]}, columns={"unit": units})
    with pytest.raises(StatisticError) as caught:
        unit_totals(data, [person_value(data, item="x")], "unit", "icc1")
    assert caught.value.code == "E832"
