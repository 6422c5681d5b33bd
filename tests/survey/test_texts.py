from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest

from berakhlak_stats.survey.texts import (
    answer_key,
    clean,
    name_key,
    numbered_title,
    sentence,
    vocabulary,
)

SENTENCES = tomllib.loads(
    (files("berakhlak_stats.survey") / "sentences.toml").read_text(encoding="utf-8")
)


def fields(text: str) -> set[str]:
    found = (name for _, name, _, _ in string.Formatter().parse(text) if name)
    return {name.split("!")[0] for name in found}


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_sentences_say_the_same_in_both_languages(key: str) -> None:
    entry = SENTENCES[key]
    assert set(entry) == {"id", "en"}
    assert fields(entry["id"]) == fields(entry["en"])


def test_numbers_take_the_style_of_the_language() -> None:
    assert sentence("rows", n=936476, rows=936480, empty=4) == (
        "936.476 responden dari 936.480 baris; 4 baris kosong dilewati.",
        "936,476 respondents from 936,480 rows; 4 empty rows skipped.",
    )


@pytest.mark.parametrize(
    ("text", "tidy"), [(" a \t b\n", "a b"), ("a\u00a0b\u200b", "a b"), ("\ufeffx", "x"), ("", "")]
)
def test_clean(text: str, tidy: str) -> None:
    assert clean(text) == tidy


@pytest.mark.parametrize("text", ["Masa Kerja", "masa_kerja", " MASA-KERJA ", "masa (kerja)"])
def test_column_names_are_compared_without_punctuation(text: str) -> None:
    assert name_key(text) == "masa_kerja"


@pytest.mark.parametrize("text", ["Anti kritik", "ANTI_KRITIK", " anti  kritik"])
def test_answers_are_compared_without_case_and_underscores(text: str) -> None:
    assert answer_key(text) == "anti kritik"


def test_vocabulary_is_in_lower_case() -> None:
    for key in ("respondent_id", "weight", "synthetic", "missing", "sheet_errors", "yes", "no"):
        assert all(word == word.casefold() for word in vocabulary(key))
    assert not set(vocabulary("yes")) & set(vocabulary("no"))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Nilai pribadi 7", ("Nilai pribadi", 7)),
        ("Nilai pribadi (pilihan ke-3)", ("Nilai pribadi (pilihan", 3)),
        ("current[10]", ("current", 10)),
        ("Budaya pilihan_2", ("Budaya", 2)),
        ("Q123", ("Q1", 23)),
        ("Nilai pribadi", None),
    ],
)
def test_titles_that_end_with_a_place(title: str, parts: tuple[str, int] | None) -> None:
    assert numbered_title(title) == parts
