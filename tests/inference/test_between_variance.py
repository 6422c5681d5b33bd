"""Between-unit variance against published meta-analyses, by hand, and by its own definition."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.inference.between_variance import (
    between_variance,
    dersimonian_laird,
    paule_mandel,
    q_profile,
    reml,
    solve_q,
)

# Thirteen trials of the BCG vaccine: ill and well with, ill and well without the vaccine.
# Colditz et al. (1994), JAMA 271, 698-702, as printed in metafor's dat.bcg.
BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    float,
)


def log_risk_ratios() -> tuple[np.ndarray, np.ndarray]:
    a, b, c, d = BCG.T
    y = np.log((a / (a + b)) / (c / (c + d)))
    v = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return y[:, None], v[:, None]


def test_bcg_trials_as_metafor_prints_them() -> None:
    """metafor, escalc(measure="RR") and rma: its own tests hold tau2 to 4 decimals.

    DL 0.3088 with the Q-profile interval 0.1197 to 1.1115 (test_misc_confint); the iterated DL
    estimator, which is that of Paule and Mandel, 0.3181 (test_misc_rma_uni).
    """
    y, v = log_risk_ratios()
    low, high = q_profile(y, v)
    found = [each[0] for each in (dersimonian_laird(y, v), paule_mandel(y, v), low, high)]
    assert np.round(found, 4).tolist() == [0.3088, 0.3181, 0.1197, 1.1115]


def test_by_hand_where_sampling_variances_are_equal() -> None:
    """y = 1, 3, 8, v = 2: S = 26; Q(t) = 26 / (2 + t) = 2 at t = 11; DL agrees."""
    y, v = np.array([[1.0], [3.0], [8.0]]), np.full((3, 1), 2.0)
    assert paule_mandel(y, v)[0] == pytest.approx(11, rel=1e-12)
    assert dersimonian_laird(y, v)[0] == pytest.approx(11, rel=1e-12)
    # Two degrees of freedom: the chi-squared quantile of mass u above is -2 log(u).
    low, high = q_profile(y, v, 0.90)
    assert low[0] == pytest.approx(26 / (-2 * np.log(0.05)) - 2, rel=1e-12)
    assert high[0] == pytest.approx(26 / (-2 * np.log(0.95)) - 2, rel=1e-12)


def test_two_units_of_unlike_precision_by_hand() -> None:
    """Two units: Q(t) = (y1 - y2)^2 / (v1 + v2 + 2 t), so Q = 1 at t = (d^2 - v1 - v2) / 2."""
    y, v = np.array([[0.0], [5.0]]), np.array([[1.0], [4.0]])
    assert paule_mandel(y, v)[0] == pytest.approx((25 - 5) / 2, rel=1e-12)


def test_no_more_spread_than_sampling_gives_zero() -> None:
    y, v = np.array([[1.0], [1.1], [0.9]]), np.full((3, 1), 4.0)
    assert paule_mandel(y, v)[0] == 0 and dersimonian_laird(y, v)[0] == 0
    assert q_profile(y, v)[0][0] == 0


def test_roots_are_roots_and_columns_do_not_meddle() -> None:
    rng = np.random.default_rng(3)
    v = rng.gamma(2, 1, (40, 6))
    y = rng.normal(0, np.sqrt(v + np.array([0.0, 0.1, 1.0, 5.0, 40.0, 1e6])))
    y[3, 1] = np.nan
    target = np.full(6, 20.0)
    t = solve_q(y, v, target)
    for j in range(6):
        known = np.isfinite(y[:, j])
        w = 1 / (v[known, j] + t[j])
        q = (w * (y[known, j] - np.average(y[known, j], weights=w)) ** 2).sum()
        assert q == pytest.approx(20, rel=1e-9) or (t[j] == 0 and q < 20)
    alone = solve_q(y[:, 2:3], v[:, 2:3], target[2:3])
    assert alone[0] == pytest.approx(t[2], rel=1e-12)


def test_known_units_among_others_and_too_few() -> None:
    y, v = np.array([[1.0], [3.0], [8.0]]), np.array([[0.0], [0.0], [0.0]])
    # A census: Q(t) = 26 / t = 2.
    assert paule_mandel(y, v)[0] == pytest.approx(13, rel=1e-9)
    assert np.isnan(paule_mandel(y[:1], v[:1])[0])
    assert np.isnan(dersimonian_laird(y[:1], v[:1] + 1)[0])


def test_bcg_trials_by_reml() -> None:
    """metafor, rma(yi, vi, data=dat) with its default method="REML": tau^2 = 0.3132."""
    assert round(float(reml(*log_risk_ratios())[0]), 4) == 0.3132


# Six trials of aspirin in stroke (CLASP): DerSimonian & Kacker (2007), Contemporary Clinical
# Trials 28, 105-114: events and patients, treated and control.
CLASP = np.array(
    [
        (5, 156, 8, 74),
        (5, 303, 17, 303),
        (12, 565, 9, 477),
        (69, 1570, 94, 1565),
        (9, 103, 11, 105),
        (313, 4659, 352, 4650),
    ],
    float,
)


@pytest.mark.parametrize(
    ("method", "tau", "mean", "error"),
    [
        ("paule_mandel", 0.3681, -0.3811, 0.2060),
        ("dersimonian_laird", 0.2323, -0.3240, 0.1540),
        ("reml", 0.1843, -0.2980, 0.1343),
    ],
)
def test_three_estimators_on_the_same_trials(
    method: str, tau: float, mean: float, error: float
) -> None:
    """DerSimonian & Kacker (2007), Tables 3 and 4, as metafor's own tests hold them."""
    a, n1, c, n2 = CLASP.T
    y = np.log(a * (n2 - c) / (c * (n1 - a)))[:, None]
    v = (1 / a + 1 / (n1 - a) + 1 / c + 1 / (n2 - c))[:, None]
    found = between_variance(y, v, method)
    w = 1 / (v + found)
    assert round(float(np.sqrt(found[0])), 4) == tau
    assert round(float((w * y).sum() / w.sum()), 4) == mean
    assert round(float(1 / np.sqrt(w.sum())), 4) == error


def test_reml_is_where_the_restricted_likelihood_is_highest() -> None:
    rng = np.random.default_rng(3)
    v = rng.gamma(2, 1, (40, 6))
    y = rng.normal(0, np.sqrt(v + np.array([0.0, 0.1, 1.0, 5.0, 40.0, 1e6])))
    y[3, 1] = np.nan
    found = reml(y, v)

    def likelihood(j: int, t: float) -> float:
        known = np.isfinite(y[:, j])
        w = 1 / (v[known, j] + t)
        squares = (w * (y[known, j] - np.average(y[known, j], weights=w)) ** 2).sum()
        return float(np.log(w).sum() - np.log(w.sum()) - squares)

    for j, best in enumerate(found):
        grid = [0.0, *np.geomspace(1e-3, 1e7, 400)]
        assert likelihood(j, float(best)) >= max(likelihood(j, t) for t in grid) - 1e-9
    assert found[0] == 0


def test_reml_of_equal_variances_is_the_moment_estimator() -> None:
    """With equal v all three are S / (m - 1) - v: S = 26 of y = 1, 3, 8, so 13 - 2 = 11."""
    y, v = np.array([[1.0], [3.0], [8.0]]), np.full((3, 1), 2.0)
    assert reml(y, v)[0] == pytest.approx(11, rel=1e-9)
    assert reml(np.array([[1.0], [1.1], [0.9]]), v)[0] == 0
    assert np.isnan(reml(y[:1], v[:1])[0])
