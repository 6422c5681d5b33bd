"""Influence values: the derivative of the estimate by the weight of one respondent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.association.cross_tables import cross_tables
from berakhlak_stats.association.pairs import PairCorrelations
from berakhlak_stats.association.polychorics import Policy, polychorics
from berakhlak_stats.association.scored import scored
from berakhlak_stats.survey.survey import Survey
from tests.association.polychoric_surveys import normal_answers, rated

ITEMS = ["i1", "i2", "i3"]


def survey(seed: int = 1) -> Survey:
    """Three items of 150 people in two units, with weights and missing answers."""
    rng = np.random.default_rng(seed)
    r = np.array([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]])
    answers = normal_answers(rng, 150, r, [-0.8, 0.1, 0.9])
    answers[rng.random(answers.shape) < 0.15] = -1
    weights = rng.uniform(0.5, 2.0, 150)
    return rated(answers, scale=(1, 4), weights=weights, unit=rng.integers(0, 2, 150))


def estimate(given: Survey, kind: str, missing: str) -> PairCorrelations:
    """Estimates of both units."""
    found = cross_tables(given, items=ITEMS, by="unit", missing=missing)
    if kind in ("pearson", "spearman"):
        return scored(found, kind)  # type: ignore[arg-type]
    parts = kind.split("-")
    policy: dict[str, Any] = dict(zip(("estimator", "thresholds"), parts, strict=False))
    return polychorics(found, Policy(**policy))


KINDS = ["two_step-global", "two_step-pairwise", "ml-pairwise", "pearson", "spearman"]


@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
@pytest.mark.parametrize("kind", KINDS)
def test_influence_is_the_derivative_by_a_weight(kind: str, missing: str) -> None:
    given = survey()
    made = estimate(given, kind, missing)
    rows = made.rows(given)
    assert given.weights is not None
    group = given.column("unit").codes
    for g in (0, 1):
        total = given.weights[group == g] @ rows[group == g]
        assert total == pytest.approx(0.0, abs=1e-7)
    h = 1e-4
    for person in (0, 7, 31, 90):
        step = h * (np.arange(given.n) == person)
        up, down = (
            estimate(replace(given, weights=given.weights + s), kind, missing).rho
            for s in (step, -step)
        )
        slope = (up - down) / (2 * h)
        # The scale of weights to people moves too, and must not matter.
        assert slope[group[person]] == pytest.approx(rows[person], rel=2e-4, abs=2e-8)
        assert slope[1 - group[person]] == pytest.approx(0.0, abs=1e-8)


def test_influence_of_thresholds_is_the_derivative_by_a_weight() -> None:
    given = survey(2)
    made = estimate(given, "two_step-global", "pairwise")
    rows, h = made.threshold_rows(given), 1e-4
    group = given.column("unit").codes
    assert given.weights is not None
    for person in (3, 50):
        step = h * (np.arange(given.n) == person)
        up, down = (
            estimate(replace(given, weights=given.weights + s), "two_step-global", "pairwise")
            for s in (step, -step)
        )
        slope = (up.thresholds - down.thresholds) / (2 * h)
        assert slope[group[person]].ravel() == pytest.approx(rows[person], rel=1e-5, abs=1e-9)


def test_people_outside_every_group_have_no_influence() -> None:
    given = survey(4)
    made = estimate(given, "two_step-global", "pairwise")
    codes = given.column("unit")
    lost = replace(codes, codes=np.where(np.arange(given.n) < 5, -1, codes.codes).astype(np.int32))
    rows = made.rows(replace(given, columns={"unit": lost}))
    assert (rows[:5] == 0).all() and (rows[5:] != 0).any()
    assert (made.threshold_rows(replace(given, columns={"unit": lost}))[:5] == 0).all()


def test_matrices_are_symmetric_with_ones() -> None:
    made = estimate(survey(), "pearson", "listwise")
    matrix = made.matrix()
    assert matrix == pytest.approx(matrix.transpose(0, 2, 1))
    assert np.einsum("gii->gi", matrix) == pytest.approx(1.0)
