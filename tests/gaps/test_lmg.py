"""Shapley shares of the cars, and by averaging over every order."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import lmg
from berakhlak_stats.gaps.lmg import shapley
from tests.gaps.cars import PREDICTORS, cars


def test_cars() -> None:
    """mpg on cyl, disp, hp, gear: recomputed after Gromping (2006)."""
    frame = lmg(cars(2), items=PREDICTORS, outcome="mpg").frame
    raw = frame[frame["level"] == "driver"].set_index("item")["estimate"]
    expected = [0.2470520, 0.2434996, 0.2109129, 0.0777251]
    assert raw[PREDICTORS].tolist() == pytest.approx(expected, abs=6e-8)
    assert raw["r_squared"] == pytest.approx(0.7791896, abs=5e-8)


def test_every_order_written_out() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(100, 4)) + rng.normal(size=(100, 1))
    r = np.corrcoef(x, rowvar=False)

    def explained(subset: tuple[int, ...]) -> float:
        if not subset:
            return 0.0
        at = list(subset)
        return float(r[at, -1] @ np.linalg.solve(r[np.ix_(at, at)], r[at, -1]))

    gains = np.zeros(3)
    for order in permutations(range(3)):
        for place, j in enumerate(order):
            before = tuple(sorted(order[:place]))
            gains[j] += explained(tuple(sorted((*before, j)))) - explained(before)
    assert shapley(r) == pytest.approx(gains / 6)
    both = shapley(np.stack([r, np.full_like(r, np.nan)]))
    assert both[0] == pytest.approx(gains / 6) and np.isnan(both[1]).all()


def test_too_many_predictors_are_refused() -> None:
    with pytest.raises(BerakhlakError, match="E703"):
        lmg(cars(), items=[f"i{j}" for j in range(13)], outcome="mpg")
