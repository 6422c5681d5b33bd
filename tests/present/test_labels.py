"""Names of ids, with and without a bundled instrument."""

from berakhlak_stats.estimates import Provenance
from berakhlak_stats.present.labels import Labels, in_order

ID = Labels.of(Provenance("x", instrument="berakhlak-2022"), "id")
EN = Labels.of(Provenance("x", instrument="berakhlak-2022"), "en")
NONE = Labels.of(Provenance("x", instrument="made-up"), "id")


def test_items() -> None:
    assert ID.item("AD") == "Adaptif" and EN.item("AD") == "Adaptive"
    assert ID.item("culture_health") == "Total Kesehatan Budaya Organisasi"
    assert NONE.item("AD") == "AD" and NONE.item("two_words") == "two words"
    assert Labels("id", extra={"x1": "Butir <1>"}).item("x1") == "Butir <1>"


def test_a_behaviour_is_called_by_its_word_in_figures() -> None:
    assert ID.short("AK1") == "Bertanggung Jawab"
    assert ID.item("AK1").startswith("Melaksanakan tugas")
    assert ID.value_of("AK1") == "AK" and NONE.value_of("AK1") == ""


def test_lists_and_bands() -> None:
    assert ID.list("current>desired", short=True) == "Saat ini → Diharapkan"
    assert NONE.list("other") == "other"
    assert ID.band("B") == "Cukup Sehat" and NONE.band("B") == "" and NONE.bands == ()


def test_limiting_words() -> None:
    assert ID.limiting("berhati_hati")
    assert not ID.limiting("bertanggung_jawab") and not NONE.limiting("berhati_hati")


def test_lists_always_come_in_the_same_order() -> None:
    assert in_order(["desired", "extra", "personal", "desired"]) == ["personal", "desired", "extra"]
