"""Eigenvalues: the smallest of each matrix, and smoothing as psych does it."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.definite import smallest_eigenvalue, smooth_eigen

BAD = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])


def test_the_smallest_eigenvalue_by_hand() -> None:
    # Of equal correlations r among q items: 1 - r. Of BAD: 1 - 2 * .9.
    equal = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    assert smallest_eigenvalue(equal) == pytest.approx(0.7)
    gap = equal.copy()
    gap[0, 1] = gap[1, 0] = np.nan
    assert np.isnan(smallest_eigenvalue(np.stack([equal, gap]))).tolist() == [False, True]
    assert smallest_eigenvalue(BAD) == pytest.approx(-0.8)


def test_smoothing_by_hand() -> None:
    # BAD has eigenvalues 1.9, 1.9 and -.8. Without the last the matrix is 1.9 times a projection
    # with diagonal 2/3 and off-diagonal 1/3 in size: correlations become .5.
    found = smooth_eigen(BAD)
    assert np.abs(found[np.triu_indices(3, 1)]) == pytest.approx(0.5, abs=1e-6)
    assert np.sign(found[np.triu_indices(3, 1)]).tolist() == [1, -1, 1]
    assert np.diag(found).tolist() == [1, 1, 1]
    assert np.linalg.eigvalsh(found)[0] > 0
