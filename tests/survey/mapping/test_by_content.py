"""A list is told by its title and its cells together; neither is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.mapping.by_content import role_of
from tests.survey.handmade import as_csv, delimited_rows, numbered_rows, picks
from tests.survey.helpers import chosen, only_problem, speaks_both_languages

TITLES = {
    "self": (
        "Kata pribadi", "Pribadi", "Diri sendiri", "Nilai diri", "1. Nilai-nilai pribadi",
        "Pilihlah 10 kata yang menggambarkan diri Anda", "Personal words",
        "Please select 10 words that describe yourself",
    ),
    "today": (
        "Saat ini", "Nilai saat ini", "Budaya kerja saat ini", "Kata saat ini",
        "Pilihlah 10 kata yang menggambarkan budaya organisasi saat ini", "Current culture words",
        "Select ten words that describe your organisation today",
    ),
    "wanted": (
        "Harapan", "Budaya harapan", "Budaya Diharapkan", "Kata harapan",
        "Pilihlah 10 kata yang menggambarkan budaya yang Anda harapkan", "Desired work culture",
        "Pick 10 words for the culture you would like in your organisation",
    ),
}  # fmt: skip
NO_ROLE = (
    "Harapan pimpinan",
    "Kata A",
    "Saran",
    "Nilai pribadi saat ini",
    "Unit saat ini dulu",
    "",
)


@pytest.mark.parametrize("role", TITLES)
def test_titles_that_leave_no_doubt(role: str) -> None:
    assert {title: role_of(title) for title in TITLES[role]} == dict.fromkeys(TITLES[role], role)


@pytest.mark.parametrize("title", NO_ROLE)
def test_titles_that_say_more_or_less(title: str) -> None:
    assert role_of(title) is None


@pytest.mark.parametrize("titles", list(zip(*TITLES.values(), strict=False)))
def test_lists_under_such_titles_are_read(tmp_path: Path, titles: tuple[str, ...]) -> None:
    survey = read_survey(as_csv(tmp_path, delimited_rows(titles)), instrument=None)
    words = survey.instrument.word_index
    for place, name in enumerate(("personal", "current", "desired")):
        labels = [{words[word].label.id for word in each} for each in chosen(survey, name)]
        assert labels == [set(picks(person, 20 * place)) for person in range(12)]
    assert "Saran" in survey.log.dropped


def test_the_title_alone_is_not_enough(tmp_path: Path) -> None:
    rows = delimited_rows(("personal", "current", "Harapan"))
    for place, row in enumerate(rows[1:]):
        row[5] = f"Semoga semua pegawai lebih jujur dan disiplin pada tahun {place}"
    report = validate(as_csv(tmp_path, rows))
    assert report.ok and "desired" in only_problem(report, "E233").message.id


def test_the_cells_alone_are_not_enough_and_are_not_dropped(tmp_path: Path) -> None:
    rows = delimited_rows(("personal", "current", "Kata C"))
    report = validate(as_csv(tmp_path, rows))
    found = only_problem(report, "E192")
    assert not report.ok and speaks_both_languages(found.message)
    assert "kolom F 'Kata C'" in found.message.id and "desired" in found.message.id
    for road in ("--mapping", "propose_mapping", "bs.read_survey"):
        assert road in found.message.fix_id and road in found.message.fix_en
    assert "E233" not in report.codes()
    assert [each.column for each in report.problems if each.code == "E153"] == ["Saran"]


def test_two_columns_for_one_list_are_an_error(tmp_path: Path) -> None:
    rows = delimited_rows(("personal", "Saat ini", "Budaya kerja saat ini", "Harapan"))
    problem = only_problem(validate(as_csv(tmp_path, rows)), "E241")
    assert "'Saat ini'" in problem.message.id and "'Budaya kerja saat ini'" in problem.message.id


def test_empty_columns_of_a_numbered_list_belong_to_it(tmp_path: Path) -> None:
    rows = numbered_rows()
    for row in rows[1:]:
        row[13] = ""  # the tenth personal word of everybody
    report = validate(as_csv(tmp_path, rows))
    assert "'personal': 10 kolom" in report.text("id")
    assert only_problem(report, "E234").count == 12


def test_a_list_that_was_not_asked_is_a_warning(tmp_path: Path) -> None:
    report = validate(as_csv(tmp_path, delimited_rows(("personal", "current"))))
    message = only_problem(report, "E233").message
    assert report.ok and "--mapping" in message.fix_id and "bs.read_survey" in message.fix_id


def test_a_number_in_the_title_of_one_column_makes_no_series(tmp_path: Path) -> None:
    report = validate(as_csv(tmp_path, delimited_rows(("Pribadi 1", "Saat ini 2", "Harapan 3"))))
    assert report.ok and report.text("id").count("satu kolom, kata dipisah ','") == 3


def test_an_eleventh_column_is_a_pick_too_many(tmp_path: Path) -> None:
    rows = numbered_rows()
    for place, row in enumerate(rows):
        row.insert(14, "Rendah Hati" if place else "Kata pribadi 11")
    assert only_problem(validate(as_csv(tmp_path, rows)), "E220").message.values["k"] == 10


def test_a_group_of_one_word_each_is_no_list(tmp_path: Path) -> None:
    """The subject of the last training is called as a word is, and is no list of ten."""
    rows = "".join(f"A,{'jujur|silo' if row % 2 else 'silo|jujur'},"
                   f"{['Jujur', 'Disiplin', 'Silo'][row % 3]}\n" for row in range(12))  # fmt: skip
    path = tmp_path / "a.csv"
    path.write_text("unit,personal,Tema pelatihan terakhir\n" + rows, encoding="utf-8")
    survey = read_survey(path, instrument="berakhlak-2022")
    assert "Tema pelatihan terakhir" in survey.columns
