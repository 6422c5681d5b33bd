"""Coefficients and verdicts in words: the same numbers in both languages, all of them booked."""

from __future__ import annotations

from functools import cache

import pytest

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.audit import numbers_in
from berakhlak_stats.present.narrative.narrate import kind_of
from berakhlak_stats.present.rows import rows_of


@cache
def results() -> dict[str, Estimates]:
    survey = bs.simulate.simulate("rating-2022", seed=1)
    room = bs.agreement
    return {
        "units": room.rwg_j(survey, items="AK", by="unit"),
        "everybody": room.rwg_j(survey, items="AK"),
        "all at zero": room.rwg(survey, items=["AK1"], by="unit", null=0.2),
        "tested": room.icc1(survey, by="unit", item="AK"),
        "raters": room.rater_icc(survey, items=["AK1", "AK2", "AK3"]),
        "categories": room.fleiss_kappa(survey, items=["AK1", "AK2"]),
        "random": room.random_group_resampling(survey, by="unit", item="AK", replicates=60),
        "verdict": bs.interpret.aggregation_verdict(survey, by="unit", items="AK"),
    }


NAMES = ("units", "everybody", "all at zero", "tested", "raters", "categories", "random", "verdict")


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_print_the_same_numbers_and_all_are_booked(name: str) -> None:
    told = {lang: narrate(results()[name], lang) for lang in ("id", "en")}
    numbers = {
        lang: [number for s in story for _, number in numbers_in(s.text, lang)]
        for lang, story in told.items()
    }
    assert numbers["id"] == numbers["en"]
    for lang, story in told.items():
        assert check_prose(f"{story.heading}. {story}", story.ledger, lang=lang) == []


@pytest.mark.parametrize("name", NAMES)
def test_they_are_neither_scores_nor_groups(name: str) -> None:
    """Tests against the whole, in points on 0-100, mean nothing for a coefficient."""
    kind = "verdict" if name == "verdict" else "coefficient"
    assert kind_of(rows_of(results()[name])) == kind


def test_golden_sentences() -> None:
    told = {lang: [str(s) for s in narrate(results()["tested"], lang)] for lang in ("id", "en")}
    assert told["id"] == [
        "Akuntabel: 0,01 (−0,01 s.d. +0,04); p 0,173 untuk tidak ada beda antar-unit.",
        "Menurut LeBreton & Senter (2008), Akuntabel terletak antara pengaruh unit yang dapat "
        "diabaikan dan pengaruh unit kecil.",
    ]
    assert told["en"] == [
        "Accountable: 0.01 (−0.01 to +0.04); p 0.173 for no difference between units.",
        "According to LeBreton & Senter (2008), Accountable lies between negligible effect of "
        "units and small effect of units.",
    ]
    heading = str(narrate(results()["units"], "id").heading)
    assert heading.startswith("Kesepakatan dalam unit, rwg(j): rata-rata 0,85 pada 14 unit")


def test_a_verdict_names_its_rule_and_its_units() -> None:
    story = narrate(results()["verdict"], "id")
    assert str(story.heading).startswith("Rata-rata unit: ")
    assert "LeBreton & Senter (2008)" in str(story)
    named = sum(s.claim.template_id.startswith("claim.verdict_") for s in story)
    assert named >= 2


def test_units_without_an_order() -> None:
    for name in ("units", "all at zero"):
        (sentence,) = narrate(results()[name], "en").of_rule(
            "coefficient_units", "coefficient_units_same"
        )
        assert ("all at" in sentence.text) == (name == "all at zero")
