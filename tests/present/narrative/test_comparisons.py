"""The auditor of comparisons knows what a test supports, what is left open, and what is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.narrative.comparisons import check_comparisons, sentences_of
from tests.present import fakes

TOLD = narrate(fakes.word_gaps(), "id")


def kinds(text: str, lang: str = "id", ledger: object = ()) -> list[str]:
    return [each.kind for each in check_comparisons(text, ledger, lang=lang)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("id", "Loyal lebih tinggi daripada Adaptif.", "direction"),
        ("id", "Skor Loyal meningkat.", "direction"),
        ("id", "Jujur adalah kata terbanyak.", "direction"),
        ("id", "Kedua daftar sama.", "sameness"),
        ("id", "Skornya stabil.", "sameness"),
        ("id", "Harapan tidak berubah.", "sameness"),
        ("id", "Harapan dan kenyataan tidak berbeda.", "sameness"),
        ("en", "Loyal is higher.", "direction"),
        ("en", "Loyal was chosen more for the current list than for the other.", "direction"),
        ("en", "Scores improved.", "direction"),
        ("en", "The two lists are the same.", "sameness"),
        ("en", "Scores are unchanged.", "sameness"),
        ("en", "There is no difference.", "sameness"),
    ],
)  # fmt: skip
def test_unsupported_comparisons_are_found(lang: str, text: str, kind: str) -> None:
    assert kinds(text, lang) == [kind]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "Kata mana yang teratas belum dapat disimpulkan."),
        ("id", "Abu-abu: belum dapat disimpulkan, bukan berarti sama."),
        ("id", "Jawaban orang yang sama."),
        ("id", "Sepuluh kata teratas pada tiap daftar."),
        ("en", "Which value scores highest, we cannot tell."),
        ("en", "Grey: cannot tell, which does not mean equal."),
        ("en", "Fewer than 10 respondents are hidden."),
    ],
)
def test_open_questions_and_ways_to_read_are_left_alone(lang: str, text: str) -> None:
    assert kinds(text, lang) == []


def test_a_direction_needs_a_passed_claim_of_its_own_subject() -> None:
    subject = TOLD.of_rule("gap_higher")[0].claim.subject
    assert kinds(f"{subject} lebih banyak diharapkan.", ledger=TOLD.ledger) == []
    assert kinds("Gotong Royong lebih banyak diharapkan.", ledger=TOLD.ledger) == ["direction"]
    failed = [replace(claim, p_adjusted=0.2) for claim in TOLD.ledger]
    assert kinds(f"{subject} lebih banyak diharapkan.", ledger=failed) == ["direction"]


def test_an_open_question_does_not_excuse_a_direction_beside_it() -> None:
    text = "Loyal lebih tinggi daripada Adaptif, tetapi urutannya belum dapat disimpulkan."
    assert kinds(text) == ["direction"]


def test_equivalence_needs_its_claim() -> None:
    claim = replace(
        TOLD.heading.claim, subject="Jujur", subjects=("Jujur",), verb_level="equivalent"
    )
    text = "Jujur: setara dalam ±1 poin, selisih +0,2 poin (−0,3 s.d. +0,7)."
    assert kinds(text) == ["sameness"]
    assert kinds(text, ledger=[claim]) == []


def test_names_compare_nothing() -> None:
    claim = replace(TOLD.heading.claim, subject="Kualitas Terbaik", verb_level="cannot_tell")
    assert kinds("Kualitas Terbaik dipilih 20% responden.", ledger=[claim]) == []


def test_sentences_are_read_as_a_reader_sees_them() -> None:
    html = (
        "<h3>Judul tanpa titik</h3><p>Satu (−5,6 s.d. +9,2). Dua <b>tebal</b>. "
        '<span class="claim">K05</span></p><table><td>lebih tinggi</td></table>'
        "<svg><text>lebih tinggi</text></svg>"
    )
    assert sentences_of(html) == ["Judul tanpa titik", "Satu (−5,6 s.d. +9,2).", "Dua tebal."]
