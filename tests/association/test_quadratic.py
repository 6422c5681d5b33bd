"""Quadratic forms of rows, whichever way they are computed."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association import quadratic as module
from berakhlak_stats.association.quadratic import quadratic
from berakhlak_stats.totals.statistic import Array

RNG = np.random.default_rng(2)


def expected(y: Array, forms: Array) -> Array:
    return np.einsum("ni,kij,nj->nk", y, forms, y)


def one_factor(size: int, sign: float = 1.0, zeros: int = 0) -> Array:
    """Off the diagonal a product of two numbers, but for the last row and column."""
    u = RNG.uniform(0.5, 2, size)
    u[:zeros] = 0
    out = sign * np.outer(u, u)
    out[np.arange(size), np.arange(size)] = RNG.normal(size=size)
    out[-1], out[:, -1] = RNG.normal(size=size), RNG.normal(size=size)
    return out


@pytest.mark.parametrize("count", [1, 3, 60])
@pytest.mark.parametrize("n", [1, 64, 5000])
def test_forms_are_what_they_are_called(count: int, n: int) -> None:
    y = RNG.normal(size=(n, 12))
    for forms in (
        RNG.normal(size=(count, 12, 12)),
        np.stack([one_factor(12, sign) for sign in np.resize([1.0, -1.0], count)]),
        np.stack([one_factor(12, zeros=each % 11) for each in range(count)]),
        np.zeros((count, 12, 12)),
    ):
        assert np.allclose(quadratic(forms)(y), expected(y, forms), rtol=1e-12, atol=1e-11)


def test_only_forms_of_one_factor_are_taken_apart() -> None:
    forms = [one_factor(12), one_factor(12, -1.0), np.diag(np.arange(12.0))]
    symmetric = [(each + each.T) / 2 for each in forms]
    assert all(module._parts(each) is not None for each in symmetric)
    nearly = symmetric[0].copy()
    nearly[2, 5] = nearly[5, 2] = nearly[2, 5] * (1 + 1e-9)
    pair = np.zeros((12, 12))
    pair[1, 2] = pair[2, 1] = 1.0
    assert module._parts(nearly) is None
    assert module._parts(pair) is None


def test_a_row_has_the_same_value_wherever_it_stands() -> None:
    y = RNG.normal(size=(300, 22))
    order = RNG.permutation(300)
    for forms in (one_factor(22)[None], RNG.normal(size=(2, 22, 22))):
        assert np.array_equal(quadratic(forms)(y)[order], quadratic(forms)(y[order]))
