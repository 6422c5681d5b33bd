from __future__ import annotations

import math

import pytest

from berakhlak_stats.interpret.reading import read, source_words, words
from berakhlak_stats.interpret.rules import NULLS, Rule, available_rules

RULES = list(available_rules().values())


def inside(rule: Rule) -> tuple[float, float, float]:
    """A number with an interval that lies in the second band."""
    low = rule.bands[1].low
    high = rule.bands[2].low if len(rule.bands) > 2 else low + abs(low) + 1
    middle, reach = (low + high) / 2, (high - low) / 1000
    shift = 0.5 if rule.fold == "half" else 0.0
    return middle + shift, middle + shift - reach, middle + shift + reach


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_verdict_names_its_rule(rule: Rule, lang: str) -> None:
    reading = read(rule, inside(rule))
    assert reading.certain
    assert reading.verdict(lang) == rule.bands[1].label.get(lang)
    joint = " menurut " if lang == "id" else " according to "
    assert reading.text(lang) == reading.verdict(lang) + joint + source_words(rule, lang)
    assert rule.authors in reading.text(lang) and str(rule.year) in reading.text(lang)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_interval_over_a_cut_gives_no_single_word(rule: Rule, lang: str) -> None:
    estimate, _, high = inside(rule)
    cut = rule.bands[1].low
    low = NULLS.get(rule.fold, 0.0 if cut > 0 else cut - 1.0)
    reading = read(rule, (estimate, low, high))
    assert not reading.certain
    first = "antara " if lang == "id" else "between "
    assert reading.verdict(lang).startswith(first)
    assert rule.bands[0].label.get(lang) in reading.verdict(lang)
    assert rule.bands[1].label.get(lang) in reading.verdict(lang)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_without_an_interval_there_is_no_word(rule: Rule) -> None:
    reading = read(rule, (inside(rule)[0], math.nan, math.nan))
    assert reading.verdict("id") == reading.verdict("en") == "" and not reading.certain
    assert rule.authors in reading.text("id")


def test_the_source_says_what_is_ours() -> None:
    rules = available_rules()
    assert source_words(rules["cohen-1988-d"], "id") == "Cohen (1988)"
    inferred = source_words(rules["barrett-entropy"], "en")
    assert inferred == "Barrett (2017; cuts inferred in part by us)"
    assumed = source_words(rules["cohen-1988-r-ranks"], "id")
    assert assumed == "Cohen (1988; batasnya andaian kami)"


def test_both_languages_have_the_same_words() -> None:
    assert words("id").keys() == words("en").keys()
