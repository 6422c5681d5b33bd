"""Sums about a centre and what is made of them, worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices import number_parts as parts
from berakhlak_stats.totals import collect
from berakhlak_stats.totals.statistic import Statistic
from tests.surveys import number_survey, random_survey

NAN = float("nan")
SURVEY = number_survey(
    {"x": [101.0, 104.0, 103.0, NAN], "y": [1.0, 2.0, NAN, 5.0]}, weights=[1.0, 2.0, 1.0, 4.0]
)


def value(statistic: Statistic) -> list[float]:
    totals = collect(SURVEY, [statistic])
    sums = totals.by_group(totals.cells.total)
    found = statistic.f(totals.plan.layout.view(sums))[0] + np.asarray(statistic.offset or 0.0)
    return found.tolist()


def test_centres_are_round_numbers_near_the_data() -> None:
    assert parts.centres(SURVEY, ("x", "y")) == (103.0, 2.0)


@pytest.mark.parametrize("middle", [(0.0,), (103.0,), (-7.0,)])
def test_means_totals_and_variances_do_not_depend_on_the_centre(middle: tuple[float]) -> None:
    """Weights 1, 2, 1 of 101, 104, 103: total 412, mean 103, mean square about it 1.5."""
    assert value(parts.mean_statistic(("x",), middle)) == pytest.approx([103.0])
    assert value(parts.total_statistic(("x",), middle)) == pytest.approx([412.0])
    assert value(parts.variance_statistic(("x",), middle)) == pytest.approx([1.5])


def test_squared_asks_for_squares_too() -> None:
    lean = parts.mean_statistic(("x",), (0.0,))
    rich = parts.mean_statistic(("x",), (0.0,), squared=True)
    assert len(rich.features) == len(lean.features) + 1
    assert value(rich) == value(lean)


def test_a_ratio_is_over_those_who_answered_both() -> None:
    """(101 + 2 104) / (1 + 2 2): the third and fourth person answered one item only."""
    assert value(parts.ratio_statistic("x", "y")) == pytest.approx([309 / 5])


def test_one_answer_has_no_bessel_factor() -> None:
    found = parts.bessel(np.array([1.0, 2.0, 5.0]))
    assert np.isnan(found[0]) and found[1:].tolist() == [2.0, 1.25]


def test_items_are_those_of_the_instrument() -> None:
    assert parts.number_items(SURVEY, None, "mean") == ("x", "y")
    assert parts.number_items(SURVEY, ["y"], "mean") == ("y",)
    with pytest.raises(OptionError, match="E701"):
        parts.number_items(SURVEY, ["z"], "mean")
    with pytest.raises(OptionError, match="E702"):
        parts.number_items(random_survey(1, 20), None, "mean")
