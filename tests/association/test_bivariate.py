"""The bivariate normal distribution against numbers and methods of its own kind."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from berakhlak_stats.association.bivariate import (
    FAR,
    bivariate_cdf,
    bivariate_density,
    cell_probabilities,
    threshold_slopes,
)

# mpmath 1.3 at 30 digits: Phi(h) Phi(k) plus the integral of the density from 0 to rho.
EXACT = [
    (-1.3, 0.4, 0.35, 0.08315906647026847415918161),
    (0.0, 0.7, -0.6, 0.3019831287800578513622483),
    (0.0, 0.0, 0.25, 0.2902153116275831218854751),
    (2.5, -2.1, 0.95, 0.01786442056281655678392424),
    (-0.2, -0.1, -0.995, 0.0000152431687198661271393498),
]


@pytest.mark.parametrize(("h", "k", "rho", "expected"), EXACT)
def test_the_distribution_has_the_digits_of_mpmath(
    h: float, k: float, rho: float, expected: float
) -> None:
    found = float(bivariate_cdf(np.array(h), np.array(k), np.array(rho)))
    assert found == pytest.approx(expected, abs=3e-16)


@pytest.mark.parametrize("rho", [-0.95, -0.4, 0.0, 0.7, 0.97])
def test_quadrature_over_the_correlation_gives_the_same(rho: float) -> None:
    # Drezner & Wesolowsky (1990): no function of Owen in it.
    from scipy.special import ndtr

    h, k = (x.ravel() for x in np.meshgrid([-2.2, -0.5, 0.0, 0.3, 1.8], [-1.1, 0.0, 0.4, 2.0]))
    nodes, weights = np.polynomial.legendre.leggauss(200)
    angle = np.arcsin(rho) * (nodes + 1) / 2
    density = bivariate_density(h[:, None], k[:, None], np.sin(angle)) * np.cos(angle)
    expected = ndtr(h) * ndtr(k) + density @ weights * np.arcsin(rho) / 2
    assert bivariate_cdf(h, k, np.full(h.shape, rho)) == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize("rho", [-0.9999, -0.5, 0.0, 0.9, 0.9999])
def test_cut_points_far_out_and_at_zero_are_no_exception(rho: float) -> None:
    covariance = [[1, rho], [rho, 1]]
    for h in (-FAR, -1.0, 0.0, 0.4, FAR):
        for k in (-FAR, 0.0, 1.2, FAR):
            found = bivariate_cdf(np.array(h), np.array(k), np.array(rho))
            expected = multivariate_normal.cdf([h, k], cov=covariance)
            assert float(found) == pytest.approx(float(expected), abs=1e-11)


def test_cells_add_up_and_their_derivatives_are_those_of_differences() -> None:
    rows, columns, rho = np.array([-1.2, 0.1, 0.9, np.inf]), np.array([-0.5, 0.7]), np.array(0.4)
    cells = cell_probabilities(rows, columns, rho)
    assert cells.p.shape == (5, 3)
    assert cells.p.sum() == pytest.approx(1.0, abs=1e-15)
    assert cells.p[-1] == pytest.approx(0.0, abs=1e-15)
    h = 1e-6
    up, down = (cell_probabilities(rows, columns, rho + step) for step in (h, -h))
    assert (up.p - down.p) / (2 * h) == pytest.approx(cells.d_rho, abs=1e-9)
    assert (up.d_rho - down.d_rho) / (2 * h) == pytest.approx(cells.d2_rho, abs=1e-9)
    slope_p, slope_d = threshold_slopes(rows, columns, rho)
    for j in range(3):
        step = h * np.eye(4)[j]
        up, down = (cell_probabilities(rows + s, columns, rho) for s in (step, -step))
        assert (up.p - down.p) / (2 * h) == pytest.approx(slope_p[j], abs=1e-9)
        assert (up.d_rho - down.d_rho) / (2 * h) == pytest.approx(slope_d[j], abs=1e-9)
