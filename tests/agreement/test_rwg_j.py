from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import rwg, rwg_j
from berakhlak_stats.agreement.rwg_j import stepped_up
from berakhlak_stats.errors import OptionError
from tests.agreement.helpers import rating_units


def test_by_hand() -> None:
    """Two items, each of variance 0.5: r = 0.75, 2 r / (2 r + 1 - r) = 1.5 / 1.75."""
    survey = rating_units([[4, 3], [4, 3], [5, 4], [3, 2], [4, 3]], ["a"] * 5)
    assert rwg_j(survey, items="scale").to_frame()["estimate"][0] == pytest.approx(1.5 / 1.75)


def test_the_slope_is_that_of_the_curve() -> None:
    scale, u, step = stepped_up(5), np.array([0.05, 0.4, 0.9]), 1e-6
    numeric = (scale.g(u + step) - scale.g(u - step)) / (2 * step)
    assert scale.slope(u) == pytest.approx(numeric, rel=1e-6)


def test_one_item_is_rwg() -> None:
    u = np.array([0.2, 0.7, 1.3])
    assert stepped_up(1).g(u) == pytest.approx(1 - u)


def test_it_rises_with_items_while_rwg_does_not() -> None:
    rng = np.random.default_rng(1)
    one = rng.integers(2, 6, (20, 1))
    survey = rating_units(np.repeat(one, 6, axis=1).tolist(), ["a"] * 20)
    few = rwg_j(survey, items=["t1", "t2"]).to_frame()["estimate"][0]
    many = rwg_j(survey, items="scale").to_frame()["estimate"][0]
    assert few < many < 1
    assert rwg(survey, items="scale").to_frame()["estimate"].nunique() == 1


def test_beyond_the_null_it_is_zero() -> None:
    survey = rating_units([[1, 1], [5, 5]] * 5, ["a"] * 10)
    row = rwg_j(survey, items="scale").to_frame().iloc[0]
    assert row["estimate"] == 0
    assert row["note"] == "below zero, set to zero"


def test_one_item_is_refused() -> None:
    with pytest.raises(OptionError):
        rwg_j(rating_units([[1], [2]], ["a", "a"]), items=["t1"])
