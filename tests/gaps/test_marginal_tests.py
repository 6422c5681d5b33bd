"""Corrections of summed chi-squares where their answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.gaps.cell_spread import CellSpread
from berakhlak_stats.gaps.marginal_tests import (
    cell_p_values,
    chi_square,
    second_order,
    unbiased_square,
    word_p_values,
)


def independent(cells: int, n: int, df: float = 1e9) -> CellSpread:
    """Cells that do not depend on each other: ``V`` is the identity over n."""
    variance = np.full((1, cells), 1 / n)
    return CellSpread(np.zeros((1, cells)), variance, cells / n, cells / n**2, float(cells), df, n)


def test_chi_square_by_the_table() -> None:
    """3.841 is the 95% point of one degree of freedom (any printed table)."""
    assert chi_square(3.841459, 1).p_value == pytest.approx(0.05, abs=1e-7)


@pytest.mark.parametrize("form", ["IJ", "trace"])
def test_independent_cells_need_no_correction(form: str) -> None:
    found = second_order(12.0, independent(6, 100), form, 6.0)
    assert found.statistic == pytest.approx(12.0)
    assert found.df == pytest.approx(6.0)
    assert found.p_value == pytest.approx(stats.chi2.sf(12.0, 6), rel=1e-6)


def test_cells_that_repeat_each_other_count_as_one() -> None:
    """``V`` of rank one: trace 6/n, trace of the square 36/n^2."""
    spread = replace(independent(6, 100), trace_square=36 / 100**2)
    found = second_order(12.0, spread, "trace", 6.0)
    assert (found.statistic, found.df) == pytest.approx((2.0, 1.0))


def test_an_estimated_matrix_of_noise_loses_its_excess() -> None:
    """Bai & Saranadasa (1996): the corrected square is unbiased for Wishart matrices."""
    rng, df, cells = np.random.default_rng(1), 12, 30
    found = []
    for _ in range(400):
        x = rng.normal(size=(df, cells))
        v = x.T @ x / df
        traces = {"trace": float(np.trace(v)), "trace_square": float((v**2).sum())}
        found.append(unbiased_square(replace(independent(cells, 1, df), **traces), 1e9))
    # The truth is tr I = 30; without the correction the mean would be about 30 + 30 * 31 / 12.
    assert np.mean(found) == pytest.approx(cells, abs=4 * np.std(found) / 20)


def test_p_values_of_cells_and_words() -> None:
    spread, x2 = independent(3, 50), np.array([1.0, 3.841459, 9.0])
    plain = cell_p_values(x2, spread, "IJ", 1)
    assert plain == pytest.approx(stats.chi2.sf(x2, 1))
    assert cell_p_values(x2, spread, "trace", 1)[0] == pytest.approx(plain, rel=1e-5)
    assert word_p_values(x2, spread, "trace", 1) == pytest.approx(plain, rel=1e-5)
    doubled = replace(spread, variance=spread.variance * 2)
    expected = stats.chi2.sf(x2 / 2, 1)
    assert word_p_values(x2, doubled, "trace", 1) == pytest.approx(expected, rel=1e-5)
