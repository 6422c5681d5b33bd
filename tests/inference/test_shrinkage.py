"""Shrinkage against published examples, by hand, and by the coverage of its intervals."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference.between_variance import between_variance, paule_mandel, reml
from berakhlak_stats.inference.shrinkage import shrink

# Batting averages of 18 players after 45 times at bat: Efron & Morris (1977), Scientific American
# 236(5), 119-127.
BATTING = np.array(
    [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
) / 45  # fmt: skip
# Coaching in eight schools: Rubin (1981), Journal of Educational Statistics 6, 377-401.
SCHOOLS = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
SCHOOL_ERRORS = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
# Teacher expectancy and IQ: Raudenbush & Bryk (1985), Journal of Educational Statistics 10, 75-98,
# as printed in metadat's dat.raudenbush1985.
EFFECTS = np.array(
    [0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80, 0.54, 0.18, -0.02, 0.23, -0.18,
     -0.06, 0.30, 0.07, -0.07]
)  # fmt: skip
VARIANCES = np.array(
    [0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630, 0.0912, 0.0497,
     0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303]
)  # fmt: skip
BLUPS = [
    0.054, 0.101, -0.006, 0.214, 0.105, -0.008, 0.017, -0.029, 0.16, 0.249, 0.162, 0.11, 0.065,
    0.11, -0.029, 0.026, 0.191, 0.074, 0.025,
]  # fmt: skip


def test_baseball_as_efron_and_morris_shrink_it() -> None:
    """They keep c = 0.212 of each deviation, with the binomial variance at the mean."""
    y = BATTING[:, None]
    v = np.full_like(y, y.mean() * (1 - y.mean()) / 45)
    found = shrink(y, v, paule_mandel(y, v))
    assert 1 - found.factor[:, 0] == pytest.approx(np.full(18, 0.212), abs=5e-4)
    assert found.centre[0] == pytest.approx(0.265, abs=5e-4)


def test_teacher_expectancy_as_metafor_predicts_it() -> None:
    """metafor, blup(rma(yi, vi)): shrinkage v W without Morris's (m - 3) / (m - 1); its own tests.

    tau^2 = 0.019 and the centre 0.084 too (Raudenbush & Bryk 1985, pages 83 to 86).
    """
    y, v = EFFECTS[:, None], VARIANCES[:, None]
    tau2 = reml(y, v)
    found = shrink(y, v, tau2)
    plain = found.factor * 18 / 16
    assert round(float(tau2[0]), 3) == 0.019
    assert round(float(found.centre[0]), 3) == 0.084
    # Three printed decimals, and metafor's search stops within 1e-5 of tau^2, which is 1e-4 here.
    assert (y - plain * (y - found.centre))[:, 0] == pytest.approx(BLUPS, abs=5e-4 + 1e-4)


def test_eight_schools_have_no_visible_variance_between_them() -> None:
    """Gelman et al. (2013), Bayesian Data Analysis, 5.5: common effect 7.7 with error 4.1."""
    y, v = SCHOOLS[:, None], SCHOOL_ERRORS[:, None] ** 2
    tau2 = paule_mandel(y, v)
    found = shrink(y, v, tau2)
    assert tau2[0] == 0
    assert round(float(found.centre[0]), 1) == 7.7
    assert round(float(found.centre_error[0]), 1) == 4.1
    assert found.factor[:, 0] == pytest.approx(np.full(8, 5 / 7))
    assert (found.std_error > 0).all() and (found.std_error[:, 0] < SCHOOL_ERRORS).all()


def test_by_hand_with_equal_variances() -> None:
    """y = 0, 2, 4, 10, v = 1: mean 4, S = 56, A = 56/3 - 1; B = (1/3) / (56/3) = 1/56.

    Variance: 1 - (1/56)(3/4) + 2 B^2 (y - 4)^2, for (vbar + A) W = 1 and m - 3 = 1.
    """
    y, v = np.array([[0.0], [2.0], [4.0], [10.0]]), np.ones((4, 1))
    found = shrink(y, v, between_variance(y, v, "paule_mandel"))
    assert found.factor[:, 0] == pytest.approx(np.full(4, 1 / 56))
    assert found.estimate[:, 0] == pytest.approx([4 / 56, 2 + 2 / 56, 4, 10 - 6 / 56])
    expected = [1 - 3 / 224 + 2 / 56**2 * (x - 4) ** 2 for x in (0, 2, 4, 10)]
    assert found.std_error[:, 0] ** 2 == pytest.approx(expected)


def test_unlike_precision_shrinks_the_uncertain_more() -> None:
    y, v = np.array([[0.0], [10.0], [0.0], [10.0], [5.0]]), np.array([[1.0], [1], [9], [9], [4]])
    found = shrink(y, v, np.array([4.0]))
    assert found.factor[:, 0] == pytest.approx([0.5 * x / (x + 4) for x in (1, 1, 9, 9, 4)])
    assert found.estimate[0, 0] < found.estimate[2, 0] < found.estimate[3, 0] < found.estimate[1, 0]


def test_three_units_are_too_few_and_missing_ones_do_not_count() -> None:
    y = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0], [8.0, np.nan]])
    found = shrink(y, np.ones((4, 2)), np.array([3.0, 3.0]))
    assert np.isfinite(found.estimate[:, 0]).all()
    assert np.isnan(found.estimate[:, 1]).all() and np.isnan(found.centre[1])


@pytest.mark.slow
@pytest.mark.parametrize("units", [10, 30])
@pytest.mark.parametrize("tau2", [0.0, 0.3, 1.0, 5.0])
@pytest.mark.parametrize("method", ["paule_mandel", "dersimonian_laird", "reml"])
def test_intervals_hold_the_truth_of_95_percent_of_units(
    units: int, tau2: float, method: str
) -> None:
    """Variances from 1/4 to 4; 2,000 samples, each of 10 or 30 units: Monte Carlo error .003."""
    rng = np.random.default_rng(units)
    v = np.exp(rng.uniform(np.log(0.25), np.log(4), (units, 1))) * np.ones((units, 2000))
    truth = rng.normal(0, np.sqrt(tau2), v.shape)
    y = truth + rng.normal(0, np.sqrt(v))
    found = shrink(y, v, between_variance(y, v, method))
    held = np.abs(found.estimate - truth) <= 1.959964 * found.std_error
    assert held.mean() >= 0.94
    # Where units differ about as much as they are uncertain, not too wide either.
    assert held.mean() <= 0.965 or tau2 < 1
    # And they are closer to the truth than the raw scores.
    assert ((found.estimate - truth) ** 2).mean() < ((y - truth) ** 2).mean()
