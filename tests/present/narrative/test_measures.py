"""Sentences of levels with words of their own stay inside the gate."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import gaps
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.narrative.narrate import SPECIAL
from berakhlak_stats.present.phrases import has_phrase
from berakhlak_stats.simulate import simulate
from tests.gaps.pick_lists import clustered_picks
from tests.gaps.test_response_surface import made
from tests.surveys import number_survey


@pytest.mark.parametrize("level", sorted(SPECIAL))
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_level_has_a_name(level: str, lang: str) -> None:
    assert has_phrase(f"kind.{level}", lang) and has_phrase(f"column.{level}", lang)


def test_association_is_said_only_where_the_test_passed() -> None:
    found = narrate(gaps.mmi_test(simulate(seed=1)), "en")
    assert "is associated with" in str(found.heading)
    assert found.sentences[0].claim.verb_level == "associated"
    rng = np.random.default_rng(3)
    none = narrate(gaps.mmi_test(clustered_picks(rng, 40, 10, pull=0.3)), "en")
    assert "we cannot tell" in str(none.heading)
    assert not none.of_rule("pair_more", "pair_less")


def test_matches_name_what_the_population_may_have() -> None:
    result = gaps.matches(simulate(seed=1), replicates=100)
    row = result.frame.iloc[0]
    said = str(narrate(result, "en").sentences[0])
    assert f"{row['estimate']:.0f} of the 10" in said
    assert f"{row['conf_low']:.0f} to {row['conf_high']:.0f}" in said


def test_lists_are_named_where_there_are_several() -> None:
    said = gaps.cultural_entropy(simulate(seed=1), lists=None).narrate("id")
    assert "budaya saat ini" in said and "nilai pribadi" in said


def test_groups_are_named_with_their_items() -> None:
    said = gaps.congruence(simulate(seed=1), by="sex").narrate("en")
    assert "Overlap of the two lists, Perempuan" in said


def test_agreement_is_claimed_only_where_every_condition_passed() -> None:
    asked = {"x": "x", "y": "y", "outcome": "z"}
    there = gaps.response_surface(number_survey(made(1, 600, noise=0.3)), **asked)
    absent = gaps.response_surface(number_survey(made(2, 200, pull=0.0)), **asked)
    assert narrate(there, "en").heading.claim.verb_level == "agreement"
    assert narrate(absent, "en").heading.claim.verb_level == "cannot_tell"


def test_jumps_tell_how_many_were_tested() -> None:
    result = gaps.jumps(simulate(seed=1), size=3)
    first = narrate(result, "en").sentences[0]
    assert first.claim.family_size == result.provenance.parameters["family_size"]
    assert str(first).startswith("3 words")
