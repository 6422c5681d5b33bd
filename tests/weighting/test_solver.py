from __future__ import annotations

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.weighting.distance import distance
from berakhlak_stats.weighting.solver import rake, solve

# Kalton & Flores-Cervantes (2003), Journal of Official Statistics 19, 81-97: counts of the
# sample and of the population, rows x columns, and the weights their tables print.
SAMPLE = np.array([[20, 40, 40], [50, 140, 310], [100, 50, 50], [30, 100, 70]], float)
PEOPLE = np.array([[80, 40, 55], [60, 150, 340], [170, 60, 200], [55, 165, 125]], float)
RAKED = [[1.81, 1.45, 2.02], [1.08, 0.87, 1.21], [2.20, 1.76, 2.45], [1.83, 1.47, 2.04]]
LINEAR = [[1.82, 1.50, 1.97], [1.09, 0.78, 1.24], [2.19, 1.88, 2.34], [1.83, 1.52, 1.98]]
BOUNDED = [[1.81, 1.48, 1.99], [1.08, 0.75, 1.26], [2.20, 2.00, 2.20], [1.83, 1.50, 2.00]]
LOGIT = [[1.87, 1.46, 1.98], [1.08, 0.74, 1.27], [2.17, 2.09, 2.18], [1.89, 1.49, 1.99]]


def kalton() -> tuple[list[NDArray[np.int64]], list[NDArray[np.float64]]]:
    rows, columns = (index.reshape(-1) for index in np.indices(SAMPLE.shape))
    return [rows, columns], [PEOPLE.sum(axis=1), PEOPLE.sum(axis=0)]


def dummies(codes: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    return np.concatenate([np.eye(column.max() + 1)[column] for column in codes], axis=1)


def test_kalton_raking() -> None:
    codes, targets = kalton()
    factors = rake(SAMPLE.reshape(-1), codes, targets)
    assert np.allclose(factors.reshape(4, 3), RAKED, atol=0.0051)


@pytest.mark.parametrize(
    ("method", "bounds", "printed"),
    [
        ("raking", None, RAKED),
        ("linear", None, LINEAR),
        ("linear", (0.5, 2.2), BOUNDED),
        ("logit", (0.5, 2.2), LOGIT),
    ],
)
def test_kalton_by_newton(
    method: str, bounds: tuple[float, float] | None, printed: list[list[float]]
) -> None:
    codes, targets = kalton()
    rule = distance(method, bounds)
    factors = solve(SAMPLE.reshape(-1), dummies(codes), np.concatenate(targets), rule)
    assert np.allclose(factors.reshape(4, 3), printed, atol=0.0051)


def test_sparse_and_dense_calibrators_agree() -> None:
    from scipy.sparse import csr_array

    codes, targets = kalton()
    x, goal = dummies(codes), np.concatenate(targets)
    rule = distance("logit", (0.5, 2.2))
    dense, sparse = (solve(SAMPLE.reshape(-1), each, goal, rule) for each in (x, csr_array(x)))
    assert np.allclose(dense, sparse, atol=1e-10)


def test_bounds_that_cannot_be_kept_name_the_total() -> None:
    codes, targets = kalton()
    names = [f"c{i}" for i in range(7)]
    with pytest.raises(DesignError) as caught:
        solve(
            SAMPLE.reshape(-1),
            dummies(codes),
            np.concatenate(targets),
            distance("linear", (0.9, 1.1)),
            names,
        )
    assert caught.value.code == "E620"
    assert caught.value.message.values["margin"] in names


def test_margins_that_contradict_each_other_name_the_category() -> None:
    # Everybody in the first row is in the first column, but the column is the smaller.
    codes = [np.array([0, 1, 1]), np.array([0, 0, 1])]
    targets = [np.array([60.0, 40.0]), np.array([30.0, 70.0])]
    with pytest.raises(DesignError) as caught:
        rake(np.ones(3), codes, targets, [["a", "b"], ["x", "y"]])
    assert caught.value.code == "E621"
    assert caught.value.message.values["margin"] in ("a", "b", "x", "y")


def test_a_million_rows_on_five_margins_take_seconds() -> None:
    rng = np.random.default_rng(1)
    n, sizes = 1_000_000, (40, 2, 2, 4, 3)
    codes = [rng.integers(0, size, n) for size in sizes]
    targets = [2 * n * rng.dirichlet(np.full(size, 30.0)) for size in sizes]
    start = time.process_time()
    factors = rake(np.ones(n), codes, targets)
    assert time.process_time() - start <= 5
    for column, target in zip(codes, targets, strict=True):
        assert np.allclose(np.bincount(column, weights=factors), target, rtol=1e-9)
