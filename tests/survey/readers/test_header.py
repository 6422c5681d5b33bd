"""The header is what names the columns, never what a person answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.survey import propose_mapping, read_survey, validate
from berakhlak_stats.survey.readers.header import find_header, header_place
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.source import Top
from tests.cli.shell import run
from tests.survey.handmade import (
    PERSON,
    as_csv,
    as_xlsx,
    delimited_rows,
    nip,
    numbered_rows,
    picks,
)
from tests.survey.helpers import (
    chosen,
    only_problem,
    pick_instrument,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)

STEMS = [
    ("Kata pribadi", "Kata saat ini", "Kata harapan"),
    ("Pribadi", "Saat ini", "Harapan"),
    ("Diri", "Saat ini", "Harapan"),
    ("K", "L", "M"),
]
TOPS = (
    "PEMERINTAH KABUPATEN KAPUAS;;;;;;\n",
    "PEMERINTAH KABUPATEN KAPUAS;;;;;;\nREKAPITULASI JAWABAN;;;;;;\n;;;;;;\n",
    "PEMERINTAH KABUPATEN KAPUAS\nREKAPITULASI JAWABAN\n\n",
)


def names_nobody(said: str) -> bool:
    return PERSON not in said and nip(0) not in said and nip(1) not in said


@pytest.mark.parametrize("stems", STEMS)
@pytest.mark.parametrize("instrument", [None, "berakhlak-2022", "berakhlak-rating"])
@pytest.mark.parametrize("n", [1, 2, 12])
def test_a_respondent_is_never_the_header(
    tmp_path: Path, stems: tuple[str, ...], instrument: str | None, n: int
) -> None:
    path = as_csv(tmp_path, numbered_rows(stems, n))
    report = validate(path, instrument=instrument)
    for lang in ("id", "en"):
        assert names_nobody(report.text(lang)), report.text(lang)
    assert "E111" not in report.codes()


@pytest.mark.parametrize("stems", STEMS)
def test_no_command_prints_a_person(tmp_path: Path, stems: tuple[str, ...]) -> None:
    path = as_csv(tmp_path, numbered_rows(stems))
    for command in ("validate", "map", "index"):
        result = run(command, path)
        assert names_nobody(result.stdout + result.stderr), command


@pytest.mark.parametrize("stems", STEMS[:3])
def test_numbered_columns_are_read(tmp_path: Path, stems: tuple[str, ...]) -> None:
    survey = read_survey(as_csv(tmp_path, numbered_rows(stems)), instrument=None)
    words = survey.instrument.word_index
    for name, moved in (("personal", 0), ("current", 20), ("desired", 40)):
        labels = [{words[word].label.id for word in each} for each in chosen(survey, name)]
        assert labels == [set(picks(person, moved)) for person in range(12)]
    assert survey.weights is not None and survey.weights[0] == 1.1


def test_numbered_columns_that_nothing_tells_are_proposed(tmp_path: Path) -> None:
    path = as_csv(tmp_path, numbered_rows(("K", "L", "M")))
    columns = {each.column.title: each for each in propose_mapping(path).columns}
    assert {each.target for each in columns["K 1"].rivals} == {"personal", "current", "desired"}
    assert {each.place for each in columns["K 7"].rivals} == {7}


def test_a_file_without_a_header_is_refused_without_a_name(tmp_path: Path) -> None:
    for rows in (numbered_rows()[1:], delimited_rows(("a", "b", "c"))[1:]):
        error = refusal(as_csv(tmp_path, rows), None)
        assert error.code == "E190" and speaks_both_languages(error.message)
        assert "baris 1" in error.text("id") and names_nobody(str(error))
    identified = write(tmp_path, f"{nip(0)},5,4\n{nip(1)},3,4\n")
    assert refusal(identified, rating_instrument()).code == "E190"


def test_the_titles_proposed_for_a_file_without_a_header_are_read(tmp_path: Path) -> None:
    """The fix followed to the letter, for lists in one cell and for one word per column."""
    rows = delimited_rows(("a", "b", "c"))[1:]
    fix = refusal(as_csv(tmp_path, rows), None).message
    for text, titles in (
        (fix.fix_id, ("Kata pribadi", "Kata saat ini", "Kata harapan")),
        (fix.fix_en, ("Personal words", "Current words", "Desired words")),
    ):
        assert ", ".join(titles) in text
        survey = read_survey(as_csv(tmp_path, delimited_rows(titles)), instrument=None)
        assert all(bits.any() for bits in survey.picks.values())


def test_a_file_in_one_column_is_told_about_its_separator(tmp_path: Path) -> None:
    path = write(tmp_path, "unit^personal^current\nA^jujur^silo\nB^silo^jujur\n")
    for instrument in (None, "berakhlak-2022"):
        error = refusal(path, instrument)  # type: ignore[arg-type]
        assert error.code == "E136" and speaks_both_languages(error.message)
        assert 'separator="^"' in error.message.fix_en
    survey = read_survey(path, instrument="berakhlak-2022", separator="^")
    assert survey.n == 2 and survey.picks["personal"].any()


@pytest.mark.parametrize("top", TOPS)
def test_titles_above_free_titles_are_passed_over(tmp_path: Path, top: str) -> None:
    path = as_csv(tmp_path, delimited_rows(("Kata A", "Kata B", "Kata C")), top)
    error = refusal(path, "berakhlak-2022")  # type: ignore[arg-type]
    row = top.count("\n") + 1
    assert error.code == "E230"
    assert "Kata A, Kata B" in error.message.id and f"baris {row}" in error.message.id
    assert f"row {row}" in error.message.en and "may be deleted" in error.message.fix_en
    titles = [each.column.title for each in propose_mapping(path).columns]
    assert titles == ["No", "Nama", "Unit", "Kata A", "Kata B", "Kata C", "Saran"]


@pytest.mark.parametrize("lines", [1, 2])
def test_titles_above_a_table_in_a_workbook(tmp_path: Path, lines: int) -> None:
    above = [["PEMERINTAH KABUPATEN KAPUAS"]]
    if lines > 1:
        above += [["REKAPITULASI", "", "2025"], []]
    path = as_xlsx(tmp_path, [*above, *delimited_rows(("Kata A", "Kata B", "Kata C"))])
    error = refusal(path, "berakhlak-2022")  # type: ignore[arg-type]
    assert error.code == "E230" and "Kata A" in error.message.id


def test_equal_titles_say_which_row_they_came_from(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "Rekap,,\nA1,A2,A1\n1,2,3\n"), rating_instrument())
    assert error.code == "E111"
    assert "baris 2" in error.message.id and "row 2" in error.message.en


def test_a_title_that_is_an_identifier_is_never_shown(tmp_path: Path) -> None:
    # A title beside real ones, as in a table turned on its side: the titles come from a frame.
    import pandas as pd

    frame = pd.DataFrame({"A1": [5], "A2": [4], f"HP {'0812' + '34567890'}": ["x"]})
    report = validate(frame, instrument=rating_instrument())
    only_problem(report, "E191")
    assert "34567890" not in report.text("id") and "HP ***" in report.text("id")


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        # Labels of rated items are titles where ratings stand below them.
        ((("Rekap", ""), ("Label of A1", "Label of A2"), ("5", "4"), ("Setuju", "3")), 1),
        ((("unit", "A1", "A2"), ("Label of A1", "1", "2"), ("x", "3", "4")), 0),
        ((("P", "Q"), ("a", "b")), 0),
        ((), 0),
    ],
)
def test_the_row_that_names_the_columns(rows: Any, header: int) -> None:
    assert find_header(Top(rows), Claims(rating_instrument())) == header
    assert header_place(Top(rows), Claims(rating_instrument())) == header


def test_codes_above_labels_are_no_titles_of_picks() -> None:
    rows = (("Q1", "Q2"), ("Label of A1", "Label of A2"), ("5", "4"))
    assert find_header(Top(rows), Claims(rating_instrument())) == 1
    picked = (("Q1", "Q2"), ("Jujur", "Silo"), ("", "Ramah"))
    assert find_header(Top(picked), Claims(pick_instrument())) == 0


def test_ticks_that_repeat_their_title_are_no_answers_of_a_header() -> None:
    rows = (("Jujur", "Silo", "x"), ("Jujur", "", "1"), ("Jujur", "Silo", "2"))
    assert find_header(Top(rows), Claims(pick_instrument())) == 0


RATED = ("Agus Marlina;Dinas Sosial;4;5;3;4", "Budi Karya;Dinas Sosial;5;5;4;2",
         "Cici Paramida;Badan Aset;3;4;4;1")  # fmt: skip


@pytest.mark.parametrize("n", [2, 3, 30])
@pytest.mark.parametrize("instrument", ["berakhlak-rating", rating_instrument(), None])
def test_one_who_rated_is_no_header(tmp_path: Path, n: int, instrument: Any) -> None:
    rows = [RATED[place % 3] for place in range(n)]
    told = RATED[0].replace("4", "Setuju").replace("5", "Netral").replace("3", "Setuju")
    for table in (rows, [told] * n):
        error = refusal(write(tmp_path, "\n".join(table)), instrument)
        said = error.message.id + error.message.en
        assert error.code == "E190" and "Agus" not in said and "Budi" not in said


def test_titles_that_are_numbers_count_on(tmp_path: Path) -> None:
    rows = [
        ["Nama", "1", "2", "3", "4"],
        ["Agus", "4", "5", "3", "4"],
        ["Budi", "5", "5", "4", "2"],
    ]
    assert find_header(Top(tuple(map(tuple, rows)), "csv"), Claims(rating_instrument())) == 0
    assert find_header(Top(tuple(map(tuple, rows[1:])), "csv"), Claims(rating_instrument())) is None


def test_titles_above_answers_stay_titles(tmp_path: Path) -> None:
    path = write(tmp_path, "Rekap;;;\nNama;A1;A2;A3\nAgus;4;5;4\nBudi;5;5;4\n")
    survey = read_survey(path, instrument=rating_instrument("A1", "A2", "A3"))
    assert survey.ratings.tolist() == [[4, 5, 4], [5, 5, 4]]
