"""Gradient projection ends in a minimum and says when it cannot begin."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.rotation import oblimin, varimax
from berakhlak_stats.errors import OptionError
from tests.association.matrices import Array


def test_no_small_turn_improves_the_rotation() -> None:
    rng = np.random.default_rng(11)
    loadings = rng.normal(size=(9, 3)) * 0.4
    found = oblimin(loadings)

    def overlap(transform: Array) -> float:
        square = (loadings @ np.linalg.inv(transform).T) ** 2
        return float((square.sum(axis=1) ** 2 - (square**2).sum(axis=1)).sum()) / 4

    assert overlap(found.transform) == pytest.approx(found.objective)
    for _ in range(50):
        moved = found.transform + 1e-3 * rng.normal(size=(3, 3))
        moved /= np.sqrt((moved**2).sum(axis=0))
        assert overlap(moved) > found.objective


def test_a_rotation_from_its_own_solution_stays_there() -> None:
    rng = np.random.default_rng(13)
    loadings = rng.normal(size=(9, 3)) * 0.4
    first = oblimin(loadings)
    again = oblimin(loadings, start=first.transform)
    assert again.pattern == pytest.approx(first.pattern, abs=1e-7)


def test_kaiser_weights_need_communalities() -> None:
    with pytest.raises(OptionError, match="E703"):
        varimax(np.array([[0.5, 0.5], [0.0, 0.0], [0.2, 0.1]]))
