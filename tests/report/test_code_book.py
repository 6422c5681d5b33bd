from __future__ import annotations

from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.report.code_book import code_rows


def test_every_id_of_the_instrument_is_there_once_per_kind() -> None:
    instrument = load_instrument("berakhlak-2022")
    rows = list(code_rows(instrument))
    codes = {
        kind: [r["code"] for r in rows if r["kind"] == kind] for kind in {r["kind"] for r in rows}
    }
    assert codes["value"] == [value.id for value in instrument.values]
    assert codes["behaviour"] == [behaviour.id for behaviour in instrument.behaviours]
    assert codes["word"] == [word.id for word in instrument.words]
    assert codes["area"] == [area.id for area in instrument.areas]
    assert codes["pick_list"] == ["personal", "current", "desired"]


def test_a_word_carries_its_place_and_how_sure_that_is() -> None:
    rows = code_rows(load_instrument("berakhlak-2022"))
    row = next(each for each in rows if each["code"] == "koruptif")
    assert (row["polarity"], row["label_id"]) == ("limiting", "Koruptif")
    assert row["sureness"]


def test_ratings_come_with_their_scale() -> None:
    rows = list(code_rows(load_instrument("berakhlak-rating")))
    answers = [row["label_id"] for row in rows if row["kind"] == "category"]
    assert (answers[0], answers[-1]) == ("Sangat tidak setuju", "Sangat setuju")
    assert next(row for row in rows if row["kind"] == "rating")["value"] == "BP"
