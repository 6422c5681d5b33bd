"""Names of units in several spellings are found, and different units are left apart."""

from __future__ import annotations

import time

import pytest

from berakhlak_stats.survey.checks.spellings import same_unit, unit_key

SAME = [
    ("KEMENTERIAN KEUANGAN ", "Kementerian Keuangan"),
    ("Kemenkeu", "Kementerian Keuangan"),
    ("Kemen. Agama", "Kementerian Agama"),
    ("Din. Kesehatan", "Dinas Kesehatan"),
    ("Dinkes", "DINAS KESEHATAN"),
    ("Dinas-Kesehatan", "DinasKesehatan"),
    ("Dinas Kesehatan", "Dinas Kesehtan"),
    ("RSUD Kapuas", "Rumah Sakit Umum Daerah Kapuas"),
]
APART = [
    ("SDN 1 Selat", "SDN 2 Selat"),
    ("Dinas A", "Dinas B"),
    ("Bidang I", "Bidang II"),
    ("Bagian Tata Usaha 1", "Bagian Tata Usaha 10"),
    ("Dinas Perhubungan", "Dinas Perkebunan"),
    ("Kabupaten Kapuas", "Kabupaten Kapuas Hulu"),
    ("Dinas Kesehatan", "Dinas Pendidikan"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_unit(one: str, other: str) -> None:
    assert same_unit((one, other), (1, 2)) == [[1, 0]]


@pytest.mark.parametrize(("one", "other"), APART)
def test_units_of_their_own(one: str, other: str) -> None:
    assert same_unit((one, other), (1, 2)) == []


def test_the_commonest_spelling_comes_first() -> None:
    labels = ("Dinas X Y", "DINAS X Y", "Din. X Y", "Lain")
    assert same_unit(labels, (2, 9, 5, 1)) == [[1, 2, 0]]


def test_all_units_of_the_country_in_a_moment() -> None:
    labels = [f"Kementerian Urusan {place:03d} dan Pembangunan" for place in range(600)]
    start = time.perf_counter()
    assert same_unit(labels, [1] * 600) == []
    assert time.perf_counter() - start < 10
    assert unit_key("") == ""


def test_texts_too_long_for_a_name_are_not_compared_letter_by_letter() -> None:
    labels = [f"{place:03d}".translate(str.maketrans("0123456789", "abcdefghij")) + "x y " * 45
              for place in range(600)]  # fmt: skip
    start = time.perf_counter()
    assert same_unit(labels, [1] * 600) == []
    assert time.perf_counter() - start < 5
