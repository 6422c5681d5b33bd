"""The permutation law against all permutations, and its level."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from berakhlak_stats import significance as sg
from tests.surveys import number_survey


def test_all_ways_to_deal_the_answers_out() -> None:
    x = np.array([1.0, 4, 2, 8, 5, 9, 7, 3, 12, 10])
    survey = number_survey({"x": x.tolist()}, columns={"unit": ["a"] * 5 + ["b"] * 5})
    apart = abs(x[:5].sum() - x.sum() / 2)
    far = [abs(sum(each) - x.sum() / 2) >= apart - 1e-9 for each in combinations(x, 5)]
    found = sg.permutation_test(survey, item="x", by="unit", replicates=20_000)
    # Monte-Carlo standard error of the p value below .0035.
    assert found.p_value == pytest.approx(np.mean(far), abs=0.012)
    assert found.statistic == pytest.approx(
        sg.group_test(survey, item="x", by="unit", method="anova").statistic
    )


def test_the_same_seed_gives_the_same_p() -> None:
    survey = number_survey(
        {"x": list(np.random.default_rng(1).normal(size=30))},
        columns={"unit": ["a", "b", "c"] * 10},
    )
    first, second = (
        sg.permutation_test(survey, item="x", by="unit", replicates=199, rng=3) for _ in range(2)
    )
    assert first == second
