"""Frames put together by hand look like all others."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.estimates.glossary import REQUIRED, TEXT
from berakhlak_stats.estimates.tidy import stacked, t_bounds, tidy


def test_plain_values_are_repeated_and_required_columns_are_there() -> None:
    frame = tidy({"level": "model", "item": ["a", "b"], "estimate": np.array([1.0, 2.0])})
    assert set(REQUIRED) <= set(frame.columns)
    assert frame["level"].tolist() == ["model", "model"]
    assert frame["std_error"].isna().all() and not frame["suppressed"].any()
    assert all(frame[name].dtype == object for name in TEXT if name in frame)


def test_a_column_that_one_frame_lacks_is_empty_there() -> None:
    first = tidy({"item": "a", "estimate": 1.0, "p_value": 0.5})
    second = tidy({"item": "b", "item_2": "c", "suppressed": True})
    frame = stacked([first, second])
    assert frame["item_2"].tolist() == ["", "c"]
    assert frame["p_value"][0] == 0.5 and np.isnan(frame["p_value"][1])
    assert frame["suppressed"].dtype == bool and frame["suppressed"].tolist() == [False, True]


def test_bounds_are_those_of_a_t_interval() -> None:
    """Student's t with 4 degrees of freedom: 2.776 at 97.5% (any printed table)."""
    found = t_bounds(np.array([10.0]), np.array([2.0]), 4.0, 0.95)
    assert found["conf_low"][0] == pytest.approx(10 - 2 * 2.776, abs=1e-3)
    assert found["conf_high"][0] == pytest.approx(10 + 2 * 2.776, abs=1e-3)
