"""Covariances that tests are made of."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates.linearised import for_tests, require_df, rows_total, wald
from tests.significance.designs import clustered, plain


def test_totals_of_rows_by_primary_units() -> None:
    rng = np.random.default_rng(1)
    rows, known = rng.normal(size=(60, 2)), rng.random(60) < 0.8
    psus = np.arange(60) // 5
    survey = clustered({"x": [0.0] * 60}, {}, [f"p{i:02d}" for i in psus])
    found = rows_total(survey, rows, known)
    sums = np.stack([(rows * known[:, None])[psus == i].sum(axis=0) for i in range(12)])
    assert np.allclose(found.estimate, sums.sum(axis=0))
    assert np.allclose(found.covariance, 12 * np.cov(sums, rowvar=False))
    assert (found.df, found.n) == (11, known.sum())


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    rows, known = rng.normal(size=(90, 2)), rng.random(90) < 0.7
    survey = plain({"x": [0.0] * 90}, weights=rng.uniform(1, 2, 90).tolist())
    whole = rows_total(survey, rows, known)
    monkeypatch.setattr(import_module("berakhlak_stats.totals.collect"), "BATCH_ROWS", 16)
    batched = rows_total(survey, rows, known)
    assert np.allclose(batched.covariance, whole.covariance, rtol=1e-9)


def test_population_counts_are_dropped_unless_asked_for() -> None:
    survey = plain({"x": [1.0, 2.0] * 10}).with_design(population=25)
    assert for_tests(survey, True) is survey
    assert for_tests(survey, False).design.population is None


def test_wald_by_hand_and_refusals() -> None:
    assert wald(np.array([3.0, 4.0]), np.diag([9.0, 4.0]), "t") == pytest.approx(5.0)
    with pytest.raises(BerakhlakError, match="E643"):
        wald(np.ones(2), np.ones((2, 2)), "t")
    with pytest.raises(BerakhlakError, match="E643"):
        wald(np.ones(2), np.diag([1.0, 0.0]), "t")
    assert require_df(1.0, "t") == 1.0
    with pytest.raises(BerakhlakError, match="E642"):
        require_df(0.0, "t")
