"""The same index by three rules: recomputed by hand from the results of the groups."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from tests.surveys import random_survey

SURVEY = random_survey(5, 400, unit=5)


def test_three_rules_are_means_and_median_of_what_the_groups_show() -> None:
    found = indices.aggregation_rules(SURVEY, over="unit", replicates=60).frame
    people = indices.all_indices(SURVEY, replicates=60).frame.set_index("item")["estimate"]
    groups = indices.all_indices(SURVEY, by="unit", replicates=60).frame
    for (item, rule), rows in found.groupby(["item", "item_2"]):
        shown = groups[groups["item"] == item]["estimate"].dropna()
        expected = {
            "people": people[item],
            "mean_of_groups": shown.mean(),
            "median_of_groups": shown.median(),
        }[str(rule)]
        assert rows["estimate"].item() == pytest.approx(expected)


def test_intervals_hold_the_estimate() -> None:
    found = indices.aggregation_rules(SURVEY, over="unit", of="gap", replicates=60).frame
    assert (found["conf_low"] <= found["estimate"]).all()
    assert (found["estimate"] <= found["conf_high"]).all()


def test_hidden_groups_have_no_say_in_mean_and_median() -> None:
    """A median is the score of one group; it must not be that of a hidden one."""
    codes = SURVEY.column("unit").codes
    small = np.flatnonzero(codes == 0)[4:]
    keep = np.setdiff1d(np.arange(SURVEY.n), small)
    cut = SURVEY.take(keep).with_smallest_group(10)
    found = indices.aggregation_rules(cut, over="unit", replicates=60).frame
    groups = indices.all_indices(cut, by="unit", replicates=60).frame
    assert groups["suppressed"].any()
    mean = found[(found["item"] == "implementation") & (found["item_2"] == "mean_of_groups")]
    shown = groups[groups["item"] == "implementation"]["estimate"].dropna()
    assert mean["estimate"].item() == pytest.approx(shown.mean())


def test_an_unknown_subject_is_refused_with_the_choices() -> None:
    with pytest.raises(OptionError) as caught:
        indices.aggregation_rules(SURVEY, over="unit", of="ranks")
    assert caught.value.code == "E701" and "indices, gap" in str(caught.value)
