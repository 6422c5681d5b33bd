"""Interval formulas against statsmodels, scipy, R and hand calculation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint

from berakhlak_stats.inference import intervals as iv

COUNTS = [(0, 20), (1, 20), (7, 20), (20, 20), (250, 1000), (999, 1000)]


@pytest.mark.parametrize(("x", "n"), COUNTS)
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_wilson_is_that_of_statsmodels(x: int, n: int, level: float) -> None:
    found = iv.wilson(np.array([x / n]), np.array([float(n)]), level)
    low, high = proportion_confint(x, n, alpha=1 - level, method="wilson")
    assert found.low[0] == pytest.approx(low, abs=1e-12)
    assert found.high[0] == pytest.approx(high, abs=1e-12)


@pytest.mark.parametrize(("x", "n"), COUNTS)
def test_clopper_pearson_is_that_of_statsmodels(x: int, n: int) -> None:
    found = iv.clopper_pearson(np.array([x / n]), np.array([float(n)]))
    low, high = proportion_confint(x, n, method="beta")
    assert found.low[0] == pytest.approx(np.nan_to_num(low), abs=1e-12)
    assert found.high[0] == pytest.approx(1.0 if x == n else high, abs=1e-12)


# R 4.2.2, survey 4.1-1: svyciprop(~I(sch.wide == "Yes"), apistrat design with fpc, df = degf).
P, SE, DF, N = 0.8279480114158236, 0.024344780113074782, 197.0, 200.0


def test_logit_interval_is_that_of_r() -> None:
    found = iv.logit_student(np.array([P]), np.array([SE]), np.array([DF]))
    assert found.low[0] == pytest.approx(0.7745396547467683, abs=1e-9)  # method = "xlogit"
    assert found.high[0] == pytest.approx(0.8708148549435989, abs=1e-9)


def test_exact_interval_at_the_effective_size_is_that_of_r() -> None:
    """R's method "beta": Korn and Graubard's interval."""
    n_eff = iv.effective_n(np.array([P]), np.array([SE**2]), np.array([N]), np.array([DF]))
    found = iv.clopper_pearson(np.array([P]), n_eff)
    assert found.low[0] == pytest.approx(0.7741713285973127, abs=1e-6)
    assert found.high[0] == pytest.approx(0.8734315926207354, abs=1e-6)


def test_student_interval_is_that_of_r() -> None:
    found = iv.student(np.array([P]), np.array([SE]), np.array([DF]))
    assert found.low[0] == pytest.approx(0.779938180972881, abs=1e-9)
    assert found.high[0] == pytest.approx(0.8759578418587662, abs=1e-9)


def test_logit_by_hand() -> None:
    u, se, df = 0.62, 0.03, 12.0
    t = stats.t.ppf(0.975, df)
    centre, half = np.log(u / (1 - u)), t * se / (u * (1 - u))
    found = iv.logit_student(np.array([u]), np.array([se]), np.array([df]))
    assert found.low[0] == pytest.approx(1 / (1 + np.exp(-(centre - half))), rel=1e-12)
    assert found.high[0] == pytest.approx(1 / (1 + np.exp(-(centre + half))), rel=1e-12)


def test_effective_size_of_a_simple_sample_and_with_few_degrees_of_freedom() -> None:
    p, n = np.array([0.3]), np.array([100.0])
    assert iv.effective_n(p, p * (1 - p) / 80, n, n - 1)[0] == pytest.approx(80)
    ratio = (stats.t.ppf(0.975, 99) / stats.t.ppf(0.975, 4)) ** 2
    few = iv.effective_n(p, p * (1 - p) / 80, n, np.array([4.0]))
    assert few[0] == pytest.approx(80 * ratio)


shares = st.floats(0, 1)
sizes = st.floats(1, 1e7)


@given(p=shares, n=sizes, level=st.floats(0.5, 0.999))
def test_bounds_hold_the_estimate_and_stay_inside(p: float, n: float, level: float) -> None:
    for form in (iv.wilson, iv.clopper_pearson):
        found = form(np.array([p]), np.array([n]), level)
        assert 0 <= found.low[0] <= p + 1e-12
        assert p - 1e-12 <= found.high[0] <= 1


@given(u=st.floats(1e-6, 1 - 1e-6), se=st.floats(1e-9, 0.5), df=st.floats(1, 1e6))
def test_logit_bounds_hold_the_estimate(u: float, se: float, df: float) -> None:
    found = iv.logit_student(np.array([u]), np.array([se]), np.array([df]))
    assert 0 <= found.low[0] <= u + 1e-12
    assert u - 1e-12 <= found.high[0] <= 1


def test_no_degrees_of_freedom_no_interval() -> None:
    found = iv.student(np.array([1.0]), np.array([0.1]), np.array([0.0]))
    assert np.isnan(found.low[0]) and np.isnan(found.high[0])


def test_percentiles_are_numpys_and_skip_missing_replicates() -> None:
    drawn = np.random.default_rng(1).normal(size=(999, 2))
    found = iv.percentile(drawn, np.zeros(2))
    expected = np.quantile(drawn, [0.025, 0.975], axis=0)
    assert found.low == pytest.approx(expected[0]) and found.high == pytest.approx(expected[1])
    holed = np.concatenate([drawn, np.full((300, 2), np.nan)])
    again = iv.percentile(holed, np.zeros(2))
    assert again.low == pytest.approx(expected[0]) and again.high == pytest.approx(expected[1])


def test_percentiles_are_widened_to_hold_the_estimate() -> None:
    drawn = np.full((100, 1), 50.0)
    found = iv.percentile(drawn, np.array([60.0]))
    assert (found.low[0], found.high[0]) == (50.0, 60.0)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_confidence_distributions_return_their_own_bounds(level: float) -> None:
    """The mass below a bound of an interval is its tail."""
    tail = (1 - level) / 2
    p, n, df = np.array([0.4]), np.array([150.0]), np.array([30.0])
    se = np.array([0.05])
    wilson = iv.wilson(p, n, level)
    assert iv.wilson_below(float(wilson.low[0]), p, n)[0] == pytest.approx(tail)
    assert iv.wilson_below(float(wilson.high[0]), p, n)[0] == pytest.approx(1 - tail)
    logit = iv.logit_student(p, se, df, level)
    assert iv.logit_below(float(logit.low[0]), p, se, df)[0] == pytest.approx(tail)
    plain = iv.student(p, se, df, level)
    assert iv.student_below(float(plain.high[0]), p, se, df)[0] == pytest.approx(1 - tail)


def test_exact_distribution_is_the_mid_p_binomial() -> None:
    """At p = 1 of n = 10: half of P(X = 10 | c) lies on either side."""
    found = iv.exact_below(0.7, np.array([1.0, 0.0]), np.array([10.0, 10.0]))
    assert found[0] == pytest.approx(0.7**10 / 2)
    assert found[1] == pytest.approx(1 - 0.3**10 / 2)


def test_stepped_part_that_is_certain_leaves_the_t_interval_of_the_rest() -> None:
    drawn = np.random.default_rng(2).normal(40, 1, size=(500, 1))
    part, df = np.full((500, 1), 20.0), np.array([30.0])
    found = iv.stepped(drawn + part, part, np.array([60.0]), np.array([20.0]), df)
    expected = iv.student(np.array([40.0]), drawn.std(axis=0, ddof=1), df)
    assert found.low[0] == pytest.approx(expected.low[0] + 20)
    assert found.high[0] == pytest.approx(expected.high[0] + 20)


def test_few_degrees_of_freedom_reach_further_into_the_tails() -> None:
    """On normal replicates the expanded percentile is the t interval (9 df: 2.262)."""
    drawn = np.linspace(0.5 / 20_000, 1 - 0.5 / 20_000, 20_000)
    normal = special.ndtri(drawn)[:, None]
    found = iv.percentile(normal, np.zeros(1), np.array([9.0]))
    assert found.high[0] == pytest.approx(2.262, abs=0.01)
    assert found.low[0] == pytest.approx(-2.262, abs=0.01)


def test_stepped_part_that_is_open_puts_the_rest_about_both_its_ends() -> None:
    rng = np.random.default_rng(3)
    smooth, df = rng.normal(40, 1, size=(1000, 1)), np.array([1e6])
    part = np.where(rng.random((1000, 1)) < 0.1, 15.0, 20.0)
    found = iv.stepped(smooth + part, part, np.array([60.0]), np.array([20.0]), df)
    reach = 1.96 * smooth.std(ddof=1)
    assert found.low[0] == pytest.approx(40 - reach + 15, abs=0.01)
    assert found.high[0] == pytest.approx(40 + reach + 20, abs=0.01)


def test_positive_quantities_have_an_interval_on_the_logarithm() -> None:
    u, se, df = np.array([2.0]), np.array([0.5]), np.array([9.0])
    found = iv.log_student(u, se, df)
    t = 2.2621571627409915  # t(9) at .975, any table
    assert found.low[0] == pytest.approx(2 * np.exp(-t / 4))
    assert found.high[0] == pytest.approx(2 * np.exp(t / 4))
    # The curve behind it: 2.5% of confidence lies below the lower end.
    assert iv.log_below(float(found.low[0]), u, se, df)[0] == pytest.approx(0.025)
    assert np.isnan(iv.log_student(np.zeros(1), np.zeros(1), df).low[0])


def test_fisher_interval_is_that_of_r() -> None:
    # R 4.2.2: cor.test of two variables with r = .6346 and n = 40, whose artanh it takes to be
    # normal with variance 1 / (n - 3).
    r, n = 0.6346, 40
    se = (1 - r**2) / np.sqrt(n - 3)
    found = iv.fisher_student(np.array([r]), np.array([se]), np.array([1e12]))
    assert found.low[0] == pytest.approx(0.4026974206, abs=1e-9)
    assert found.high[0] == pytest.approx(0.7899491694, abs=1e-9)


@pytest.mark.parametrize("r", [-0.98, -0.3, 0.0, 0.7])
def test_fisher_bounds_stay_inside_and_agree_with_their_distribution(r: float) -> None:
    estimate, se, df = np.array([r]), np.array([0.2]), np.array([12.0])
    found = iv.fisher_student(estimate, se, df)
    assert -1 < found.low[0] < r < found.high[0] < 1
    assert iv.fisher_below(float(found.low[0]), estimate, se, df) == pytest.approx(0.025)
    assert iv.fisher_below(float(found.high[0]), estimate, se, df) == pytest.approx(0.975)
