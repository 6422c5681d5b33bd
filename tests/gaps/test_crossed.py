"""Sums of products against the same sums with every product written out."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.gaps.crossed import (
    Crossed,
    CrossedClasses,
    CrossedPicks,
    batches,
    persons_trace,
    units_trace,
    weighted_squares,
    weighted_sums,
)

N = 40
RNG = np.random.default_rng(1)
WEIGHTS = RNG.uniform(0.5, 2.0, N)


def picks() -> CrossedPicks:
    first, second = RNG.random((N, 4)) < 0.4, RNG.random((N, 3)) < 0.5
    lines = tuple((marks.mean(axis=0), 1 / marks.std(axis=0)) for marks in (first, second))
    return CrossedPicks((first, second), lines, RNG.random(N) < 0.9)  # type: ignore[arg-type]


def classes() -> CrossedClasses:
    codes = RNG.integers(0, 3, N)
    rows = RNG.normal(size=(3, 2))
    return CrossedClasses(rows[codes], RNG.normal(size=(N, 5)), codes)


def products(crossed: Crossed) -> np.ndarray:
    return (crossed.left[:, :, None] * crossed.right[:, None, :]).reshape(N, -1)


@pytest.mark.parametrize("made", [picks, classes])
def test_sums_of_every_cell(made) -> None:
    crossed = made()
    d = products(crossed)
    assert weighted_sums(crossed, WEIGHTS).ravel() == pytest.approx(WEIGHTS @ d)
    assert weighted_squares(crossed, WEIGHTS).ravel() == pytest.approx(WEIGHTS @ d**2)
    gram = (d * WEIGHTS[:, None]).T @ d
    assert crossed.gram_square(WEIGHTS) == pytest.approx((gram**2).sum())


@pytest.mark.parametrize("made", [picks, classes])
def test_what_is_taken_off_is_in_both_traces(made) -> None:
    crossed = made()
    d = products(crossed)
    taken = [(0.3, weighted_sums(crossed, WEIGHTS)), (0.1, weighted_sums(crossed, np.ones(N)))]
    matrix = (d * WEIGHTS[:, None]).T @ d
    for constant, direction in taken:
        matrix -= constant * np.outer(direction.ravel(), direction.ravel())
    diagonal, square = persons_trace(crossed, WEIGHTS, taken)
    assert diagonal.ravel() == pytest.approx(np.diag(matrix))
    assert square == pytest.approx((matrix**2).sum())


def test_units_with_signs() -> None:
    rows, signs = RNG.normal(size=(7, 5)), np.array([1, 1, 1, 1, 1, -1, -1.0])
    matrix = (rows * signs[:, None]).T @ rows
    diagonal, square = units_trace(rows, signs)
    assert diagonal == pytest.approx(np.diag(matrix))
    assert square == pytest.approx((matrix**2).sum())


def test_batches_cover_every_row_once() -> None:
    covered = np.concatenate([np.arange(10_000)[rows] for rows in batches(10_000)])
    assert np.array_equal(covered, np.arange(10_000))
