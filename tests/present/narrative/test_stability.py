"""Sentences about reliability: both languages, all numbers booked, nothing beyond the gate."""

from __future__ import annotations

import pytest

from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.audit import numbers_in
from tests.present.reliability_results import NAMES, reliability_results


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_print_the_same_numbers_and_all_are_booked(name: str) -> None:
    result = reliability_results()[name]
    told = {lang: narrate(result, lang) for lang in ("id", "en")}
    numbers = {
        lang: [number for _, number in numbers_in(str(story), lang)] for lang, story in told.items()
    }
    assert sorted(numbers["id"]) == sorted(numbers["en"])
    for lang, story in told.items():
        assert str(story.heading) and str(story)
        assert check_prose(str(story), story.ledger, lang=lang) == []


def test_units_are_counted_and_told_apart() -> None:
    text = str(narrate(reliability_results()["units"], "id"))
    assert "Kompeten: keandalan skor unit 0," in text
    assert "unit yang ditampilkan mencapai 0,70" in text
    # Interval and estimate 0: these units are more alike than random samples.
    assert "Kolaboratif: unit-unit lebih seragam daripada sampel acak biasa" in text
    assert "disembunyikan untuk menjaga kerahasiaan" in text


def test_respondents_needed_say_where_there_is_no_limit() -> None:
    english = str(narrate(reliability_results()["needed"], "en"))
    assert "respondents per unit for a reliability of 0.70 (" in english
    assert "there is no upper limit" in english
    assert "so the respondents needed cannot be computed" in english


def test_the_top_speaks_of_resamples_never_of_probability() -> None:
    result = reliability_results()["top"]
    for lang, resamples, probability in (
        ("id", "sampel ulang", "peluang"),
        ("en", "resamples", "probab"),
    ):
        text = str(narrate(result, lang))
        assert resamples in text and probability not in text.lower()


def test_a_study_says_what_is_measured() -> None:
    told = {name: str(narrate(reliability_results()[name], "en")) for name in NAMES[7:11]}
    assert "the order of words in the current culture" in told["words"]
    assert "not about what they think" in told["words"]
    assert "words in which units differ" in told["profiles"]
    assert "respondents per unit, the order of units" in told["unit means"]
    assert "From 21 items, the order of respondents" in told["persons"]


def test_hidden_results_say_nothing() -> None:
    story = narrate(reliability_results()["hidden"], "en")
    assert str(story.heading) == "There is no number that may be shown"
