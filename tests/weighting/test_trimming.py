from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.weighting import trim_weights
from tests.reference import reference_case


def test_trimmed_weights_of_r_survey() -> None:
    case = reference_case("survey_api", "clus1_rake.weights")
    expected = case["expected"]
    found = trim_weights(expected["raked"], low=15, high=45)
    tolerance = float(case["tolerance"])
    np.testing.assert_allclose(found.weights, expected["trimmed"], rtol=tolerance)
    assert found.before.n_eff == pytest.approx(expected["kish_neff"], rel=1e-9)
    assert found.before.design_effect == pytest.approx(expected["deff_kish"], rel=1e-9)


def test_by_hand() -> None:
    # 8 is cut to 4; the 4 left over go to the three others in equal amounts.
    found = trim_weights([1, 1, 2, 8], high=4)
    assert np.allclose(found.weights, [7 / 3, 7 / 3, 10 / 3, 4])
    assert (found.cut, found.raised) == (1, 0)
    assert found.trimmed == pytest.approx(4 / 12)


def test_once_is_not_always_enough() -> None:
    # 10 -> 4 gives 2 to each other one, which pushes 3.5 over the limit.
    once = trim_weights([1, 1, 3.5, 10], high=4.2, strict=False)
    assert once.weights.max() > 4.2
    again = trim_weights([1, 1, 3.5, 10], high=4.2)
    assert again.weights.max() <= 4.2
    assert again.weights.sum() == pytest.approx(15.5)


def test_without_redistribution_the_total_shrinks() -> None:
    found = trim_weights([1, 1, 2, 8], high=4, redistribute=False)
    assert found.weights.tolist() == [1, 1, 2, 4]


def test_all_outside_still_keeps_the_total() -> None:
    found = trim_weights([1, 1, 9], low=2, high=5)
    assert found.weights.sum() == pytest.approx(11)
    assert np.allclose(found.weights, [3, 3, 5])


def test_limits_that_hold_everything_change_nothing() -> None:
    found = trim_weights([1, 2, 3], low=1, high=3)
    assert found.weights.tolist() == [1, 2, 3]
    assert found.trimmed == 0


def test_much_trimming_is_a_warning() -> None:
    found = trim_weights([1] * 19 + [40], high=4)
    assert "E632" in [problem.code for problem in found.after.warnings]
    assert "E630" in [problem.code for problem in found.before.warnings]
    assert found.after.ratio < found.before.ratio
    assert found.after.n_eff > found.before.n_eff


@settings(max_examples=100, deadline=None)
@given(
    weights=st.lists(st.floats(0.01, 100), min_size=2, max_size=40),
    down=st.floats(0.05, 0.98),
    up=st.floats(1.02, 5),
)
def test_limits_and_total_are_kept(weights: list[float], down: float, up: float) -> None:
    mean = float(np.mean(weights))
    found = trim_weights(weights, low=down * mean, high=up * mean)
    assert found.weights.sum() == pytest.approx(sum(weights), rel=1e-9)
    assert found.weights.min() >= down * mean * (1 - 1e-9)
    assert found.weights.max() <= up * mean * (1 + 1e-9)


def test_limits_without_room_are_refused() -> None:
    with pytest.raises(DesignError) as caught:
        trim_weights([1, 2, 9], high=3)
    assert caught.value.code == "E628"


@pytest.mark.parametrize("limits", [{}, {"low": 3, "high": 2}, {"low": -1}, {"high": float("nan")}])
def test_nonsense_is_refused(limits: dict[str, float]) -> None:
    with pytest.raises(OptionError):
        trim_weights([1, 2, 3], **limits)  # type: ignore[arg-type]


def test_bad_weights_are_refused() -> None:
    with pytest.raises(DesignError):
        trim_weights([1, 0, 3], high=2)
