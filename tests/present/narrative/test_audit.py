"""The auditor finds what a ledger does not cover."""

from dataclasses import replace

import pytest

from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.audit import numbers_in, parse_number, plain_text
from berakhlak_stats.present.verbs import FORBIDDEN
from tests.present import fakes

TOLD = narrate(fakes.all_indices(), "id")


def found(text: str, **options: object) -> list[str]:
    return [finding.text for finding in check_prose(text, TOLD.ledger, **options)]  # type: ignore[arg-type]


def test_a_changed_number_is_an_orphan() -> None:
    text = str(TOLD)
    assert found(text) == []
    assert found(text.replace("41,7", "41,8")) == ["41,8", "41,8"]


@pytest.mark.parametrize(
    ("lang", "word"), [(k, w) for k, words in FORBIDDEN.items() for w in words]
)
def test_every_forbidden_word_is_found(lang: str, word: str) -> None:
    assert [f.text for f in check_prose(f"Skor naik {word} hal itu.", [], lang=lang)] == [word]


def test_parts_of_words_are_not_forbidden() -> None:
    assert check_prose("Karenanya ketidakstabilan", [], lang="id") == []
    assert check_prose("Improvement approved", [], lang="en") == []


def test_html_is_read_as_the_reader_sees_it() -> None:
    html = (
        "<style>p{margin:13px}</style><p title='99,9'>Skor&nbsp;41,7</p><svg><text>77</text></svg>"
    )
    assert plain_text(html).split() == ["Skor", "41,7"]
    assert found(html) == []


def test_allowed_numbers_and_names_with_digits() -> None:
    assert found("Selang 95%") == ["95"]
    assert found("Selang 95%", allow=["95"]) == []
    claim = replace(TOLD.heading.claim, subject="SDN 12 Selat", subjects=())
    assert check_prose("SDN 12 Selat", [claim]) == []
    assert [f.text for f in check_prose("SDN 13 Selat", [claim])] == ["13"]


def test_number_styles_meet() -> None:
    assert parse_number("936.476", "id") == parse_number("936,476", "en") == "936476"
    assert parse_number("62,40", "id") == parse_number("62.4", "en") == "62.4"
    assert [n for _, n in numbers_in("−5,6 s.d. +9,2; 60,1–64,6 (n = 1.020).", "id")] == [
        "5.6", "9.2", "60.1", "64.6", "1020",
    ]  # fmt: skip
    assert numbers_in("AK1 dan B2", "id") == []
