"""Sentences of ranks and benchmarks say no more than their tests."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.narrative.audit import check_prose
from berakhlak_stats.present.select import select
from tests.present.benchmark_results import alike_results, benchmark_results

RESULTS = ("funnel", "ranks", "shrunken", "standings")


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_is_booked_and_no_word_is_forbidden(name: str, lang: str) -> None:
    told = narrate(benchmark_results()[name], lang)
    text = f"{told.heading} {told}"
    assert check_prose(text, told.ledger, lang=lang) == []
    assert not re.search(r"terburuk|worst", text, re.I)


@pytest.mark.parametrize("name", RESULTS)
def test_both_languages_tell_the_same_numbers(name: str) -> None:
    said = [narrate(benchmark_results()[name], lang) for lang in ("id", "en")]
    numbers = [[each.claim.numbers for each in told.sentences] for told in said]
    assert numbers[0] == numbers[1]


def test_a_funnel_says_what_chance_alone_puts_outside() -> None:
    own = select(alike_results()["funnel"], lambda row: row.item == "implementation")
    told = narrate(own, "id")
    first = told.sentences[0]
    shown = first.claim.family_size
    assert f"sekitar {shown * 0.05:.1f}".replace(".", ",") in str(first)
    assert first.claim.verb_level == "count"
    assert not told.of_rule("funnel_higher", "funnel_lower")


def test_groups_outside_that_do_not_pass_are_left_open() -> None:
    result = benchmark_results()["funnel"]
    frame = result.frame.copy()
    frame["p_adjusted"] = frame["p_adjusted"].where(frame["p_adjusted"].isna(), 1.0)
    told = narrate(replace(result, frame=frame), "id")
    assert told.of_rule("funnel_open") and not told.of_rule("funnel_higher", "funnel_lower")
    assert "secara kebetulan saja" in str(told.heading)


def test_passed_groups_have_the_verb_of_the_gate() -> None:
    told = narrate(benchmark_results()["funnel"], "en")
    passed = told.of_rule("funnel_higher", "funnel_lower", "funnel_small", "funnel_unsure")
    assert passed and all(each.claim.rule_fired.endswith(each.claim.verb_level) for each in passed)


def test_widened_limits_are_told() -> None:
    result = benchmark_results()["funnel"]
    wide = replace(result, provenance=replace(result.provenance, variant="additive"))
    assert narrate(wide, "en").of_rule("funnel_additive")
    assert not narrate(result, "en").of_rule("funnel_additive")


def test_a_list_without_order_says_so() -> None:
    assert "belum dapat ditentukan" in str(narrate(alike_results()["standings"], "id").heading)
    told = narrate(benchmark_results()["ranks"], "id")
    places = told.of_rule("place")
    assert places and all("yang masih mungkin" in str(each) for each in places)
    assert re.match(r"Semua peringkat masih mungkin bagi \d+ dari \d+", str(told.heading))


def test_alike_groups_are_told_by_their_variance() -> None:
    said = narrate(alike_results()["shrunken"], "id")
    other = narrate(benchmark_results()["shrunken"], "id")
    assert len(said.of_rule("alike")) > len(other.of_rule("alike"))
    assert other.of_rule("shrunken")


def test_nothing_to_show() -> None:
    result = benchmark_results()["funnel"]
    frame = result.frame.copy()
    frame["suppressed"] = True
    told = narrate(replace(result, frame=frame), "id")
    assert told.ledger[0].rule_fired == "hidden" and told.dropped == len(result)


def test_a_small_distance_that_passed_is_called_small() -> None:
    """A hundred times the respondents: half a point from the centre, and beyond doubt."""
    own = select(benchmark_results()["funnel"], lambda row: row.item == "implementation")
    frame = own.frame.copy()
    centre = frame.loc[frame["group"] == "", "estimate"].iloc[0]
    first = frame.index[(frame["group"] != "") & ~frame["suppressed"]][0]
    frame.loc[first, ["estimate", "statistic", "p_adjusted"]] = [centre + 0.5, 10.0, 1e-6]
    told = narrate(replace(own, frame=frame), "id").of_rule("funnel_small")
    assert len(told) == 1 and "kecil (dalam ±1 poin)" in str(told[0])
