"""Readings in words."""

from dataclasses import replace

from berakhlak_stats.estimates import Provenance
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.reading import band_reading, likeliest, reading
from berakhlak_stats.present.rows import pick, rows_of
from tests.present import fakes

ID = Labels.of(Provenance("x", instrument="berakhlak-2022"), "id")
EN = Labels.of(Provenance("x", instrument="berakhlak-2022"), "en")


def test_bands() -> None:
    rows = rows_of(fakes.all_indices())
    adaptive, total = pick(rows, item="AD")[0], pick(rows, item="culture_health")[0]
    assert band_reading(adaptive, ID) == "Tidak Sehat (C)"
    words = "antara Cukup Sehat dan Sehat, peluang Sehat (A) 89%"
    assert likeliest(total) == "A" and band_reading(total, ID) == words
    unsure = replace(total, probs={})
    assert band_reading(unsure, EN) == "between Fairly healthy and Healthy"
    assert band_reading(replace(total, band=""), ID) == ""


def test_differences() -> None:
    gaps = {row.item: row for row in rows_of(fakes.word_gaps())}
    assert reading(gaps["inovatif_dan_kreatif"], ID) == "lebih tinggi"
    assert reading(gaps["terbuka_bekerja_sama"], EN) == "cannot tell"
    expected = "tidak diuji: kata tidak ada di daftar yang lain"
    assert reading(gaps["mengontrol"], ID) == expected
    assert reading(gaps["koruptif"], ID) == "disembunyikan"
    small = replace(gaps["suka_menolong"], estimate=0.5, low=0.2, high=0.8, p_adjusted=0.01)
    assert reading(small, ID) == "berbeda secara statistik tetapi kecil (dalam ±1 poin)"
    same = replace(small, low=-0.5, p_adjusted=0.5)
    assert reading(same, ID) == "setara dalam ±1 poin"


def test_a_note_the_locale_cannot_say_is_left_out() -> None:
    row = replace(pick(rows_of(fakes.word_gaps()), item="mengontrol")[0], note="some English words")
    assert reading(row, ID) == "tidak diuji"
