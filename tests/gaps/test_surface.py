"""The geometry of a surface: derivatives by differences, and known shapes."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.gaps.surface import AXES, SLOPES, axes, derived, terms


def test_derivatives_by_differences() -> None:
    b = np.array([0.3, 0.2, -0.4, -0.5, 0.3, -0.2])
    values, slopes = derived(b)
    step = 1e-6
    for j, unit in enumerate(np.eye(6)):
        moved = (derived(b + step * unit)[0] - derived(b - step * unit)[0]) / (2 * step)
        assert slopes[:, j] == pytest.approx(moved, rel=1e-5, abs=1e-7)
    assert len(values) == len(SLOPES) + len(AXES)


def test_a_round_hill_stands_at_its_top() -> None:
    """z = -(x - 1)^2 - (y - 2)^2 + tiny x y, whose axes would else be undefined."""
    found = axes(np.array([0.0, 2.0, 4.0, -1.0, 1e-6, -1.0]))
    assert found[:2] == pytest.approx([1, 2], abs=1e-4)


def test_a_ridge_along_agreement_has_no_single_top() -> None:
    found = dict(zip(AXES, axes(np.array([0.0, 0.0, 0.0, -1.0, 2.0, -1.0])), strict=True))
    assert np.isnan(found["X0"]) and found["p11"] == pytest.approx(1)
    assert found["l1"] == pytest.approx(0) and found["PA2_curvature"] == pytest.approx(-4)


def test_terms() -> None:
    assert terms(np.array([2.0]), np.array([3.0])).tolist() == [[1, 2, 3, 4, 6, 9]]
