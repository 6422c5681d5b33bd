"""Numerical derivatives against analytic ones."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference.derivatives import along, evaluate, jacobian
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

PAIR = Feature("pair", ("a", "b"), lambda survey: np.empty((survey.n, 2)))


def statistic() -> Statistic:
    def f(t: View) -> Array:
        a, b = t["pair"][..., :1], t["pair"][..., 1:]
        return np.concatenate([a / b, np.log(a / b), a * b], axis=-1)

    outputs = tuple(Output(x, "item", "pair", "mean") for x in ("ratio", "log", "product"))
    return Statistic("abc", (PAIR,), outputs, f)


BASE = np.array([[30.0, 50.0], [4000.0, 9.0]])


def exact(a: float, b: float) -> np.ndarray:
    return np.array([[1 / b, -a / b**2], [1 / a, -1 / b], [b, a]])


def test_jacobian() -> None:
    found = jacobian(statistic(), BASE, np.ones_like(BASE))
    for g, (a, b) in enumerate(BASE):
        assert found[g] == pytest.approx(exact(a, b), rel=1e-9)


def test_along_a_direction() -> None:
    direction = np.array([[0.7, 0.2], [-30.0, 0.1]])
    found = along(statistic(), BASE, direction)
    for g, (a, b) in enumerate(BASE):
        assert found[g] == pytest.approx(exact(a, b) @ direction[g], rel=1e-7)


def test_along_nothing_has_no_rows() -> None:
    assert along(statistic(), np.empty((0, 2)), np.empty((0, 2))).shape == (0, 3)


def test_a_coordinate_that_never_occurs_has_no_derivative() -> None:
    base, spread = np.array([[0.0, 5.0]]), np.zeros((1, 2))
    assert (jacobian(statistic(), base, spread)[0, :, 0] == 0).all()


def test_empty_groups_are_nan_without_a_warning() -> None:
    assert np.isnan(evaluate(statistic(), np.zeros((1, 2)))[0, 0])
