"""Implicit derivatives of one factor, against differences of refits."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.covariance import numeric_gradient
from berakhlak_stats.reliability import classical
from berakhlak_stats.reliability.coefficients import Problem
from berakhlak_stats.reliability.mcdonald_omega import omega_and_ave
from berakhlak_stats.reliability.one_factor import OneFactor, one_factor, solve_with


def covariance(seed: int = 1, size: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 1)) * rng.uniform(0.5, 1.5, size) + rng.normal(size=(200, size))
    return np.cov(x * rng.uniform(0.5, 3, size), rowvar=False)


def refitted(S: np.ndarray, method: str, *, observed: bool) -> np.ndarray:
    flat = S.reshape(-1, *S.shape[-2:])
    values = []
    for one in flat:
        factor = one_factor(one, method)
        assert isinstance(factor, OneFactor)
        values.append(omega_and_ave(factor, one.sum() if observed else None).values)
    return np.array(values).reshape(*S.shape[:-2], 2)


@pytest.mark.parametrize("observed", [False, True])
def test_maximum_likelihood(observed: bool) -> None:
    S = covariance()
    made = solve_with(S, 2, lambda factor: omega_and_ave(factor, S.sum() if observed else None))
    expected = numeric_gradient(lambda M: refitted(M, "ml", observed=observed), S)
    assert made.slopes == pytest.approx(expected, abs=1e-7)
    assert made.values == pytest.approx(refitted(S, "ml", observed=observed))


def test_least_squares_on_correlations() -> None:
    R = classical.correlations(covariance(2, 6))
    made = solve_with(R, 2, lambda factor: omega_and_ave(factor, None), "minres")
    expected = numeric_gradient(lambda M: refitted(M, "minres", observed=False), R)
    off = ~np.eye(6, dtype=bool)
    assert made.slopes[:, off] == pytest.approx(expected[:, off], abs=1e-6)


def test_a_true_factor_is_found() -> None:
    x = np.array([2.0, 1.0, 0.5, 3.0])
    u = np.array([1.0, 2.0, 0.5, 4.0])
    found = one_factor(np.outer(x, x) + np.diag(u))
    assert isinstance(found, OneFactor)
    assert found.loadings == pytest.approx(x, abs=1e-6)
    assert found.unique == pytest.approx(u, abs=1e-6)


def test_improper_and_indefinite_matrices_are_named() -> None:
    # r12 r13 / r23 = .9 * .9 / .6 > 1: the first item would have a negative residual variance.
    R = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.65], [0.9, 0.65, 1.0]])
    found = one_factor(R)
    assert isinstance(found, Problem)
    assert (found.code, found.places) == ("E808", (0,))
    assert one_factor(np.ones((3, 3))) == Problem("E807")
    made = solve_with(R, 2, lambda factor: omega_and_ave(factor, None))
    assert np.isnan(made.values).all()
