"""Item analysis: the statistics it is made of, and the same however people are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.association.covariance import numeric_gradient
from berakhlak_stats.reliability import (
    classical,
    cronbach_alpha,
    item_analysis,
    item_statistics,
    scale_statistics,
)
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals.statistic import Array
from tests.reference import reference_data
from tests.reliability.surveys import ITEMS, SCALES, rated
from tests.surveys import codes

NUMBERS = ["estimate", "std_error", "conf_low", "conf_high", "n", "df"]


def test_rows_are_those_of_the_statistics_they_come_from() -> None:
    survey = rated(blank=0.05)
    found = item_analysis(survey).frame.set_index("item")[NUMBERS]
    whole = cronbach_alpha(survey, deleted=True).frame.set_index("item")[NUMBERS]
    standard = cronbach_alpha(survey, variant="standardised").frame.set_index("item")[NUMBERS]
    scale = scale_statistics(survey).frame.set_index("item")[NUMBERS]
    item = item_statistics(survey).frame.set_index("item")[NUMBERS]
    for name, row in found.iterrows():
        first, _, part = str(name).partition(":")
        source = {"standardised": standard, "mean_r": scale, "rest": item}.get(part, whole)
        expected = source.loc[first if part == "standardised" else name]
        assert row.to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-9), name
    sets = [*SCALES, "all_items"]
    rows = [f"{name}{part}" for name in sets for part in ("", ":standardised", ":mean_r")]
    rows += [f"{item}:rest" for item in ITEMS]
    rows += [f"{item}:without" for item in ITEMS if item not in SCALES["pair"]]
    assert sorted(found.index) == sorted(rows)


def test_covariances_reach_over_sets() -> None:
    """The variance of a difference, from the covariance and from a jackknife of persons."""
    survey = rated(n=150)
    result = item_analysis(survey)
    place = [list(result.frame["item"]).index(name) for name in ("trust", "work:mean_r")]
    assert result.covariance is not None
    cov = result.covariance[np.ix_(place, place)]
    drawn = []
    for left_out in range(survey.n):
        kept = survey.take(np.delete(np.arange(survey.n), left_out))
        values = item_analysis(kept).frame["estimate"].to_numpy()[place]
        drawn.append(values[0] - values[1])
    n = survey.n
    expected = (n - 1) / n * ((np.array(drawn) - np.mean(drawn)) ** 2).sum()
    assert cov[0, 0] + cov[1, 1] - 2 * cov[0, 1] == pytest.approx(expected, rel=0.05)


def weighted(survey: Survey) -> Survey:
    weights = np.random.default_rng(5).uniform(0.5, 2, survey.n)
    return replace(survey, weights=weights)


def in_places(survey: Survey) -> Survey:
    places = np.random.default_rng(6).integers(0, 40, survey.n)
    h, psu = [f"h{each % 2}" for each in places], [f"p{each}" for each in places]
    return replace(survey, columns={**survey.columns, "h": codes(h), "psu": codes(psu)})


def with_replicates(survey: Survey) -> Survey:
    groups = (np.arange(survey.n) % 20).astype(np.int32)
    return survey.with_replicates(jackknife_factors(np.zeros(survey.n, np.int32), groups))


DESIGNS: dict[str, Callable[[Survey], Survey]] = {
    "none": lambda survey: survey,
    "weights": weighted,
    "strata": lambda survey: in_places(survey).with_design(strata="h"),
    "units": lambda survey: in_places(survey).with_design(strata="h", psu="psu"),
    "weighted units": lambda survey: in_places(weighted(survey)).with_design(psu="psu"),
    "replicates": with_replicates,
}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("by", [None, "unit"])
def test_people_counted_by_way_are_people_added_up(
    design: str, missing: str, by: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = DESIGNS[design](rated(n=2000, blank=0.04, turned=("t2",), units=2))
    counted = item_analysis(survey, by=by, missing=missing)
    monkeypatch.setattr(import_module("berakhlak_stats.association.blocks"), "WAYS", 1)
    monkeypatch.setattr(
        import_module("berakhlak_stats.association.quadratic"), "_parts", lambda form: None
    )
    added = item_analysis(survey.take(slice(None)), by=by, missing=missing)
    assert (counted.frame["item"] == added.frame["item"]).all()
    for name in NUMBERS:
        x, y = (each.frame[name].to_numpy(float) for each in (counted, added))
        assert np.allclose(x, y, rtol=1e-12, atol=1e-13, equal_nan=True), name
    assert counted.covariance is not None and added.covariance is not None
    largest = np.nanmax(np.abs(added.covariance))
    assert np.allclose(
        counted.covariance, added.covariance, rtol=1e-12, atol=1e-12 * largest, equal_nan=True
    )


@pytest.mark.parametrize("unit", ["covariance", "correlation"])
def test_given_gradients_are_the_derivatives(unit: str) -> None:
    S = np.cov(np.random.default_rng(3).normal(size=(50, 5)) + np.arange(5), rowvar=False) + 0.5
    R = classical.correlations(S)

    def f(matrix: Array) -> Array:
        of = matrix if unit == "covariance" else classical.correlations(matrix)
        return np.stack([classical.alpha(of), classical.mean_correlation(matrix)], axis=-1)

    of = S if unit == "covariance" else R
    average = classical.through_correlations(S, classical.average_gradient(S)[None])
    alpha = classical.alpha_gradient(of)[None]
    alpha = alpha if unit == "covariance" else classical.through_correlations(S, alpha)
    expected = numeric_gradient(f, S)
    assert np.allclose(np.concatenate([alpha, average]), expected, rtol=1e-7, atol=1e-9)


def test_a_published_scale_with_pairwise_covariances() -> None:
    """R psych 2.2.9, alpha(bfi[A1..A5], keys = "A1"): total, alpha.drop and r.drop."""
    data, items = reference_data("bfi"), [f"A{i}" for i in range(1, 6)]
    asked = bs.make_instrument(ratings={"A": items}, scale=(1, 6), reversed=["A1"])
    survey = bs.read_survey(data[items].astype("Int64"), instrument=asked)
    found = item_analysis(survey, missing="pairwise").frame.set_index("item")["estimate"]
    whole = found[["A", "A:standardised", "A:mean_r"]]
    assert whole.tolist() == pytest.approx([0.7030184461, 0.7130285787, 0.3319676571], abs=1e-9)
    without = [0.71851736, 0.61718004, 0.60025958, 0.68580565, 0.64295296]
    assert found[[f"{item}:without" for item in items]].tolist() == pytest.approx(without, abs=1e-8)
    rest = [0.30841774, 0.56361516, 0.58700459, 0.39444409, 0.48856514]
    assert found[[f"{item}:rest" for item in items]].tolist() == pytest.approx(rest, abs=1e-8)
