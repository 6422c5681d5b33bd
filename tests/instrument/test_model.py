from berakhlak_stats.instrument import (
    Instrument,
    RatingItem,
    RatingScale,
    Text,
    Value,
    Word,
    load_instrument,
)


def test_text_answers_in_both_languages() -> None:
    assert [Text("Jujur", "Honest").get(lang) for lang in ("id", "en")] == ["Jujur", "Honest"]


def test_the_midpoint_is_the_centre_of_the_scale() -> None:
    assert RatingScale(1, 5).midpoint == 3.0
    assert RatingScale(0, 7).midpoint == 3.5


def test_labels_of_every_kind_of_id_and_of_none() -> None:
    survey = load_instrument("berakhlak-2022")
    assert survey.label("AK", "id") == "Akuntabel"
    assert survey.label("AK1", "id").startswith("Melaksanakan tugas dengan jujur")
    assert survey.label("bertanggung_jawab", "id") == "Bertanggung Jawab"
    assert survey.label("meaning", "id") == "Makna & Tujuan"
    assert survey.label("current") == "Current culture"
    assert survey.label("nowhere", "id") == "nowhere"


def test_a_value_label_is_not_shadowed_by_a_word_of_the_same_id() -> None:
    value, word = Text("Nilai", "Value"), Text("Kata", "Word")
    survey = Instrument(
        "x", "1", value, values=(Value("V", value, value),), words=(Word("V", word),)
    )
    assert survey.label("V") == "Value"


def test_indexes_find_their_parts() -> None:
    survey = load_instrument("berakhlak-2022")
    assert survey.word_index["silo"].polarity == "limiting"
    assert survey.value_index["KL"].name.id == "Kolaboratif"
    assert survey.list_index["desired"].k == 10
    rating = load_instrument("berakhlak-rating")
    assert isinstance(rating.rating_index["BP1"], RatingItem)
