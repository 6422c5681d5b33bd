"""Reference distributions by multipliers: repeatable, and right where the answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.gaps.cell_spread import base_analysis, cell_spread
from berakhlak_stats.gaps.crossed import CrossedClasses
from berakhlak_stats.gaps.resampled import multiplier_p_values
from berakhlak_stats.survey.survey import Survey
from tests.surveys import random_survey


def p_values(survey: Survey, x: np.ndarray, seed: int = 1) -> tuple[float, float]:
    """Of the hypothesis that ``x`` has mean zero: one cell."""
    known = np.ones(survey.n, bool)
    crossed = CrossedClasses(np.ones((survey.n, 1)), x[:, None], np.zeros(survey.n, np.intp))
    analysis = base_analysis(survey, known, "t")
    spread = cell_spread(survey, crossed, known, analysis, "t")
    return multiplier_p_values(survey, crossed, spread, analysis.strata, replicates=4000, seed=seed)


def test_one_cell_is_the_normal_test_of_a_mean() -> None:
    x = np.random.default_rng(2).normal(0.1, 1.0, 200)
    total, largest = p_values(random_survey(1, 200), x)
    z = x.mean() / np.sqrt(x.var(ddof=1) / 200)
    # 4,000 draws know a p value to 0.008 at worst; four of these.
    assert total == pytest.approx(2 * stats.norm.sf(abs(z)), abs=0.032)
    assert largest == total


def test_seeds_repeat_and_the_scale_of_weights_does_not_matter() -> None:
    x = np.random.default_rng(3).normal(size=80)
    survey = random_survey(4, 80, weighted=True, unit=12).with_design(psu="unit")
    assert survey.weights is not None
    heavy = replace(survey, weights=survey.weights * 7)
    assert p_values(survey, x) == p_values(survey, x)
    assert p_values(heavy, x) == pytest.approx(p_values(survey, x))


def test_a_mean_far_from_zero_is_beyond_every_draw() -> None:
    assert p_values(random_survey(5, 60), np.full(60, 3.0) + np.linspace(0, 1, 60))[0] == 1 / 4001
