from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.instrument.model import Text
from berakhlak_stats.survey.mapping.words import AMBIGUOUS, UNKNOWN, word_lookup
from tests.survey.helpers import pick_instrument

PICKS = pick_instrument()
LOOKUP = word_lookup(PICKS, PICKS.pick_lists[0])


@pytest.mark.parametrize(
    "text", ["ramah_solutif", "Ramah, solutif", " RAMAH,  SOLUTIF", "Friendly, helpful"]
)
def test_ids_and_labels_lead_to_the_same_place(text: str) -> None:
    assert LOOKUP.find(text) == 3


def test_unknown_words_get_a_suggestion_in_the_spelling_of_the_instrument() -> None:
    assert LOOKUP.find("jujurr") == UNKNOWN
    assert LOOKUP.suggest("jujurr") == "Jujur"
    assert LOOKUP.suggest("zzz") is None
    assert LOOKUP.is_id("jujur") and not LOOKUP.is_id("Jujur")


def test_an_id_wins_over_the_label_of_another_word() -> None:
    words = [
        replace(word, label=Text("Jujur", "silo")) if word.id == "ramah" else word
        for word in PICKS.words
    ]
    instrument = replace(PICKS, words=tuple(words))
    lookup = word_lookup(instrument, instrument.pick_lists[0])
    assert (lookup.find("silo"), lookup.find("jujur"), lookup.find("ramah")) == (2, 0, 1)


def test_a_shared_label_is_ambiguous() -> None:
    words = [replace(word, label=Text("Sama", word.label.en)) for word in PICKS.words]
    instrument = replace(PICKS, words=tuple(words))
    assert word_lookup(instrument, instrument.pick_lists[0]).find("sama") == AMBIGUOUS
