"""How often the intervals of alpha and omega hold the truth (``-m slow``).

2,000 samples per design from populations whose covariance matrix, and with it alpha and the
omega of the best one factor, is known: normal answers, five skewed categories, and clusters.
Target: coverage within [.93, .97], which allows for three Monte-Carlo standard errors (.005)
around the [.94, .965] of smooth statistics.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from berakhlak_stats.reliability import classical, cronbach_alpha, mcdonald_omega
from berakhlak_stats.reliability.green_yang import score_covariances, score_variances
from berakhlak_stats.reliability.mcdonald_omega import omega_and_ave
from berakhlak_stats.reliability.one_factor import OneFactor, one_factor
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.reliability.published import names
from tests.surveys import number_survey

pytestmark = pytest.mark.slow

ROUNDS = 2000
LOADINGS = np.array([0.8, 0.7, 0.6, 0.5])
CUTS = np.tile([-1.6, -1.1, -0.5, 0.4], (4, 1))
"""Most people agree, as in surveys of employees."""
NOISE = np.sqrt(1 - LOADINGS**2)
MODEL = np.outer(LOADINGS, LOADINGS) + np.diag(NOISE**2)


@dataclass(frozen=True)
class Design:
    """A population and how it is sampled."""

    name: str
    n: int
    covariance: np.ndarray
    draw: Callable[[np.random.Generator, int], np.ndarray]
    clusters: int = 0


def normal(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.normal(size=(n, 1)) * LOADINGS + rng.normal(size=(n, 4)) * NOISE


def ordinal(rng: np.random.Generator, n: int) -> np.ndarray:
    return (normal(rng, n)[:, :, None] > CUTS).sum(axis=2).astype(float)


def grouped(rng: np.random.Generator, n: int) -> np.ndarray:
    """Clusters differ in the factor and in the items: an intraclass correlation of about .2."""
    cluster = np.arange(n) // (n // 40)
    shared = rng.normal(size=(40, 1)) * 0.5 + rng.normal(size=(40, 4)) * 0.4
    return normal(rng, n) + shared[cluster]


def ordinal_covariance() -> np.ndarray:
    inner = np.where(np.eye(4, dtype=bool), 0.0, MODEL)
    own, _ = score_variances(CUTS)
    between = score_covariances(CUTS, inner).value
    return np.where(np.eye(4, dtype=bool), 0.0, between) + np.diag(own)


DESIGNS = [
    Design("normal, n = 100", 100, MODEL, normal),
    Design("ordinal, n = 200", 200, ordinal_covariance(), ordinal),
    Design("40 clusters of 10", 400, MODEL + 0.25 + 0.16 * np.eye(4), grouped, 40),
]


def survey_of(design: Design) -> Survey:
    columns = None
    if design.clusters:
        size = design.n // design.clusters
        columns = {"psu": [f"c{i // size}" for i in range(design.n)]}
    blank = dict(zip(names(4), np.zeros((4, design.n)).tolist(), strict=True))
    survey = number_survey(blank, columns=columns)
    return survey.with_design(psu="psu") if design.clusters else survey


def coverage(design: Design, f: Callable[..., object], truth: float, **options: str) -> float:
    base, held = survey_of(design), 0
    for seed in range(ROUNDS):
        x = design.draw(np.random.default_rng([seed, design.n]), design.n)
        survey = replace(base, numbers=x, keys=make_keys([x], design.n))
        row = f(survey, items=names(4), **options).frame.iloc[0]  # type: ignore[attr-defined]
        held += bool(row["conf_low"] <= truth <= row["conf_high"])
    return held / ROUNDS


def omega(S: np.ndarray) -> float:
    factor = one_factor(S)
    assert isinstance(factor, OneFactor)
    return float(omega_and_ave(factor, None).values[0])


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_design_based_intervals_of_alpha(design: Design) -> None:
    found = coverage(design, cronbach_alpha, float(classical.alpha(design.covariance)))
    print(f"\nalpha, taylor, {design.name}: {found:.4f}")
    assert 0.93 <= found <= 0.97


def test_feldt_intervals_of_alpha_for_normal_answers() -> None:
    # Exact under compound symmetry only; loadings from .5 to .8 are close enough.
    design = DESIGNS[0]
    truth = float(classical.alpha(design.covariance))
    found = coverage(design, cronbach_alpha, truth, method="feldt")
    print(f"\nalpha, feldt, {design.name}: {found:.4f}")
    assert 0.93 <= found <= 0.97


def test_feldt_intervals_do_not_know_of_clusters() -> None:
    design = DESIGNS[2]
    truth = float(classical.alpha(design.covariance))
    found = coverage(design, cronbach_alpha, truth, method="feldt")
    print(f"\nalpha, feldt, {design.name}: {found:.4f}")
    assert found < 0.93


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_design_based_intervals_of_omega(design: Design) -> None:
    found = coverage(design, mcdonald_omega, omega(design.covariance))
    print(f"\nomega, taylor, {design.name}: {found:.4f}")
    assert 0.93 <= found <= 0.97
