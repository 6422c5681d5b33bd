"""What must hold of any design-based estimate, whatever the data (hypothesis)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import berakhlak_stats as bs
from berakhlak_stats import indices
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices.numbers import number_mean, number_ratio
from berakhlak_stats.significance import linear_regression
from berakhlak_stats.survey.survey import Codes, Survey, make_keys
from tests.surveys import number_survey, random_survey

SEEDS = st.integers(0, 10_000)
DESIGNS: tuple[dict[str, str], ...] = (
    {},
    {"strata": "h"},
    {"psu": "psu"},
    {"psu": "psu", "strata": "h"},
)
every_design = pytest.mark.parametrize("design", DESIGNS, ids=lambda each: "-".join(each) or "srs")


def drawn(seed: int, design: dict[str, str], *, n: int = 150, psus: int = 24) -> Survey:
    """Weighted answers ``y`` and ``x``, and ``y`` and one within the domain ``d0``."""
    rng = np.random.default_rng(seed)
    psu = rng.permutation(np.arange(n) % psus)
    x = rng.gamma(6, 1, n)
    y = 0.5 * x + rng.normal(size=psus)[psu] + rng.normal(size=n)
    domain = rng.integers(0, 3, n)
    domain[:3] = 0, 1, 2
    inside = (domain == 0).astype(float)
    survey = number_survey(
        {"y": y.tolist(), "x": x.tolist(), "y0": (y * inside).tolist(), "in0": inside.tolist()},
        columns={
            "psu": [f"p{c:02d}" for c in psu],
            "h": [f"h{c % 3}" for c in psu],
            "domain": [f"d{c}" for c in domain],
        },
        weights=rng.uniform(1, 3, n).tolist(),
    )
    return survey.with_design(**design)  # type: ignore[arg-type]


def numbers(result: Estimates) -> np.ndarray[Any, np.dtype[np.float64]]:
    return result.frame[["estimate", "std_error"]].to_numpy(float)


@every_design
@given(seed=SEEDS, factor=st.floats(1e-3, 1e3))
@settings(max_examples=6, deadline=None)
def test_weights_times_a_constant_change_nothing(
    design: dict[str, str], seed: int, factor: float
) -> None:
    survey = drawn(seed, design)
    assert survey.weights is not None
    scaled = replace(survey, weights=survey.weights * factor)
    for function in (number_mean, _ratio, _by_domain):
        assert numbers(function(scaled)) == pytest.approx(numbers(function(survey)), rel=1e-7)


@given(seed=SEEDS, factor=st.floats(1e-2, 1e2))
@settings(max_examples=4, deadline=None)
def test_weights_times_a_constant_change_no_index(seed: int, factor: float) -> None:
    survey = random_survey(seed, 150, weighted=True, psu=20).with_design(psu="psu")
    assert survey.weights is not None
    scaled = replace(survey, weights=survey.weights * factor)
    first = indices.all_indices(survey, replicates=50)
    second = indices.all_indices(scaled, replicates=50)
    assert numbers(second) == pytest.approx(numbers(first), rel=1e-6)


def _ratio(survey: Survey) -> Estimates:
    return number_ratio(survey, numerator="y", denominator="x")


def _by_domain(survey: Survey) -> Estimates:
    return number_mean(survey, items=("y",), by="domain")


def twice(survey: Survey, *, as_new: bool) -> Survey:
    """Every row a second time: in clusters of its own, or in the same ones."""
    doubled = survey.take(np.tile(np.arange(survey.n), 2))
    psu = survey.column("psu")
    labels, codes = psu.labels, doubled.column("psu").codes
    if as_new:
        codes = np.concatenate([psu.codes, psu.codes + len(labels)]).astype(np.int32)
        labels = (*labels, *(f"again {label}" for label in labels))
    keys = make_keys([], doubled.n, ids=[str(i) for i in range(doubled.n)])
    columns = {**doubled.columns, "psu": Codes(codes, labels)}
    made = replace(doubled, columns=columns, keys=keys)
    return made.with_design(psu="psu", strata=survey.design.strata)


@pytest.mark.parametrize("design", DESIGNS[2:], ids=["psu", "psu-strata"])
@given(seed=SEEDS)
@settings(max_examples=6, deadline=None)
def test_the_same_clusters_with_every_person_twice(design: dict[str, str], seed: int) -> None:
    """Persons of a cluster are no evidence of their own."""
    survey = drawn(seed, design)
    for function in (number_mean, _ratio, _by_domain):
        again = numbers(function(twice(survey, as_new=False)))
        assert again == pytest.approx(numbers(function(survey)), rel=1e-7)


@pytest.mark.parametrize("design", DESIGNS[2:], ids=["psu", "psu-strata"])
@given(seed=SEEDS)
@settings(max_examples=6, deadline=None)
def test_every_cluster_twice(design: dict[str, str], seed: int) -> None:
    """By hand: m/(m-1) S becomes 2m/(2m-1) 2S of twice the total, in strata of equal m."""
    survey = drawn(seed, design)
    m = 8 if "strata" in design else 24
    shrink = np.array([1.0, np.sqrt((m - 1) / (2 * m - 1))])
    for function in (number_mean, _ratio, _by_domain):
        again = numbers(function(twice(survey, as_new=True)))
        assert again == pytest.approx(numbers(function(survey)) * shrink, rel=1e-7)


@every_design
@given(seed=SEEDS)
@settings(max_examples=4, deadline=None)
def test_a_domain_mean_is_a_ratio_and_a_regression(design: dict[str, str], seed: int) -> None:
    survey = drawn(seed, design)
    domains = _by_domain(survey)
    ratio = number_ratio(survey, numerator="y0", denominator="in0")
    model = linear_regression(survey, response="y", predictors=["domain"])
    first = numbers(domains)[0]
    assert numbers(ratio)[0] == pytest.approx(first, rel=1e-6)
    assert numbers(model)[0] == pytest.approx(first, rel=1e-6)
    for place, label in ((1, "d1"), (2, "d2")):
        found = bs.contrast(domains, {"group": label}, {"group": "d0"})
        pair = (found.estimate, found.std_error)
        assert numbers(model)[place] == pytest.approx(pair, rel=1e-6)


@pytest.mark.slow
@every_design
@pytest.mark.parametrize("function", [number_mean, _ratio, _by_domain], ids=lambda f: f.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_bootstrap_and_taylor_agree(design: dict[str, str], function: Any, seed: int) -> None:
    """Within 5% at 10,000 replicates, with at least 20 degrees of freedom."""
    survey = drawn(seed, design, n=600, psus=60)
    options: dict[str, Any] = {"by": "domain", "items": ("y",)} if function is _by_domain else {}
    if function is _ratio:
        options = {"numerator": "y", "denominator": "x"}
    call: Any = number_ratio if function is _ratio else number_mean
    smooth = call(survey, **options)
    assert (smooth.frame["df"] >= 20).all()
    resampled = call(survey, **options, method="bootstrap", replicates=10_000)
    errors = smooth.frame["std_error"].to_numpy()
    assert resampled.frame["std_error"].to_numpy() == pytest.approx(errors, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("design", DESIGNS, ids=lambda each: "-".join(each) or "srs")
def test_bootstrap_and_taylor_agree_on_the_smooth_indices(design: dict[str, str]) -> None:
    survey = random_survey(8, 500, weighted=True, psu=60, h=2)
    if design.keys() == {"psu", "strata"}:
        nested = survey.column("psu").codes % 2
        h = Codes(nested.astype(np.int32), survey.column("h").labels)
        survey = replace(survey, columns={**survey.columns, "h": h})
    survey = survey.with_design(**design)  # type: ignore[arg-type]
    taylor = indices.all_indices(survey, replicates=50).frame
    resampled = indices.all_indices(survey, method="bootstrap", replicates=10_000).frame
    smooth = ~taylor["item"].isin(["balance", "culture_health"])
    errors = taylor["std_error"][smooth].to_numpy()
    assert resampled["std_error"][smooth].to_numpy() == pytest.approx(errors, rel=0.05)
