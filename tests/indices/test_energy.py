"""Positive energy, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.gaps import cultural_entropy
from berakhlak_stats.indices.parts import COMPONENTS
from berakhlak_stats.indices.unit_scores import unit_scores
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import sensitivity
from tests.surveys import ALL_WORDS, LISTS, pick_survey


def survey() -> Survey:
    """Forty people, three words each; ten picked one limiting word, two picked two."""
    matrix = np.zeros((40, len(ALL_WORDS)), bool)
    matrix[:, :3] = True
    at = ALL_WORDS.index("x1")
    matrix[:10, [0, at]] = [False, True]
    matrix[:2, [1, at + 1]] = [False, True]
    return pick_survey(dict.fromkeys(LISTS, matrix))


def test_share_of_votes_and_of_people() -> None:
    votes = indices.positive_energy(survey()).frame.iloc[0]
    assert votes["estimate"] == pytest.approx(100 * (1 - 12 / 120))
    people = indices.positive_energy(survey(), variant="people").frame.iloc[0]
    assert people["estimate"] == pytest.approx(75)


def test_people_get_a_wilson_interval() -> None:
    row = indices.positive_energy(survey(), variant="people").frame.iloc[0]
    # v = p(1-p)/(n-1), so the effective size is n - 1.
    low, high = proportion_confint(0.75 * 39, 39, method="wilson")
    assert (row["conf_low"], row["conf_high"]) == pytest.approx((100 * low, 100 * high))


def test_that_nobody_chose_a_limiting_word_is_not_told() -> None:
    matrix = np.zeros((30, len(ALL_WORDS)), bool)
    matrix[:, :3] = True
    row = indices.positive_energy(pick_survey(dict.fromkeys(LISTS, matrix))).frame.iloc[0]
    assert row["suppressed"] and np.isnan(row["estimate"])


def few_choosers() -> Survey:
    """Four units of 30; in the last two, six persons each chose a limiting word."""
    rng = np.random.default_rng(3)
    matrix = np.zeros((120, len(ALL_WORDS)), bool)
    for person in range(120):
        matrix[person, rng.choice(12, 3, replace=False)] = True
    for start, count in ((0, 20), (30, 20), (60, 6), (90, 6)):
        matrix[start : start + count, ALL_WORDS.index("x1")] = True
    units = [f"u{i // 30}" for i in range(120)]
    return pick_survey(dict.fromkeys(LISTS, matrix), columns={"unit": units}, smallest_group=10)


@pytest.mark.parametrize("variant", ["vote_share", "people"])
def test_energy_is_hidden_where_its_complement_is(variant: str) -> None:
    entropy = cultural_entropy(few_choosers(), by="unit").frame
    energy = indices.positive_energy(few_choosers(), variant=variant, by="unit").frame
    assert entropy["suppressed"].tolist() == [False, False, True, True]
    assert energy["suppressed"].tolist() == [False, False, True, True]
    assert (
        energy.loc[energy["suppressed"], ["estimate", "conf_low", "prob_A"]].isna().all(axis=None)
    )


def test_the_total_does_not_tell_what_is_hidden() -> None:
    survey = few_choosers()
    frame = indices.all_indices(survey, by="unit", replicates=50).frame
    hidden = frame[frame["group"].isin(["u2", "u3"]) & frame["suppressed"]]
    assert set(hidden["item"]) == {"positive_energy", "culture_health"}


def test_benchmarks_do_not_tell_it_either() -> None:
    found = unit_scores(few_choosers(), "unit", "indices", "pooled", {"replicates": 50}, "test")
    known = {output.item: found.known[:, j].tolist() for j, output in enumerate(found.outputs)}
    assert known["positive_energy"] == known["culture_health"] == [True, True, False, False]
    assert known["implementation"] == [True] * 4
    rules = indices.aggregation_rules(few_choosers(), over="unit", replicates=50).frame
    assert not rules["suppressed"].any()


def test_scenarios_of_the_whole_do_not_tell_it() -> None:
    few = few_choosers().take(np.arange(60, 90))
    for frame in (
        indices.aggregation_rules(few, over="unit", replicates=50).frame,
        sensitivity(few, index="culture_health", replicates=50).frame,
    ):
        told = frame[frame["item"].isin(["positive_energy", "culture_health"])]
        assert len(told) and told["suppressed"].all() and told["estimate"].isna().all()


def test_a_total_without_energy_needs_no_guard() -> None:
    weights = dict.fromkeys(COMPONENTS, 1.0) | {"positive_energy": 0.0}
    frame = indices.all_indices(few_choosers(), by="unit", weights=weights, replicates=50).frame
    assert not frame.loc[frame["item"] == "culture_health", "suppressed"].any()


def test_an_instrument_without_the_current_list_is_refused() -> None:
    instrument = make_instrument(picks={"wishes": ["a", "b"]}, k=1)
    other = pick_survey({"wishes": np.eye(2, dtype=bool)}, instrument=instrument)
    with pytest.raises(OptionError) as caught:
        indices.positive_energy(other)
    assert caught.value.code == "E702"
