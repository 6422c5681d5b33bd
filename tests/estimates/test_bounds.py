"""Ends of scales, and persons as far as weights are equal."""

from __future__ import annotations

import numpy as np
import pandas as pd

from berakhlak_stats import indices
from berakhlak_stats.estimates import bounds
from berakhlak_stats.estimates.bounds import upper_ends
from tests.surveys import number_survey, random_survey


def test_shares_end_at_one_scores_at_a_hundred_and_other_means_nowhere() -> None:
    frame = pd.DataFrame({"level": ["word", "flag", "stage", "index", "value", "mean"]})
    assert upper_ends(frame, "x").tolist() == [1, 1, 1, 100, 100, np.inf]
    assert upper_ends(frame, "rating_score").tolist() == [100] * 6
    assert np.isinf(upper_ends(frame.assign(p_value=0.5), "compare")).all()


def test_scores_lie_within_the_ends_of_their_scale() -> None:
    result = indices.all_indices(random_survey(3, 80), replicates=50)
    ends = upper_ends(result.frame, result.provenance.statistic)
    shown = ~result.frame["suppressed"].to_numpy(bool)
    assert (ends == 100).all() and (result.frame["conf_high"][shown] <= ends[shown]).all()


def test_persons_count_as_far_as_weights_are_equal() -> None:
    """By hand, Kish (1965): (1 + 1 + 2 + 4)^2 / (1 + 1 + 4 + 16) = 64 / 22."""
    values = {"x": [1.0, 2.0, 3.0, 4.0] * 10}
    equal = indices.number_mean(number_survey(values, weights=[3.0] * 40)).frame
    assert bounds.tested_size(equal).tolist() == [40]
    skewed = indices.number_mean(number_survey(values, weights=[1.0, 1.0, 2.0, 4.0] * 10)).frame
    assert np.isclose(bounds.tested_size(skewed)[0], 640 / 22)
