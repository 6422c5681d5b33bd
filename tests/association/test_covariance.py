"""Covariances against numpy on the raw answers, and influence values against the definition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.association.covariance import (
    Moments,
    covariance_rows,
    moments,
    numeric_gradient,
)
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals.statistic import Array, Output

ITEMS = ("a", "b", "c", "d")


def answers(n: int = 300, *, rated: bool = True) -> tuple[Survey, pd.DataFrame]:
    rng = np.random.default_rng(5)
    x = np.clip(np.round(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, 4))), 1, 5)
    x[rng.random((n, 4)) < 0.08] = np.nan
    frame = pd.DataFrame(x, columns=list(ITEMS))
    frame["unit"] = rng.choice(["u", "v"], n)
    frame["weight"] = rng.uniform(0.5, 2, n)
    asked = {"ratings": {"A": list(ITEMS)}} if rated else {"numbers": list(ITEMS)}
    return bs.read_survey(frame, instrument=bs.make_instrument(**asked)), frame


@pytest.mark.parametrize("rated", [True, False])
@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_covariances_are_those_of_the_raw_answers(rated: bool, missing: str) -> None:
    survey, frame = answers(rated=rated)
    found = moments(survey, items=ITEMS, by="unit", missing=missing)
    for g, unit in enumerate(found.groups):
        here = frame[frame["unit"] == unit]
        for i, first in enumerate(ITEMS):
            for j, second in enumerate(ITEMS):
                among = list(ITEMS) if missing == "listwise" else list({first, second})
                known = here[here[among].notna().all(axis=1)]
                pair = np.cov(known[first], known[second], aweights=known["weight"], bias=True)
                assert found.cov[g, i, j] == pytest.approx(pair[0, 1], abs=1e-12)
                assert found.n[g, i, j] == len(known)
                assert found.weight[g, i, j] == pytest.approx(known["weight"].sum())
                mean = np.average(known[first], weights=known["weight"]) - found.centre[i]
                assert found.mean[g, i, j] == pytest.approx(mean, abs=1e-12)


def deleted(survey: Survey, rows: Array, missing: str) -> Array:
    """Covariances (rows, q, q) without each of ``rows`` in turn."""
    keep = np.arange(survey.n)
    return np.stack(
        [moments(survey.take(keep[keep != r]), items=ITEMS, missing=missing).cov[0] for r in rows]
    )


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_influence_is_how_a_respondent_moves_the_covariance(missing: str) -> None:
    survey, _ = answers(3000)
    found = moments(survey, items=ITEMS, missing=missing)
    i, j = np.triu_indices(4)
    gradient = np.zeros((1, len(i), 4, 4))
    gradient[0, np.arange(len(i)), i, j] += 0.5
    gradient[0, np.arange(len(i)), j, i] += 0.5
    rows = covariance_rows(found, gradient)(survey)
    some = np.arange(0, 60)
    change = found.cov[0][i, j] - deleted(survey, some, missing)[:, i, j]
    weight = survey.weights
    assert weight is not None
    # Deleting weight w moves the covariance by w z / (1 - w / W) to first order.
    share = weight[some, None] / found.weight[0][i, j]
    assert np.allclose(change, weight[some, None] * rows[some] / (1 - share), atol=1e-5)
    assert np.allclose(weight @ rows, 0, atol=1e-10)


def total_variance(cov: Array) -> Array:
    return np.asarray(cov.sum(axis=(-1, -2)))[..., None]


def test_a_numeric_gradient_is_the_derivative() -> None:
    survey, _ = answers()
    cov = moments(survey, items=ITEMS).cov[0]
    assert np.allclose(numeric_gradient(total_variance, cov), 1.0, atol=1e-9)

    def determinant(matrix: Array) -> Array:
        return np.asarray(np.linalg.det(matrix))[..., None]

    # d det(S) = det(S) tr(S^-1 dS) (Jacobi).
    expected = np.linalg.det(cov) * np.linalg.inv(cov)
    assert np.allclose(numeric_gradient(determinant, cov)[0], expected, rtol=1e-8)


def influence_of(found: Moments) -> Influence:
    gradient = np.ones((len(found.groups), 1, 4, 4))
    output = Output("sum", "scale", found.base.name, "mean")
    estimate = total_variance(found.cov)
    return Influence("sum", (output,), (found.base,), estimate, covariance_rows(found, gradient))


def test_the_variance_of_a_sum_has_the_error_of_a_variance() -> None:
    """Against the influence of a variance on the sum itself: (y - mean)^2 - variance."""
    survey, frame = answers()
    found = moments(survey, items=ITEMS)
    analysis = analyse_influence(survey, [influence_of(found)], Options())
    known = frame[frame[list(ITEMS)].notna().all(axis=1)]
    w = known["weight"].to_numpy()
    y = known[list(ITEMS)].sum(axis=1).to_numpy()
    mean = np.average(y, weights=w)
    z = np.zeros(len(frame))
    z[known.index] = w * ((y - mean) ** 2 - np.average((y - mean) ** 2, weights=w)) / w.sum()
    n = len(z)
    variance = n / (n - 1) * ((z - z.mean()) ** 2).sum()
    assert analysis.results[0].variance[0, 0] == pytest.approx(variance, rel=1e-10)


def test_groups_and_bootstrap_keep_the_estimate() -> None:
    survey, _ = answers()
    found = moments(survey, items=ITEMS, by="unit")
    options = Options(by="unit", method="bootstrap", replicates=400)
    result = analyse_influence(survey, [influence_of(found)], options).results[0]
    assert np.array_equal(result.estimate, total_variance(found.cov))
    linear = analyse_influence(survey, [influence_of(found)], Options(by="unit")).results[0]
    assert np.allclose(np.sqrt(result.variance), np.sqrt(linear.variance), rtol=0.15)


def test_an_empty_group_has_no_covariance() -> None:
    survey, frame = answers()
    frame = frame.astype({"a": float})
    frame.loc[frame["unit"] == "v", "a"] = np.nan
    survey = bs.read_survey(frame, instrument=survey.instrument)
    found = moments(survey, items=ITEMS, by="unit")
    assert np.isnan(found.cov[1]).all()
    result = analyse_influence(survey, [influence_of(found)], Options(by="unit")).results[0]
    assert np.isnan(result.variance[1, 0])
    assert np.isfinite(result.variance[0, 0])


def test_an_unknown_rule_is_refused() -> None:
    survey, _ = answers()
    with pytest.raises(OptionError, match="E701"):
        moments(survey, items=ITEMS, missing="mean")
