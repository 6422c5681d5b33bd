"""Components of respondents in units, from a survey, with the jackknife over units."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.reliability import generalizability_study
from tests.reliability.test_generalizability_study import nested_answers, values
from tests.reliability.test_variance_components import by_mean_squares


def test_units_from_a_survey() -> None:
    survey, units = nested_answers(np.random.default_rng(1), (6, 9, 14, 20, 8))
    result = generalizability_study(survey, by="unit", at=[20])
    found = values(result)
    for name, value in by_mean_squares(units).items():
        assert found[name] == pytest.approx(value)
    kept = {name: max(found[name], 0.0) for name in ("unit", "person", "unit_item", "residual")}
    error = kept["unit_item"] / 4 + kept["person"] / 20 + kept["residual"] / 80
    assert found["g_coefficient@20"] == pytest.approx(kept["unit"] / (kept["unit"] + error))


def test_standard_error_is_the_jackknife_over_units() -> None:
    survey, units = nested_answers(np.random.default_rng(2), (6, 9, 14, 20, 8, 11))
    frame = generalizability_study(survey, by="unit").frame.set_index("item")
    left = [by_mean_squares(units[:g] + units[g + 1 :])["unit"] for g in range(6)]
    expected = np.sqrt(5 / 6 * ((np.array(left) - np.mean(left)) ** 2).sum())
    assert frame.loc["variance_unit", "std_error"] == pytest.approx(expected)
