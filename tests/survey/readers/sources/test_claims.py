from __future__ import annotations

from dataclasses import replace

from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.instrument.model import Text, Word
from berakhlak_stats.survey.readers.sources.claims import Claims, short_code
from tests.survey.helpers import pick_instrument, rating_instrument

PICKS = pick_instrument()


def test_titles_of_lists_words_and_items() -> None:
    titles = ["Q current?", "current[Silo]", "unit", "", "Q current? [Honest]"]
    assert Claims(PICKS).of(titles) == {"Q current?", "current[Silo]", "Q current? [Honest]"}
    assert Claims(rating_instrument()).of(["A1", "x [A2]"]) == {"A1", "x [A2]"}


def test_of_all_bundled_instruments_the_best_counts() -> None:
    rated = [item.id for item in load_instrument("berakhlak-rating").ratings]
    assert Claims(None).of(["current", *rated]) == set(rated)


def test_codes_of_letters_and_digits() -> None:
    assert short_code("ramah_solutif") == "ramahsolutif"
    assert len(short_code("x" * 40)) == 20
    assert Claims(PICKS).word_titles("Current", "RamahSolutif") == ["current[ramah_solutif]"]
    assert Claims(PICKS).word_titles("current", "SQ001") == []
    assert Claims(PICKS).word_titles("Q1", "silo") == []


def test_a_code_that_two_words_share_stands_for_neither() -> None:
    long = "a" * 20
    words = tuple(Word(id=long + end, label=Text(end, end)) for end in ("x", "y"))
    block = replace(PICKS.pick_lists[0], words=tuple(word.id for word in words))
    instrument = replace(PICKS, words=words, pick_lists=(block,))
    assert Claims(instrument).word_titles("current", long) == []
    # No code of the bundled list is shared.
    bundled = load_instrument("berakhlak-2022").list_index["current"].words
    assert len({short_code(word) for word in bundled}) == len(bundled)
