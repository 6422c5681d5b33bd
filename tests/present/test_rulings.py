from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import berakhlak_stats as bs
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.ruled import RULED as RULED_TEMPLATES
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.rulings import reading_head, row_reading, rulings
from berakhlak_stats.present.tables import table

PACKAGE = Path(bs.__file__).parent
JUDGING = {
    "id": r"kecil|(?<!sepuluh )besar|kuat|lemah|baik|buruk|tinggi|rendah|memadai|sedang|"
    r"bagus|parah|layak",
    "en": r"small|large|strong|weak|good|poor|high|low|adequate|moderate|excellent|acceptable|bad",
}
"""Words that call a number something."""
RULED = re.compile(r"\{(rule|names|floor)[:}]")
NOT_A_VERDICT = {
    # Comparisons pass the verb gate instead; the others call no number anything.
    "claim.highest_unknown": "a comparison, tested",
    "claim.lowest_unknown": "a comparison, tested",
    "claim.compared_higher": "a comparison, tested",
    "claim.compared_lower": "a comparison, tested",
    "claim.score_higher": "a comparison, tested",
    "claim.score_lower": "a comparison, tested",
    "claim.group_higher": "a comparison, tested",
    "claim.group_lower": "a comparison, tested",
    "heading.two_groups_higher": "a comparison, tested",
    "heading.two_groups_lower": "a comparison, tested",
    "heading.two_groups_small": "a comparison, tested",
    "benchmark.claim.funnel_higher": "a comparison, tested",
    "benchmark.claim.funnel_lower": "a comparison, tested",
    "benchmark.claim.alike": "an upper bound",
    "benchmark.figure.caption_pooled": "sizes of groups",
    "published.note": "sizes of clusters",
    "reading.higher": "a comparison, tested",
    "reading.lower": "a comparison, tested",
    "reason.small": "the size of a group",
    "stability.claim.unit_zero": "an upper bound",
    "groups.lead": "sizes of groups",
    "respondents.hidden_note": "sizes of groups",
    "actions.lowest": "steps to take",
    "actions.response": "sizes of groups",
    "respondents.left_out": "most of a column",
}
SURVEY = bs.simulate.simulate("rating-2022", seed=1, n=400)
ALPHA = bs.reliability.cronbach_alpha(SURVEY)


def phrases_of(path: Path) -> dict[str, str]:
    def walk(node: dict[str, Any], stem: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, child in node.items():
            key = f"{stem}{name}"
            found |= walk(child, f"{key}.") if isinstance(child, dict) else {key: str(child)}
        return found

    return walk(tomllib.loads(path.read_text(encoding="utf-8")), "")


@pytest.mark.parametrize("room", ["present", "report"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_sentence_calls_a_number_anything_without_naming_the_rule(room: str, lang: str) -> None:
    """Whole words only: "tertinggi" compares, and "kecil" judges."""
    word = re.compile(rf"\b({JUDGING[lang]})\b", re.I)
    said = phrases_of(PACKAGE / room / "locale" / f"{lang}.toml")
    # Places such as {low:index} are names of numbers, not words.
    bare = {key: re.sub(r"\{[^}]*\}", " ", text) for key, text in said.items()}
    without = {
        key: text
        for key, text in said.items()
        if word.search(bare[key]) and not RULED.search(text) and key not in NOT_A_VERDICT
    }
    assert without == {}


def test_what_is_let_through_is_still_said() -> None:
    known = {
        key
        for room in ("present", "report")
        for key in phrases_of(PACKAGE / room / "locale" / "id.toml")
    }
    assert set(NOT_A_VERDICT) <= known


def test_the_head_of_the_column_names_the_rule() -> None:
    for lang, head in (
        ("id", "Bacaan menurut Cicchetti (1994)"),
        ("en", "Reading according to Cicchetti (1994)"),
    ):
        made = table(ALPHA, lang)
        assert made.head[-1].words == head
        found = [reading.verdict(lang) for reading in rulings(ALPHA).values()]
        assert [row[-1].words for row in made.rows] == found
    assert reading_head({}, "id") == "Bacaan"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_sentences_name_the_rule_and_all_that_it_is_about(lang: str) -> None:
    told = narrate(ALPHA, lang)
    said = told.of_rule(*RULED_TEMPLATES)
    assert said and all("Cicchetti (1994)" in str(sentence) for sentence in said)
    text = " ".join(map(str, said))
    assert all(Labels.of(ALPHA.provenance, lang).short(item) in text for item in ("AK", "KL"))
    assert check_prose(str(told), told.ledger, lang=lang) == []
    verbs = {sentence.claim.verb_level for sentence in said}
    assert verbs <= {"one_band", "between_bands"}


def test_culture_is_read_after_barrett() -> None:
    survey = bs.simulate.simulate(seed=1)
    entropy = narrate(bs.gaps.cultural_entropy(survey), "id").of_rule("ruled")
    assert [str(sentence) for sentence in entropy] == [
        "Menurut Barrett (2017; batasnya sebagian kami simpulkan), entropi budaya tergolong "
        "berfungsi sehat."
    ]
    matches = bs.gaps.matches(survey, replicates=100, rng=1)
    (said,) = narrate(matches, "en").of_rule(*RULED_TEMPLATES)
    assert "Barrett (2017; cuts assumed by us)" in str(said)
    other = bs.gaps.matches(survey, lists=("personal", "desired"), replicates=100, rng=1)
    assert narrate(other, "en").of_rule(*RULED_TEMPLATES) == ()


def test_hidden_rows_and_rows_with_words_of_their_own_have_no_verdict() -> None:
    few = bs.agreement.rwg_j(SURVEY, by="unit", items="AK")
    ruled, labels = rulings(few), Labels.of(few.provenance, "en")
    hidden = [row for row in rows_of(few) if row.hidden]
    assert hidden and not any(row.index in ruled for row in hidden)
    assert {row_reading(row, labels, ruled) for row in hidden} <= {"hidden", "hidden as a shield"}


def test_results_that_no_rule_is_about_stay_as_they_are() -> None:
    assert rulings(bs.indices.implementation(bs.simulate.simulate(seed=1))) == {}
    assert rulings(bs.reliability.ordinal_alpha(SURVEY)) == {}
    # Pairs are read only when asked.
    pairs = bs.association.polychoric(SURVEY, items=["AK1", "AK2", "AK3"])
    assert rulings(pairs) == {}
    assert bs.interpret.interpret(pairs).rule.id == "cohen-1988-r"
