from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting.distance import distance

GRID = np.linspace(-0.8, 0.9, 40)
RULES = [
    ("linear", None),
    ("linear", (0.1, 5.0)),
    ("raking", None),
    ("raking", (0.3, 3.0)),
    ("logit", (0.5, 2.0)),
]


@pytest.mark.parametrize(("method", "bounds"), RULES)
def test_no_move_costs_nothing(method: str, bounds: tuple[float, float] | None) -> None:
    # Deville & Sarndal (1992): F(0) = 1 and F'(0) = 1 for every distance.
    rule = distance(method, bounds)
    assert rule.factor(np.zeros(1))[0] == pytest.approx(1)
    assert rule.slope(np.zeros(1))[0] == pytest.approx(1)


@pytest.mark.parametrize(("method", "bounds"), RULES)
def test_the_slope_is_the_derivative(method: str, bounds: tuple[float, float] | None) -> None:
    rule = distance(method, bounds)
    h = 1e-6
    numeric = (rule.factor(GRID + h) - rule.factor(GRID - h)) / (2 * h)
    assert np.allclose(rule.slope(GRID), numeric, atol=1e-6)


def test_bounds_are_kept_far_out() -> None:
    far = np.array([-1e4, 1e4])
    for method in ("linear", "raking", "logit"):
        factor = distance(method, (0.5, 2.0)).factor(far)
        assert np.all((factor >= 0.5) & (factor <= 2.0))


def test_nonsense_is_refused() -> None:
    for method, bounds in (("logit", None), ("linear", (1.2, 2.0)), ("ridge", None)):
        with pytest.raises(OptionError):
            distance(method, bounds)
