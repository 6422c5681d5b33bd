"""Reliability of the sum of ordered answers: semTools' numbers, a simulation, and derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.association import correlation
from berakhlak_stats.reliability.green_yang import score_reliability, score_variances
from tests.reference import near, reference_case, reference_data


@pytest.mark.parametrize(
    ("dataset", "model", "scale"),
    [("datcat", "two", (1, 5)), ("bfi", "three", (1, 6)), ("geras", "six", (1, 7))],
)
def test_semtools_composite_reliability_of_ordered_items(
    dataset: str, model: str, scale: tuple[int, int]
) -> None:
    # lavaan 0.6-14 cfa(estimator = "WLSMV", ordered), semTools 0.5-6 compRelSEM: with lavaan's
    # loadings and cut points the formula must give semTools' numbers.
    fitted = reference_case(dataset, f"{model}.cfa_WLSMV")["expected"]["parameters"]
    case = reference_case(dataset, f"{model}.relvalid_WLSMV")
    table = pd.DataFrame(fitted)
    loads = table[table["op"] == "=~"]
    items = list(loads["rhs"])
    answers = reference_data(dataset)[items].dropna().astype("Int64")
    survey = bs.read_survey(answers, instrument=bs.make_instrument(ratings=items, scale=scale))
    for factor, expected in case["expected"]["compRelSEM"].items():
        here = loads[loads["lhs"] == factor]
        own = list(here["rhs"])
        cuts = [table[(table["op"] == "|") & (table["lhs"] == item)]["est"] for item in own]
        R = correlation(survey, items=own, kind="polychoric").of()
        found = score_reliability(here["std.all"].to_numpy(float), np.array(cuts, float), R)
        assert near(found.value, expected, case)
        assert found.value == pytest.approx(expected, abs=1e-7)


def test_it_is_the_squared_correlation_with_the_true_score() -> None:
    # By simulation: the share of the variance of the sum that its expectation given the factor has.
    rng = np.random.default_rng(1)
    loadings, cuts = np.array([0.8, 0.6, 0.5]), np.array([[-1.0, 0.5], [-0.5, 1.0], [0.0, np.inf]])
    n = 200_000
    factor = rng.normal(size=(n, 1))

    def score() -> Any:
        y = factor * loadings + rng.normal(size=(n, 3)) * np.sqrt(1 - loadings**2)
        return (y[:, :, None] > cuts).sum(axis=(1, 2))

    # Two scores that share the factor and nothing else correlate by the reliability.
    expected = np.corrcoef(score(), score())[0, 1]
    R = np.outer(loadings, loadings)
    np.fill_diagonal(R, 1.0)
    for observed in (True, False):
        found = score_reliability(loadings, cuts, R, observed=observed).value
        assert found == pytest.approx(expected, abs=0.005)


def test_a_variance_by_hand() -> None:
    # One cut at 0: a coin. Two cuts at 0: twice the coin.
    value, _ = score_variances(np.array([[0.0, np.inf], [0.0, 0.0]]))
    assert value == pytest.approx([0.25, 1.0])


@pytest.mark.parametrize("observed", [True, False])
def test_derivatives(observed: bool) -> None:
    rng = np.random.default_rng(2)
    loadings, cuts = rng.uniform(0.4, 0.8, 4), np.sort(rng.normal(size=(4, 3)), axis=1)
    cuts[1, 2] = np.inf
    R = np.outer(loadings, loadings) + 0.02
    np.fill_diagonal(R, 1.0)
    found, e = score_reliability(loadings, cuts, R, observed=observed), 1e-5

    def slope(i: int, of: str) -> float:
        ends = []
        for step in (e, -e):
            x, c, r = loadings.copy(), cuts.copy(), R.copy()
            if of == "loading":
                x[i] += step
            elif of == "cut":
                c[i, 0] += step
            else:
                r[0, 1] = r[1, 0] = r[0, 1] + step
            ends.append(score_reliability(x, c, r, observed=observed).value)
        return (ends[0] - ends[1]) / (2 * e)

    for i in range(4):
        assert found.by_loading[i] == pytest.approx(slope(i, "loading"), abs=1e-8)
        assert found.by_cut[i, 0] == pytest.approx(slope(i, "cut"), abs=1e-8)
    assert found.by_r[0, 1] + found.by_r[1, 0] == pytest.approx(slope(0, "r"), abs=1e-8)
    assert (found.by_cut[1, 2]) == 0
