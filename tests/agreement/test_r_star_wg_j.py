from __future__ import annotations

import pytest

from berakhlak_stats.agreement import r_star_wg_j
from tests.agreement.helpers import rating_units


def test_by_hand_and_below_zero() -> None:
    """Variances 0.5 and 0.5 over 2; and 10 persons at both ends: variance 40/9."""
    survey = rating_units([[4, 3], [4, 3], [5, 4], [3, 2], [4, 3]], ["a"] * 5)
    assert r_star_wg_j(survey, items="scale").to_frame()["estimate"][0] == pytest.approx(0.75)
    divided = rating_units([[1], [5]] * 5, ["a"] * 10)
    row = r_star_wg_j(divided, items=["t1"]).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(1 - 40 / 9 / 2)
    assert row["note"] == "no spread to judge by"
    assert row[["std_error", "conf_low", "conf_high"]].isna().all()
    nearly = rating_units([[1], [5]] * 5 + [[2]], ["a"] * 11)
    row = r_star_wg_j(nearly, items=["t1"]).to_frame().iloc[0]
    assert row["conf_low"] < row["estimate"] < 0
    assert row["note"] == ""
