"""The greatest lower bound: optimality proved by the dual, and cases known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.covariance import numeric_gradient
from berakhlak_stats.reliability import classical
from berakhlak_stats.reliability.glb_solver import largest_error
from berakhlak_stats.reliability.greatest_lower_bound import solve_bound
from tests.reliability.published import blocks, thurstone, wolff_preising


def covariance(seed: int, size: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(80, 1)) + rng.normal(size=(80, size)) * rng.uniform(0.5, 3, size)
    return np.cov(x, rowvar=False)


@pytest.mark.parametrize(
    "S",
    [blocks(), thurstone(), wolff_preising(), covariance(1, 4), covariance(2, 12)],
    ids=["blocks", "thurstone", "wolff", "four", "twelve"],
)
def test_kkt_conditions_and_no_gap_to_the_dual(S: np.ndarray) -> None:
    found = largest_error(S)
    assert found is not None
    left, trace = S - np.diag(found.theta), np.trace(S)
    assert (found.theta >= 0).all()
    assert np.linalg.eigvalsh(left)[0] > -1e-9 * trace
    assert np.linalg.eigvalsh(found.dual)[0] > -1e-9
    assert (np.diag(found.dual) > 1 - 1e-8).all()
    # A feasible dual bounds every feasible primal: 1e-7 of the trace apart, both are optimal.
    assert 0 < np.trace(S @ found.dual) - found.theta.sum() < 1e-7 * trace
    assert np.abs(left @ found.dual).max() < 1e-4 * trace


def test_no_diagonal_is_larger() -> None:
    S = covariance(3, 5)
    found = largest_error(S)
    assert found is not None
    rng = np.random.default_rng(4)
    for _ in range(200):
        direction = rng.normal(size=5)
        direction *= np.sign(direction.sum())
        worse = found.theta + 1e-3 * direction
        feasible = (worse >= 0).all() and np.linalg.eigvalsh(S - np.diag(worse))[0] >= 0
        assert not feasible


def test_two_items_and_one_factor_are_known() -> None:
    # Two items: theta_1 theta_2 may use all but the covariance; the best leaves c in both.
    S = np.array([[4.0, 1.0], [1.0, 2.0]])
    found = largest_error(S)
    assert found is not None
    assert found.theta == pytest.approx([3.0, 1.0], abs=1e-6)
    # One factor: the bound is omega, 1 - sum(1 - l^2) / sum.
    x = np.array([0.8, 0.7, 0.6, 0.5])
    R = np.outer(x, x) + np.diag(1 - x**2)
    assert solve_bound(R).values[0] == pytest.approx(1 - (1 - x**2).sum() / R.sum(), abs=1e-7)


def test_it_bounds_every_lambda() -> None:
    for S in (blocks(), thurstone(), covariance(5, 6)):
        bound = solve_bound(S).values[0]
        assert bound >= classical.lambda6(S) - 1e-9
        assert bound >= classical.lambda2(S) - 1e-9


def test_the_dual_is_the_derivative() -> None:
    S = covariance(6, 5)

    def f(M: np.ndarray) -> np.ndarray:
        flat = M.reshape(-1, 5, 5)
        return np.array([solve_bound(one).values for one in flat]).reshape(*M.shape[:-2], 1)

    assert solve_bound(S).slopes == pytest.approx(numeric_gradient(f, S), abs=1e-5)


def test_scale_of_the_answers_does_not_matter_for_correlations() -> None:
    S = covariance(7, 4)
    far = S * np.outer([1, 100, 0.01, 3], [1, 100, 0.01, 3])
    found, moved = largest_error(S), largest_error(far)
    assert found is not None and moved is not None
    assert np.trace(far @ moved.dual) == pytest.approx(moved.theta.sum(), rel=1e-6)


def test_indefinite_matrices_have_none() -> None:
    assert largest_error(np.array([[1.0, 1.0], [1.0, 1.0]])) is None
    assert largest_error(np.array([[1.0, 2.0], [2.0, 1.0]])) is None
    assert solve_bound(np.ones((2, 2))).problems[0].code == "E807"
