"""The house's interval rule for each kind of quantity, and band probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.inference.summary import Rows, at_edge, below, interval, pooled_deff
from berakhlak_stats.totals.statistic import Kind

KINDS: tuple[Kind, ...] = ("proportion", "composite", "mean", "difference", "discrete")


def rows(
    estimate: float,
    se: float,
    n: float = 100.0,
    df: float | None = None,
    scale: float = 100.0,
    deff: float = 1.0,
    replicates: np.ndarray | None = None,
) -> Rows:
    return Rows(
        np.array([estimate]),
        np.array([se]),
        np.array([n]),
        np.array([n - 1 if df is None else df]),
        scale,
        np.array([deff]),
        replicates,
    )


def bounds(kind: Kind, row: Rows, level: float = 0.95) -> tuple[float, float]:
    found = interval(kind, row, level)
    return float(found.low[0]), float(found.high[0])


def test_a_share_of_a_simple_sample_gets_wilson() -> None:
    p, n = 0.3, 101
    se = 100 * np.sqrt(p * (1 - p) / (n - 1))
    low, high = proportion_confint(30, 100, method="wilson")
    assert bounds("proportion", rows(30, se, n)) == pytest.approx((100 * low, 100 * high))


@pytest.mark.parametrize(("p", "deff"), [(0.0, 1.0), (1.0, 1.0), (0.0, 2.0), (1.0, 4.0)])
def test_nobody_or_everybody_gets_the_exact_interval(p: float, deff: float) -> None:
    """Rule of three and its mirror: 1 - (alpha/2)^(deff/n)."""
    reach = 100 * (1 - 0.025 ** (deff / 60))
    expected = (0.0, reach) if p == 0 else (100 - reach, 100.0)
    assert bounds("proportion", rows(100 * p, 0.0, 60, deff=deff)) == pytest.approx(expected)


def test_a_composite_gets_t_on_the_logit_and_a_mean_plain_t() -> None:
    composite = iv.logit_student(np.array([0.9]), np.array([0.03]), np.array([20.0]))
    expected = (100 * composite.low[0], 100 * composite.high[0])
    assert bounds("composite", rows(90, 3, df=20)) == pytest.approx(expected)
    for kind in ("mean", "difference"):
        assert bounds(kind, rows(90, 3, df=20)) == pytest.approx((83.7421, 96.2579), abs=1e-4)


@given(
    kind=st.sampled_from(KINDS[:4]),
    estimate=st.floats(0, 100).map(lambda x: round(x, 9)),
    se=st.floats(0, 40).map(lambda x: round(x, 9)),
    n=st.integers(2, 100_000),
    df=st.floats(1, 1e5),
)
def test_the_interval_always_holds_the_estimate(
    kind: Kind, estimate: float, se: float, n: int, df: float
) -> None:
    low, high = bounds(kind, rows(estimate, se, n, df))
    assert low <= estimate + 1e-9
    assert estimate - 1e-9 <= high
    if kind in ("proportion", "composite"):
        assert low >= 0 and high <= 100


@given(
    kind=st.sampled_from(("proportion", "composite")),
    estimate=st.floats(0, 100).map(lambda x: round(x, 9)),
    se=st.floats(0, 20).map(lambda x: round(x, 9)),
    df=st.floats(1, 1e4),
)
def test_the_mass_below_rises_and_agrees_with_the_interval(
    kind: Kind, estimate: float, se: float, df: float
) -> None:
    row = rows(estimate, se, 200, df)
    mass = [float(below(kind, row, cut)[0]) for cut in (24.95, 49.95, 74.95)]
    assert mass == sorted(mass)
    assert mass[0] >= 0 and mass[-1] <= 1
    low, high = bounds(kind, row)
    for cut, share in zip((24.95, 49.95, 74.95), mass, strict=True):
        if cut <= low - 1e-9:
            assert share <= 0.025 + 1e-9
        if cut >= high + 1e-9:
            assert share >= 0.975 - 1e-9


def test_mass_of_means_and_of_replicates() -> None:
    assert below("mean", rows(195, 5, scale=100), 74.95)[0] == pytest.approx(0, abs=1e-9)
    assert below("difference", rows(0, 5), 0.0)[0] == pytest.approx(0.5)
    drawn = np.array([[50.0], [66.7], [83.3], [np.nan]])
    assert below("discrete", rows(66.7, 10, replicates=drawn), 60.0)[0] == pytest.approx(1 / 3)


def test_a_correlation_gets_fishers_interval() -> None:
    low, high = bounds("correlation", rows(0.9, 0.05, scale=1.0))
    assert 0.9 - low > high - 0.9 > 0
    assert below("correlation", rows(0.9, 0.05, scale=1.0), high)[0] == pytest.approx(0.975)


def test_edges_are_judged_with_a_hair_of_tolerance() -> None:
    u = np.array([0.0, 1.0, 1 - 1e-14, 0.5, 0.5])
    se = np.array([0.0, 0.0, 1e-15, 1e-15, 0.1])
    assert at_edge(u, se).tolist() == [True, True, True, True, False]


def test_pooled_design_effect() -> None:
    """The median over siblings inside (0, 1), never below one."""
    p = np.array([[0.2, 0.5, 0.0], [0.2, 0.5, 1.0], [0.0, 0.0, 1.0]])
    srs = p * (1 - p) / 50
    factor = np.array([[2.0, 3.0, 1.0], [0.5, 0.5, 1.0], [1.0, 1.0, 1.0]])
    found = pooled_deff(p, srs * factor, np.full((3, 1), 50.0))
    assert found == pytest.approx([2.5, 1.0, 1.0])
