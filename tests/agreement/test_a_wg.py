from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import a_wg
from berakhlak_stats.errors import StatisticError
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_by_hand() -> None:
    """3, 3, 4, 2, 3 on 1-5: mean 3, variance 0.5; largest (18 - 9 - 5) 5 / 4 = 5."""
    survey = rating_units([[3], [3], [4], [2], [3]], ["a"] * 5)
    assert a_wg(survey, items=["t1"]).to_frame()["estimate"][0] == pytest.approx(1 - 2 * 0.5 / 5)


def test_largest_disagreement_is_minus_one() -> None:
    survey = rating_units([[1], [5]] * 5, ["a"] * 10)
    assert a_wg(survey, items=["t1"]).to_frame()["estimate"][0] == pytest.approx(-1)


def test_a_mean_at_the_end_of_the_scale_has_none() -> None:
    """All 5: beyond (5 (k - 1) + 1) / k; all 4: agreement of 1, without an interval."""
    survey = rating_units([[5]] * 6 + [[4]] * 6, ["end"] * 6 + ["inside"] * 6)
    frame = a_wg(survey, items=["t1"], by="unit").to_frame().set_index("group")
    assert np.isnan(frame.loc["end", "estimate"]) and frame.loc["end", "note"]
    assert frame.loc["inside", "estimate"] == 1
    assert frame.loc["inside", "note"] == "no variance"
    assert frame.loc["", "estimate"] == 1


def test_numbers_need_a_scale() -> None:
    survey = number_survey({"x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    with pytest.raises(StatisticError) as caught:
        a_wg(survey, items=["x"])
    assert caught.value.code == "E831"
