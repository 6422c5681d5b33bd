"""Sums over pairs of words, against the matrix of all cells written out."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.gaps import word_pairs
from berakhlak_stats.gaps.word_pairs import centred_square


@pytest.mark.parametrize("rows", [3, 512])
def test_against_the_matrix(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_pairs, "ROWS", rows)
    rng = np.random.default_rng(1)
    first, second = rng.random((40, 5)) < 0.4, rng.random((40, 4)) < 0.5
    weights = rng.uniform(0.5, 2, 40)
    lines = ((rng.random(5), rng.uniform(1, 3, 5)), (rng.random(4), rng.uniform(1, 3, 4)))
    left, right = (
        (marks - mean) * slope for marks, (mean, slope) in zip((first, second), lines, strict=True)
    )
    cells = (left[:, :, None] * right[:, None, :]).reshape(40, -1)
    matrix = (cells * weights[:, None]).T @ cells
    found = centred_square(first, second, weights, lines)
    assert found == pytest.approx((matrix**2).sum(), rel=1e-12)
