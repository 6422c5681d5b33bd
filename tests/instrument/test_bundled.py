"""The bundled definitions are complete and honest. Oracle: the published figures and texts."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from berakhlak_stats.instrument import Claim, Text, available_instruments, load_instrument

PICKS = load_instrument("berakhlak-2022")
RATING = load_instrument("berakhlak-rating")
VALUES = ["BP", "AK", "KO", "HA", "LO", "AD", "KL"]
AREAS = {"meaning", "sustainability", "relationship", "performance", "growth", "common_goals"}

# As printed in the press reports on Kalimantan Tengah, 2022.
PUBLISHED_LIMITING = {
    "Berhati-hati",
    "Menghindari Risiko",
    "Kepemimpinan Kurang Efektif",
    "Pasif terhadap Perubahan",
    "Mengontrol",
    "Otoriter",
    "Anti Kritik",
    "Koruptif",
    "Silo",
}


def _walk(node: object) -> Iterator[object]:
    yield node
    if is_dataclass(node):
        for field in fields(node):
            yield from _walk(getattr(node, field.name))
    elif isinstance(node, tuple):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, dict):
        yield from _walk(tuple(node.values()))


def test_seven_values_with_three_behaviours_each() -> None:
    assert [value.id for value in PICKS.values] == VALUES
    expected = [f"{value}{number}" for value in VALUES for number in (1, 2, 3)]
    assert [each.id for each in PICKS.behaviours] == expected
    assert all(each.id[:2] == each.value for each in PICKS.behaviours)


def test_three_lists_of_exactly_ten_from_the_same_ninety_words() -> None:
    vocabulary = tuple(word.id for word in PICKS.words)
    assert len(set(vocabulary)) == len(vocabulary) == 90
    assert [block.id for block in PICKS.pick_lists] == ["personal", "current", "desired"]
    for block in PICKS.pick_lists:
        assert (block.k, block.rule, block.words) == (10, "exactly", vocabulary)


def test_each_behaviour_has_exactly_one_word() -> None:
    counted = Counter(word.behaviour for word in PICKS.words if word.behaviour)
    assert counted == Counter(each.id for each in PICKS.behaviours)


def test_ids_are_ascii_snake_case_and_labels_differ() -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", word.id) for word in PICKS.words)
    for lang in ("id", "en"):
        labels = [word.label.get(lang) for word in PICKS.words]
        assert len({label.casefold() for label in labels}) == len(labels)


def test_every_area_holds_several_positive_words_and_no_limiting_one() -> None:
    assert {area.id for area in PICKS.areas} == AREAS
    positive = Counter(word.area for word in PICKS.words if word.polarity == "positive")
    assert set(positive) == AREAS
    assert min(positive.values()) >= 5
    assert {word.area for word in PICKS.words if word.polarity == "limiting"} == {None}


def test_limiting_words_hold_the_published_nine_and_stay_at_levels_one_to_three() -> None:
    limiting = [word for word in PICKS.words if word.polarity == "limiting"]
    published = {word.label.id for word in limiting if word.claim.sureness == "published"}
    assert published == PUBLISHED_LIMITING
    assert 22 <= len(limiting) <= 25
    assert {word.level for word in limiting} == {1, 2, 3}
    assert all(word.value is None for word in limiting)


def test_areas_follow_the_bridge_from_levels() -> None:
    bridge = ["sustainability", "relationship", "performance", "growth", "common_goals"]
    bridge += ["meaning", "meaning"]
    for word in PICKS.words:
        if word.polarity == "positive":
            assert word.level is not None
            assert word.area == bridge[word.level - 1], word.id


def test_every_word_has_a_type_and_a_need() -> None:
    assert all(word.type and word.need and word.level for word in PICKS.words)


def test_eleven_words_are_published_and_the_rest_say_that_they_are_ours() -> None:
    sureness = Counter(word.claim.sureness for word in PICKS.words)
    assert sureness == {"published": 11, "assumed": 79}
    ours = [word for word in PICKS.words if word.claim.sureness == "assumed"]
    assert {word.claim.source for word in ours} == {"berakhlak_stats"}


@pytest.mark.parametrize("name", available_instruments())
def test_every_claim_names_its_source_and_every_text_has_both_languages(name: str) -> None:
    found = list(_walk(load_instrument(name)))
    assert all(each.source for each in found if isinstance(each, Claim))
    texts = [each for each in found if isinstance(each, Text)]
    assert texts
    assert all(each.id.strip() and each.en.strip() for each in texts)


def test_every_index_has_a_note_on_its_formula() -> None:
    indices = {"implementation", "balance", "positive_energy", "culture_health"}
    indices |= {"alignment_personal_current", "alignment_current_desired", "value_score"}
    assert indices <= set(PICKS.notes)
    assert all(note.note is not None for note in PICKS.notes.values())
    assert PICKS.notes["culture_health"].sureness == "assumed"
    assert PICKS.notes["implementation"].sureness == "inferred"


def test_bands_and_the_honest_label_of_the_lowest() -> None:
    assert [(band.code, band.low) for band in PICKS.bands] == [
        ("A", 75.0),
        ("B", 50.0),
        ("C", 25.0),
        ("D", 0.0),
    ]
    assert [band.label.id for band in PICKS.bands[:3]] == ["Sehat", "Cukup Sehat", "Tidak Sehat"]
    assert [band.claim.sureness for band in PICKS.bands][-1] == "assumed"


def test_the_rating_version_shares_behaviours_and_bands() -> None:
    assert RATING.behaviours == PICKS.behaviours
    assert RATING.bands == PICKS.bands
    assert [(item.id, item.label, item.scale) for item in RATING.ratings] == [
        (each.id, each.label, each.value) for each in PICKS.behaviours
    ]
    assert not RATING.pick_lists


def test_the_rating_scale_knows_its_labels_in_both_languages() -> None:
    scale = RATING.scale
    assert scale is not None
    assert (scale.low, scale.high) == (1, 5)
    assert scale.accepted["sangat tidak setuju"] == scale.accepted["strongly disagree"] == 1
    assert scale.accepted["sangat setuju"] == scale.accepted["ss"] == 5


def test_legal_wording_stands_in_one_file_only() -> None:
    folder = files("berakhlak_stats.instrument")
    raw = tomllib.loads((folder / "berakhlak-rating.toml").read_text(encoding="utf-8"))
    assert raw["extends"] == "berakhlak-2022"
    assert not {"values", "behaviours", "bands"} & set(raw)
