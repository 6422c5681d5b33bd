"""What indices ask of an instrument."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.about import (
    area_words,
    choice,
    limiting_words,
    pick_list,
    value_words,
)
from berakhlak_stats.indices.balance import parts
from berakhlak_stats.instrument import make_instrument
from tests.surveys import AREAS, LIMITING, VALUES, full_instrument, small_instrument


def test_words_by_role() -> None:
    instrument = small_instrument()
    assert value_words(instrument, "x") == VALUES
    assert limiting_words(instrument) == LIMITING
    assert {area: set(words) for area, words in area_words(instrument).items()} == {
        area: set(words) for area, words in AREAS.items()
    }


def test_the_bundled_survey_has_seven_values_of_three_words() -> None:
    found = value_words(full_instrument(), "x")
    assert [len(words) for words in found.values()] == [3] * 7


def test_what_is_missing_is_named() -> None:
    other = make_instrument(picks={"current": ["a", "b"]}, k=1)
    for ask in (lambda: value_words(other, "x"), lambda: pick_list(other, "desired", "x")):
        with pytest.raises(OptionError) as caught:
            ask()
        assert caught.value.code == "E702"
    with pytest.raises(OptionError) as caught:
        choice("variant", "other", parts.BalanceVariant)
    assert "coverage, evenness, entropy" in str(caught.value)


def test_what_is_needed_is_named_in_the_language_of_the_message() -> None:
    instrument = replace(small_instrument(), values=())
    with pytest.raises(OptionError) as caught:
        value_words(instrument, "value_score")
    assert "nilai dengan kata" in caught.value.text("id")
    assert "nilai" not in caught.value.text("en") and "words" not in caught.value.text("id")
