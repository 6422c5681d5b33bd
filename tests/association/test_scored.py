"""Pearson and Spearman correlations from cross-tables, against pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.association.cross_tables import cross_tables
from berakhlak_stats.association.scored import Scores, scored
from tests.association.polychoric_surveys import normal_answers, rated

CORRELATION = np.array([[1, 0.6, 0.2], [0.6, 1, 0.4], [0.2, 0.4, 1]])


def holes(rng: np.random.Generator) -> np.ndarray:
    """Answers with gaps."""
    answers = normal_answers(rng, 400, CORRELATION, [-1.0, 0.2, 0.8])
    answers[rng.random(answers.shape) < 0.1] = -1
    return answers


@pytest.mark.parametrize("kind", ["pearson", "spearman"])
def test_pairwise_and_listwise_as_pandas_has_them(kind: Scores) -> None:
    answers = holes(np.random.default_rng(8))
    frame = pd.DataFrame(answers).replace(-1, np.nan)
    survey, items = rated(answers, scale=(1, 4)), ["i1", "i2", "i3"]
    for missing, expected in (("pairwise", frame), ("listwise", frame.dropna())):
        made = scored(cross_tables(survey, items=items, missing=missing), kind)
        target = expected.corr(kind).to_numpy()
        assert made.matrix()[0] == pytest.approx(target, abs=1e-12)


def test_the_variance_is_that_of_a_simple_random_sample() -> None:
    # Of Pearson's r under normality (1 - r^2)^2 / n; categories of one step each keep close.
    rng = np.random.default_rng(9)
    answers = normal_answers(
        rng, 40_000, np.array([[1, 0.5], [0.5, 1]]), np.linspace(-3, 3, 25).tolist()
    )
    made = scored(cross_tables(rated(answers, scale=(1, 26)), items=["i1", "i2"]), "pearson")
    r = made.rho[0, 0]
    assert made.variance[0, 0] == pytest.approx((1 - r**2) ** 2 / 40_000, rel=0.03)


def test_notes() -> None:
    answers = np.array([[1, 1, 2], [2, 2, 2], [3, 3, 2], [1, 1, 2], [3, 3, 2]])
    made = scored(cross_tables(rated(answers, scale=(1, 3)), items=["i1", "i2", "i3"]), "pearson")
    assert made.notes[0].tolist() == ["perfect association", "one category", "one category"]
    assert made.rho[0, 0] == pytest.approx(1.0) and np.isnan(made.rho[0, 1:]).all()
