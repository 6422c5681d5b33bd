from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import waba
from tests.agreement.test_random_intercept import made


def test_the_parts_make_up_the_whole() -> None:
    frame = waba(made(7), by="unit", x="x", y="y").to_frame().set_index("item")
    part = frame["estimate"]
    between = part["eta_between_x"] * part["eta_between_y"] * part["between"]
    within = part["eta_within_x"] * part["eta_within_y"] * part["within"]
    assert part["raw"] == pytest.approx(between + within)
    for score in "xy":
        squares = part[f"eta_between_{score}"] ** 2 + part[f"eta_within_{score}"] ** 2
        assert squares == pytest.approx(1)
    survey = made(7)
    assert part["raw"] == pytest.approx(np.corrcoef(survey.number("x"), survey.number("y"))[0, 1])
    assert frame["conf_low"].between(-1, 1).all() and frame["conf_high"].between(-1, 1).all()


def test_three_units_are_too_few_for_an_interval() -> None:
    survey = made(8)
    few = survey.take(np.flatnonzero(survey.column("unit").codes < 3))
    frame = waba(few, by="unit", x="x", y="y").to_frame().set_index("item")
    assert np.isnan(frame.loc["between", "conf_low"])
    assert frame.loc["between", "note"] == "too few units"
