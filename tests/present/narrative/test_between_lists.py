"""The same measure on two lists: a direction only with its test, and every number in the ledger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.between_lists import against_others, changes
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.plots import plot
from tests.present import fakes


def _shared(result: Estimates, share: float) -> Estimates:
    parameters = {**result.provenance.parameters, "alpha_share": share}
    return replace(result, provenance=replace(result.provenance, parameters=parameters))


def test_differences_are_desired_less_current_with_holm() -> None:
    """By hand: independent rows of one standard error s and 600 degrees of freedom, so that t is
    the difference over sqrt(2) s, on Satterthwaite's (2 s^2)^2 / (2 s^4 / 600) = 1200."""
    from scipy.special import stdtr

    found = {each.row.item: each for each in changes(Writer(fakes.stage_shares(), "id"))}
    expected = np.subtract(fakes.STAGES["desired"], fakes.STAGES["current"])
    assert len(found) == 7
    t = expected / (0.4 * np.sqrt(2))
    adjusted = adjust_p_values(2 * stdtr(1200.0, -np.abs(t)), "holm")
    for level, (difference, p) in enumerate(zip(expected, adjusted, strict=True), 1):
        assert found[f"level_{level}"].diff == pytest.approx(difference)
        assert found[f"level_{level}"].p_adjusted == pytest.approx(p)


def test_hidden_parts_are_not_compared() -> None:
    assert not [x for x in changes(Writer(fakes.stage_shares(), "en")) if "limiting" in x.row.item]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_sentences_hold_only_numbers_of_their_claims(lang: str) -> None:
    for result in (fakes.stage_shares(), fakes.entropies()):
        told = narrate(result, lang)
        text = f"{told.heading}. {told}"
        assert check_prose(text, told.ledger, lang=lang, allow=["5"]) == []


def test_the_heading_names_the_largest_that_passed() -> None:
    told = narrate(fakes.stage_shares(), "id")
    assert str(told.heading).startswith("Tingkat 4 (transformasi), juga Tingkat 3 (harga diri)")
    assert told.heading.claim.verb_level == "higher"
    assert told.heading.claim.p_adjusted < 0.05
    summary = told.of_rule("gap_summary", "gap_summary_level")
    assert len(summary) == 1 and summary[0].claim.family_size == 7


def test_without_a_passed_test_there_is_no_direction() -> None:
    told = narrate(fakes.stage_shares(se=0.05), "id")
    assert str(told.heading).endswith("belum dapat disimpulkan")
    assert not told.of_rule("lists_higher", "lists_lower")


def test_shared_alpha_weakens_the_verb() -> None:
    """The smallest adjusted p of these differences is about 1e-3 at this error."""
    alone = fakes.stage_shares(se=0.0098)
    assert narrate(alone, "en").of_rule("lists_higher")
    assert not narrate(_shared(alone, 0.01), "en").of_rule("lists_higher", "lists_lower")


def test_one_list_alone_has_nothing_to_compare() -> None:
    result = fakes.stage_shares()
    frame = result.frame[result.frame["list"] == "current"].reset_index(drop=True)
    told = narrate(replace(result, frame=frame, covariance=None), "id")
    assert str(told.heading) == "Suara menurut tingkat kesadaran"


def test_today_is_compared_with_every_other_list() -> None:
    found = against_others(Writer(fakes.entropies(), "en"))
    assert [(each.row.list, each.other.list) for each in found] == [
        ("current", "desired"), ("current", "personal"),
    ]  # fmt: skip
    assert [each.verb for each in found] == ["higher", "higher"]
    assert found[0].diff == pytest.approx(7.3)


def test_profiles_are_drawn_as_profiles() -> None:
    assert plot(fakes.stage_shares(), "id").name == "profile"
    assert plot(fakes.entropies(), "en").name == "profile"
