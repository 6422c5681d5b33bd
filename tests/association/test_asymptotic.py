"""The joint covariance of correlations and thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association import asymptotic_covariance, correlation, polychoric
from berakhlak_stats.errors import StatisticError
from tests.association.polychoric_surveys import normal_answers, rated
from tests.association.test_polychoric import CORRELATION, ITEMS, answers, indefinite


def test_its_diagonal_holds_the_variances_of_the_pairs() -> None:
    survey = rated(answers(1), scale=(1, 4), weights=np.random.default_rng(1).uniform(0.5, 2, 400))
    made = correlation(survey, items=ITEMS, kind="polychoric")
    found = asymptotic_covariance(survey, of=made)
    assert found.pairs == (("i1", "i2"), ("i1", "i3"), ("i2", "i3"))
    assert found.thresholds[:4] == (("i1", 1), ("i1", 2), ("i1", 3), ("i2", 1))
    assert found.matrix.shape == (1, 12, 12)
    result = polychoric(survey, items=ITEMS)
    assert np.sqrt(np.diag(found.matrix[0]))[:3] == pytest.approx(
        result.to_frame()["std_error"].to_numpy()
    )
    assert result.covariance is not None
    assert found.matrix[0, :3, :3] == pytest.approx(result.covariance)
    assert found.matrix[0] == pytest.approx(found.matrix[0].T)
    assert np.linalg.eigvalsh(found.matrix[0])[0] > 0


def test_a_threshold_has_the_variance_of_its_share() -> None:
    # By the delta method: p (1 - p) / (n - 1) / phi(threshold)^2.
    x = answers(2)
    survey = rated(x, scale=(1, 4))
    made = correlation(survey, items=ITEMS, kind="polychoric")
    found = asymptotic_covariance(survey, of=made).matrix[0]
    p = (x[:, 0] <= 1).mean()
    assert made.thresholds is not None
    density = np.exp(-(made.thresholds[0, 0, 0] ** 2) / 2) / np.sqrt(2 * np.pi)
    assert found[3, 3] == pytest.approx(p * (1 - p) / 399 / density**2, rel=1e-8)


def test_it_is_the_spread_over_many_samples() -> None:
    rng = np.random.default_rng(4)
    cuts, drawn, given = [-0.8, 0.2, 1.0], [], []
    for _ in range(300):
        survey = rated(normal_answers(rng, 500, CORRELATION, cuts), scale=(1, 4))
        made = correlation(survey, items=ITEMS, kind="polychoric")
        assert made.thresholds is not None
        drawn.append(np.r_[made.of()[np.triu_indices(3, 1)], made.thresholds.ravel()])
        given.append(asymptotic_covariance(survey, of=made).matrix[0])
    expected, spread = np.mean(given, axis=0), np.cov(np.array(drawn), rowvar=False)
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    # From 300 samples a variance has a standard error of .08 in these units, a covariance .06.
    assert np.abs((spread - expected) / scale).max() < 0.3
    assert np.abs((spread - expected) / scale).mean() < 0.07


def test_groups_have_blocks_of_their_own_and_gaps_stay_gaps() -> None:
    x = answers(3)
    x[::2, 2] = 2
    survey = rated(x, scale=(1, 4), unit=np.arange(400) % 2)
    made = correlation(survey, items=ITEMS, kind="polychoric", by="unit")
    found = asymptotic_covariance(survey, of=made).matrix
    assert found.shape == (2, 12, 12)
    assert np.isnan(found[0, 1]).all() and np.isfinite(found[0, 0, 0])
    assert np.isfinite(found[1]).all()
    plain = asymptotic_covariance(survey, of=correlation(survey, items=["i1", "i2"]))
    assert plain.matrix.shape == (1, 1, 1) and plain.thresholds == ()


def test_smoothed_matrices_have_none() -> None:
    survey = indefinite()
    made = correlation(survey, items=ITEMS, kind="polychoric", missing="pairwise", smooth="eigen")
    with pytest.raises(StatisticError, match="E826"):
        asymptotic_covariance(survey, of=made)
