from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey.mapping.hints import column_letter, perhaps
from berakhlak_stats.survey.readers.raw import raw_table
from tests.survey.handmade import as_csv, delimited_rows, numbered_rows
from tests.survey.helpers import refusal


@pytest.mark.parametrize(
    ("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_of_columns(place: int, letter: str) -> None:
    assert column_letter(place) == letter


def test_the_refusal_proposes_and_names_both_roads(tmp_path: Path) -> None:
    path = as_csv(tmp_path, delimited_rows(("Kata diriku", "Budaya sekarang dulu", "Rumah")))
    error = refusal(path, "berakhlak-2022")  # type: ignore[arg-type]
    assert error.code == "E230" and "(mungkin: kolom D 'Kata diriku' = " in error.message.id
    assert "(perhaps: column D 'Kata diriku' = " in error.message.en
    for road in ("berakhlak map", "--out", "--mapping", "propose_mapping", "bs.read_survey"):
        assert road in error.message.fix_id and road in error.message.fix_en


def test_rivals_are_named_together(tmp_path: Path) -> None:
    from berakhlak_stats.instrument import load_instrument

    table = raw_table(as_csv(tmp_path, numbered_rows(("K", "L", "M"))))
    said = perhaps(table, load_instrument("berakhlak-2022"))
    assert "'K 1' = personal / current / desired (" in said.id and "(+24)" in said.id
    assert perhaps(table, load_instrument("berakhlak-2022"), ["No"]) == ("", "")


def test_columns_that_look_alike_may_be_any_list(tmp_path: Path) -> None:
    path = as_csv(tmp_path, delimited_rows(("Kata satu", "Kata dua", "Kata tiga")))
    error = refusal(path, "berakhlak-2022")  # type: ignore[arg-type]
    for title in ("Kata satu", "Kata dua", "Kata tiga"):
        assert f"{title!r} = personal / current / desired (" in error.message.id
