import pytest

from tests.instrument.helpers import DROP, changed, places_of, problems_of


def test_the_small_definition_is_sound() -> None:
    assert problems_of(changed()) == ()


@pytest.mark.parametrize(
    ("path", "new", "code", "place"),
    [
        (("title",), DROP, "E508", "title"),
        (("words", 1, "label"), DROP, "E508", "words[1].label ('slow')"),
        (("title",), {"id": "Kecil"}, "E508", "title.en"),
        (("pick_lists", 0, "k"), DROP, "E508", "pick_lists[0].k ('current')"),
        (("words", 1, "polarity"), "negative", "E509", "words[1].polarity ('slow')"),
        (("words", 1, "level"), "high", "E509", "words[1].level ('slow')"),
        (("words", 1, "label"), 3, "E509", "words[1].label ('slow')"),
        (("ratings", 0, "reversed"), "maybe", "E509", "ratings[0].reversed ('R1')"),
        (("numbers",), {"id": "age"}, "E509", "numbers"),
        (("claims", "ours", "sureness"), "sure", "E509", "claims.ours.sureness"),
        (("words", 0, "valeu"), "V", "E510", "words[0].valeu ('does')"),
        (("claims", "ours", "sorce"), "x", "E510", "claims.ours.sorce"),
        (("wrods",), [], "E510", "wrods"),
    ],
)
def test_a_wrong_shape_names_the_key(
    path: tuple[str | int, ...], new: object, code: str, place: str
) -> None:
    assert places_of(changed((path, new))) == [(code, place)]


def test_an_unknown_key_offers_the_nearest_in_both_languages() -> None:
    (found,) = problems_of(changed((("words", 0, "valeu"), "V")))
    assert "Did you mean 'value'?" in found.en
    assert "Mungkin maksud Anda 'value'." in found.id
    assert "behaviour" in found.fix_en


def test_a_wrong_value_says_what_was_expected_in_both_languages() -> None:
    (found,) = problems_of(changed((("words", 1, "level"), "high")))
    assert "'high'" in found.en
    assert "a whole number" in found.en
    assert "bilangan bulat" in found.id
    (found,) = problems_of(changed((("words", 1, "polarity"), "negative")))
    assert "one of 'positive', 'limiting'" in found.en
    assert "salah satu dari 'positive', 'limiting'" in found.id


def test_a_long_value_is_cut_short_in_the_message() -> None:
    (found,) = problems_of(changed((("words", 1, "level"), "x" * 500)))
    assert len(found.en) < 150
