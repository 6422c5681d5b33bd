"""Words agree with the numbers beside them, in the register and in every other text."""

from __future__ import annotations

import re
import string

import pytest

from berakhlak_stats.errors import filled, message, plural, register
from berakhlak_stats.present.phrases import keys, phrase
from tests.contracts.source import PACKAGE

# Numbers that cannot be one, or that stand beside a word which is not theirs.
AT_LEAST_TWO = {
    "rows",
    "full",
    "least",
    "limit",
    "expected",
    "low",
    "high",
    "floor",
    "conf",
    "size",
    "minimum",
}
COUNTED = re.compile(
    r"\{(\w+)(?::integer)?\} "
    r"(?:(?:more|other|empty|hidden|random|rated|numeric|free|different) )?"
    r"(rows|columns|cells|respondents|answers|picks|words|groups|units|persons|items|sheets"
    r"|problems|labels|values|differences|ratings|numbers|weights|dates|bytes|points)\b"
)


@pytest.mark.parametrize(
    ("value", "word"), [(1, "row"), ("1", "row"), (0, "rows"), (2, "rows"), ("1,000", "rows")]
)
def test_one_and_many(value: object, word: str) -> None:
    assert filled("{n:row|rows}", {"n": value}) == word == plural("row|rows", value)


def test_other_formats_are_those_of_python() -> None:
    assert plural(".2f", 1.0) is None
    assert filled("{a!r} {b:.2f} {{}}", {"a": "x", "b": 1}) == "'x' 1.00 {}"


@pytest.mark.parametrize("code", sorted(register()))
def test_no_english_text_counts_one_in_the_plural(code: str) -> None:
    for key in ("en", "fix_en"):
        found = COUNTED.findall(register()[code][key])
        assert [name for name, _ in found if name not in AT_LEAST_TWO] == []


@pytest.mark.parametrize("file", ["survey/sentences.toml", "survey/checks/page.toml"])
def test_no_sentence_counts_one_in_the_plural(file: str) -> None:
    english = [line for line in (PACKAGE / file).read_text("utf-8").splitlines() if " = " in line]
    assert [line for line in english for name, _ in COUNTED.findall(line)] == []


def test_no_phrase_counts_one_in_the_plural() -> None:
    several = {"claim.hidden", "table.hidden", "alt.hidden", "caption.rows_hidden"}
    found = {
        key
        for key in keys("en")
        for name, _ in COUNTED.findall(phrase(key, "en"))
        if name not in AT_LEAST_TWO
    }
    assert found - several == set()


def test_a_message_about_one_row() -> None:
    said = message("E109", count=1, header=3, cells="4")
    assert said.en.startswith("1 row has the wrong number of columns (3 expected)")
    assert said.id.startswith("1 baris memuat")


def test_words_that_agree_are_no_places() -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(register()["E109"]["en"]) if name}
    assert names == {"count", "header", "cells"}


@pytest.mark.parametrize("code", sorted(register()))
def test_no_braces_stand_within_braces(code: str) -> None:
    """Python would end a format at the first closing one."""
    assert not [text for text in register()[code].values() if re.search(r"\{\w+:[^}]*\{", text)]


def test_indonesian_texts_have_decimal_commas() -> None:
    said = message("E821", statistic="minres", smallest="-0.012")
    assert "-0,012" in said.id and "-0.012" in said.en
