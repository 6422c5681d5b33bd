"""Spread of cells: refusals and the plain case; every design is held in test_mmi_test."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import cell_spread as room
from berakhlak_stats.gaps.cell_spread import base_analysis, cell_spread, is_simple
from berakhlak_stats.gaps.crossed import CrossedClasses
from tests.surveys import random_survey


def one_cell(x: np.ndarray) -> CrossedClasses:
    """A single cell: the sum of ``x``, as one class of everybody."""
    return CrossedClasses(np.ones((len(x), 1)), x[:, None], np.zeros(len(x), np.intp))


def test_one_cell_is_the_mean_with_its_variance() -> None:
    survey = random_survey(1, 50)
    x, known = np.random.default_rng(1).normal(size=50), np.ones(50, bool)
    found = cell_spread(survey, one_cell(x), known, base_analysis(survey, known, "t"), "t")
    assert found.mean[0, 0] == pytest.approx(x.mean())
    assert found.variance[0, 0] == pytest.approx(x.var(ddof=1) / 50)
    assert found.trace_square == pytest.approx(found.trace**2)
    assert found.simple == pytest.approx(x.var() ** 2)
    assert (found.df, found.n) == (49, 50)


def test_a_sample_with_a_design_is_not_simple() -> None:
    survey = random_survey(2, 60, unit=10)
    assert is_simple(survey)
    assert not is_simple(survey.with_design(psu="unit"))
    assert not is_simple(random_survey(2, 60, weighted=True))


def test_too_large_a_table_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = random_survey(3, 60, unit=10).with_design(psu="unit")
    x, known = np.ones(60), np.ones(60, bool)
    monkeypatch.setattr(room, "LARGEST", 5)
    with pytest.raises(BerakhlakError, match="E870"):
        cell_spread(survey, one_cell(x), known, base_analysis(survey, known, "t"), "t")
