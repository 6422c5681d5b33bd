"""Scores of units with their sampling variances."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices.unit_scores import unit_scores, without_population
from berakhlak_stats.reliability import unit_reliability
from tests.reliability.test_unit_reliability import row, three_units
from tests.surveys import random_survey


def test_units_as_strata_or_as_domains_agree() -> None:
    survey = three_units()
    plain = row(unit_reliability(survey, by="unit", statistic="ratings"))
    known = {unit: 5 for unit in "abc"}
    split = survey.with_design(strata="unit", population=known)
    strata = row(unit_reliability(split, by="unit", statistic="ratings"))
    # Everybody was asked, and still the scores are samples of what people there would say.
    for name in ("estimate", "sampling_variance", "conf_low"):
        assert strata[name] == pytest.approx(plain[name])


def test_scores_are_those_of_the_indices_and_variances_are_pooled() -> None:
    survey = random_survey(3, 400, unit=5)
    found = unit_scores(survey, "unit", "indices", "pooled", {"replicates": 60}, "test")
    assert found.known.all() and found.v * found.n == pytest.approx(
        np.broadcast_to(found.per_person, found.n.shape)
    )
    own = unit_scores(survey, "unit", "indices", "own", {"replicates": 60}, "test")
    smooth = [j for j, each in enumerate(own.outputs) if each.item == "V1"]
    p = own.y[:, smooth] / 100
    n = own.n[:, smooth]
    # A share among n persons: p (1 - p) / (n - 1).
    assert own.v[:, smooth] / 100**2 == pytest.approx(p * (1 - p) / (n - 1), rel=1e-6)


def test_population_counts_are_left_aside_and_nothing_else() -> None:
    survey = three_units().with_design(strata="unit", population=dict.fromkeys("abc", 50))
    plain = without_population(survey)
    assert plain.design.population is None and plain.design.strata == "unit"
