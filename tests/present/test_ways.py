"""Choices of computing, and partners of a pair, in words."""

from __future__ import annotations

from berakhlak_stats.estimates import Provenance
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import keys
from berakhlak_stats.present.ways import second_head, second_words, way_words


def test_what_goes_with_an_item_is_told_in_words() -> None:
    """Choices of computing in the words of the language; partners of a pair by their names."""
    english, indonesian = (Labels.of(Provenance("x", instrument="berakhlak-2022"), lang)
                           for lang in ("en", "id"))  # fmt: skip
    ways = "median_of_groups / raked / positive_energy=people"
    expected = "median of groups, weighted to the population, positive energy: by people"
    assert second_words(english, ways) == expected
    assert second_words(indonesian, "people / none") == "rerata responden, tanpa bobot"
    assert second_words(english, "implementation") == english.short("implementation")


def test_every_choice_has_words_in_both_languages() -> None:
    choices = [key.removeprefix("way.") for key in keys("id") if key.startswith("way.")]
    assert len(choices) == 17
    for lang in ("id", "en"):
        for choice in choices:
            assert "_" not in way_words(Labels(lang), choice)


def test_the_column_says_which_of_the_two_it_is() -> None:
    assert second_head("people / none", "en") == "Way of computing"
    assert second_head("balance", "id") == "Butir kedua"
