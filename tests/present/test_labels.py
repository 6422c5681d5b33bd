"""Names of ids, with and without a bundled instrument."""

import pandas as pd

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates, Provenance
from berakhlak_stats.instrument.model import Band, Claim, Text
from berakhlak_stats.present.labels import Labels, bundled, in_order
from berakhlak_stats.present.rows import rows_of

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


def test_an_own_instrument_brings_names_and_bands_with_every_result() -> None:
    made = bs.make_instrument(
        ratings={"Puas": ["P1", "P2"]},
        labels={"P1": ("Senang bekerja", "Glad to work")},
        bands=[
            Band("H", 60, Text("Tinggi", "High"), Text("", ""), Claim()),
            Band("L", 0, Text("Rendah", "Low"), Text("", ""), Claim()),
        ],
    )
    table = pd.DataFrame({"P1": [4, 5, 3] * 10, "P2": [5, 4, 4] * 10})
    result = bs.indices.rating_score(bs.read_survey(table, instrument=made))
    for each in (result, Estimates.from_json(result.to_json())):
        labels = Labels.of(each.provenance, "id")
        assert labels.item("P1") == "Senang bekerja" and labels.band("H") == "Tinggi"
    assert "Senang bekerja" in str(result.table("id"))
    assert set(rows_of(result)[0].probs) <= {"H", "L"}


def test_lists_taken_together_are_both_named() -> None:
    labels = Labels.of(Provenance("x", instrument="berakhlak-2022"), "en")
    assert labels.list("personal+current", short=True) == "Personal + Current"


def test_names_of_what_is_made_of_others() -> None:
    """A part of joined items, two questions, a difference, a class of a predictor, a quantile."""
    labels = Labels("id", bundled("berakhlak-2022"))
    pair = "current:bertanggung_jawab+desired:bertanggung_jawab"
    assert labels.item("a+b+c+d:lambda1") == "4 butir: lambda 1"
    assert labels.item(pair) == (
        "Budaya saat ini: Bertanggung Jawab + Budaya yang diharapkan: Bertanggung Jawab"
    )
    assert labels.item("x - y") == "x \N{MINUS SIGN} y"
    assert (
        labels.item("sex=Perempuan") == labels.item("sex:Perempuan") == "jenis kelamin: Perempuan"
    )
    assert labels.item("hours:0.25") == "hours, kuantil 25%"
    assert labels.item("hours:0.025") == "hours, kuantil 2,5%"
