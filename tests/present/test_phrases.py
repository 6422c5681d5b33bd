"""The two locales hold the same phrases with the same places."""

import re
import string

import pytest

from berakhlak_stats.present.phrases import enumerate_words, has_phrase, keys, phrase, say
from berakhlak_stats.present.verbs import FORBIDDEN


def places(text: str) -> set[str]:
    """Names and formats; words that agree with a number (row|rows) are of one language only."""
    found = string.Formatter().parse(text)
    return {f"{name}:{spec}" for _, name, spec, _ in found if name and "|" not in str(spec)}


def test_same_keys() -> None:
    assert keys("id") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("en")))
def test_same_places(key: str) -> None:
    # A name may stand in one language only (kind_cap); numbers may not.
    numbers = [
        {p for p in places(phrase(key, lang)) if not p.endswith(":")} for lang in ("id", "en")
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_phrase_goes_beyond_the_gate(lang: str) -> None:
    for key in keys(lang):
        if key.startswith(("claim.", "heading.", "reading.")):
            for word in FORBIDDEN[lang]:
                assert not re.search(rf"\b{word}\b", phrase(key, lang), re.I), key


def test_lookups() -> None:
    assert say("state.fewer_than", "id", least=10) == "<10"
    assert has_phrase("list.current", "id") and not has_phrase("list", "id")
    assert not has_phrase("nothing.here", "en")


def test_enumeration() -> None:
    assert enumerate_words(["a"], "id") == "a"
    assert enumerate_words(["a", "b"], "id") == "a dan b"
    assert enumerate_words(["a", "b", "c"], "id") == "a, b, dan c"
    assert enumerate_words(["a", "b", "c"], "en") == "a, b and c"
