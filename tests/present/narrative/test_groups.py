"""Sentences about groups follow the one rule of ``significance.compare``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices import number_mean, value_score, vote_share
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.narrative.groups import group_tests
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.select import select
from berakhlak_stats.present.verbs import PASSED
from berakhlak_stats.significance import compare
from tests.surveys import ALL_WORDS, LISTS, number_survey, pick_survey, random_survey

UNITS = np.repeat(np.arange(20), np.linspace(12, 30, 20).astype(int))


def _values(result: Estimates) -> Estimates:
    return select(result, lambda row: row.level == "value")


def test_the_sentences_test_as_compare_does() -> None:
    """Pooled variances, one family over all items, whatever is printed."""
    shares = _values(value_score(random_survey(31, 180, unit=6), by="unit"))
    expected = compare(shares, against="mean").frame.set_index(["item", "group"])
    made = group_tests(Writer(shares, "en"))
    found = [each for tests in made for each in tests.found]
    assert {tests.family for tests in made} == {len(found)} == {18}
    for each in found:
        row = expected.loc[(each.row.item, each.row.group)]
        assert each.p_adjusted == pytest.approx(row["p_adjusted"])
        assert (each.diff, each.low, each.high) == pytest.approx(
            (row["estimate"], row["conf_low"], row["conf_high"])
        )


def test_a_share_of_the_level_makes_p_values_larger() -> None:
    shares = _values(value_score(random_survey(31, 180, unit=6), by="unit"))
    made = shares.provenance
    small = replace(made, parameters={**made.parameters, "alpha_share": 0.25})
    whole, part = (
        [each.p_adjusted for tests in group_tests(Writer(one, "id")) for each in tests.found]
        for one in (shares, replace(shares, provenance=small))
    )
    assert part == pytest.approx([min(1.0, 4 * p) for p in whole])


def _two(gap: float) -> Estimates:
    rng = np.random.default_rng(2)
    values = rng.normal(60, 10, 200)
    values[:100] += gap
    survey = number_survey({"x": values.tolist()}, columns={"sex": ["P"] * 100 + ["L"] * 100})
    return number_mean(survey, by="sex")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_two_groups_are_tested_against_each_other(lang: str) -> None:
    result = _two(8.0)
    expected = compare(result, against="pairs").frame.iloc[0]
    told = narrate(result, lang)
    (said,) = [each for each in told.sentences if each.claim.verb_level in PASSED]
    assert said.claim.subject == expected["group"] and said.claim.family_size == 1
    assert said.claim.p_adjusted == pytest.approx(expected["p_adjusted"])
    word = {"id": "lebih tinggi daripada", "en": "is higher than"}[lang]
    assert f"{expected['group']} {word} {expected['against']}" in (
        str(told.heading),
        str(said)[:99],
    )


def test_two_groups_that_may_be_alike_are_left_open() -> None:
    told = narrate(_two(0.0), "en")
    assert str(told.heading) == "Whether the two groups differ, we cannot tell"
    assert [each.claim.verb_level for each in told.of_rule("compared_cannot_tell")] == [
        "cannot_tell"
    ]


def _false(result: Estimates) -> bool:
    return any(claim.verb_level in PASSED for claim in narrate(result, "en").ledger)


@pytest.mark.slow
def test_shuffled_units_are_seldom_told_apart() -> None:
    """Twenty units of 12 to 30 persons who answer by one law: at most six in a hundred err.

    The words of the first value are picked by nearly all: there a unit's own variance is small
    by accident.
    """
    rng, rounds = np.random.default_rng(11), 400
    chance = np.where(np.isin(ALL_WORDS, ("a1", "a2")), 0.9, 0.3)
    picks = {name: rng.random((len(UNITS), len(ALL_WORDS))) < chance for name in LISTS}
    false = []
    for _ in range(rounds):
        units = rng.permutation(UNITS)
        survey = pick_survey(picks, columns={"unit": [f"u{unit:02d}" for unit in units]})
        values = _values(value_score(survey, by="unit"))
        words = vote_share(survey, lists="current", by="unit")
        false.append((_false(values), _false(words)))
    assert (np.mean(false, axis=0) <= 0.06 + 2 * np.sqrt(0.06 * 0.94 / rounds)).all(), false
