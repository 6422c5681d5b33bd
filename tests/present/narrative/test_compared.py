"""A family of one is told by its one difference, without a count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats import indices, significance
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.simulate import simulate
from tests.present import fakes


def one_word(place: int) -> Estimates:
    result = fakes.word_gaps()
    frame = result.frame.iloc[[place]].reset_index(drop=True)
    return replace(result, frame=frame, covariance=None)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_threshold_is_told_without_a_count(lang: str) -> None:
    result = significance.compare(indices.implementation(simulate(seed=1)), against=50.0)
    told = narrate(result, lang)
    rules = [each.claim.template_id for each in told]
    assert rules == ["claim.compared_higher", "claim.own_level"]
    assert told.heading.claim.template_id == "heading.gap_count_one"
    assert told.heading.claim.numbers == ()


@pytest.mark.parametrize("place", range(len(fakes.word_gaps())))
def test_one_word_is_told_whatever_its_verb(place: int) -> None:
    result = one_word(place)
    if result.frame["suppressed"][0] or result.frame["p_adjusted"].isna()[0]:
        assert not narrate(result, "id").of_rule("gap_summary")
        return
    rules = [each.claim.template_id for each in narrate(result, "id")]
    assert len([rule for rule in rules if rule.startswith("claim.gap_")]) == 1
    assert "claim.gap_summary" not in rules
