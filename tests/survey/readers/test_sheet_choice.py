"""Every sheet of a workbook is accounted for: read, or not and why."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import read_survey, validate, write_survey
from berakhlak_stats.survey.sheets import Sheet, write_sheet
from tests.cli.shell import run
from tests.survey.helpers import rating_instrument, refusal, speaks_both_languages

RATED = rating_instrument("A1", "A2", "A3", "A4")


def book(folder: Path, name: str = "a.xlsx") -> Path:
    """Answers, a code book, half a table of answers, an empty sheet, and a hidden one."""
    made = openpyxl.Workbook()
    made.active.title = "Jawaban"
    sheets = {
        "Jawaban": [["A1", "A2", "A3", "A4"], [5, 4, 1, 2], [4, 4, 3, 3]],
        "Kamus": [["kode", "arti"], ["A1", "x"], ["A2", "y"], ["", "z"]],
        "Lama": [["A1", "A2", "A3"], [3, 1, 1]],
        "Kosong": [],
        "Rahasia": [["A1", "A2", "A3", "A4"], [1, 1, 1, 1]],
    }
    for title, rows in sheets.items():
        sheet = made.active if title == "Jawaban" else made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made["Rahasia"].sheet_state = "hidden"
    made.save(folder / name)
    return folder / name


EXPECTED = {
    "id": (
        "Lembar 'Jawaban' dibaca: 3 baris",
        "Lembar 'Kamus' tidak dibaca (4 baris): tidak ada judul",
        "Lembar 'Lama' tidak dibaca (2 baris): lembar lain yang dipakai",
        "Lembar 'Kosong' tidak dibaca: kosong",
        "Lembar 'Rahasia' tidak dibaca (2 baris): tersembunyi",
    ),
    "en": (
        "Sheet 'Jawaban' was read: 3 rows",
        "Sheet 'Kamus' was not read (4 rows): none of its titles",
        "Sheet 'Lama' was not read (2 rows): another sheet was used",
        "Sheet 'Kosong' was not read: it is empty",
        "Sheet 'Rahasia' was not read (2 rows): it is hidden",
    ),
}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_all_sheets_stand_in_every_form_of_the_report(tmp_path: Path, lang: str) -> None:
    report = validate(book(tmp_path), instrument=RATED)
    said = json.loads(report.to_json())["understood"]
    page = report.to_html(lang).replace("&#x27;", "'")
    for expected in EXPECTED[lang]:
        assert expected in report.text(lang)
        assert expected in page
        assert any(expected in pair[lang] for pair in said)
    assert report.n == 2 and report.ok


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_command_line_lists_them(tmp_path: Path, lang: str) -> None:
    file = write_survey(simulate(n=20), tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(file)
    made.active.title = "Jawaban"
    made.create_sheet("Kamus").append(["kode", "arti"])
    made.save(file)
    expected = {
        "id": ("Lembar 'Jawaban' dibaca: 21 baris", "Lembar 'Kamus' tidak dibaca (1 baris)"),
        "en": ("Sheet 'Jawaban' was read: 21 rows", "Sheet 'Kamus' was not read (1 row)"),
    }
    for command in ("validate", "index"):
        done = run(command, file, "--lang", lang)
        told = " ".join((done.stdout + done.stderr).split())
        assert all(each in told for each in expected[lang])


def test_a_sheet_with_questions_that_is_left_is_warned_of(tmp_path: Path) -> None:
    report = validate(book(tmp_path), instrument=RATED)
    (problem,) = (each for each in report.problems if each.code == "E183")
    assert problem.severity == "warning" and problem.message.place == "a.xlsx"
    assert '"Lama" (2)' in problem.message.en and "Kamus" not in problem.message.en
    assert speaks_both_languages(problem.message)


def test_a_sheet_that_was_asked_for(tmp_path: Path) -> None:
    survey = read_survey(book(tmp_path), instrument=RATED, sheet="Rahasia")
    text = "\n".join(english for _, english in survey.log.understood)
    assert "Sheet 'Rahasia' was read: 2 rows" in text
    assert "Sheet 'Jawaban' was not read (3 rows): another sheet was used" in text


def test_open_documents_too(tmp_path: Path) -> None:
    target = tmp_path / "a.ods"
    write_sheet(Sheet([["A1", "A2", "A3", "A4"], [5, 4, 3, 2]]), target)
    with zipfile.ZipFile(target) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    more = f'<table:table table:name="Lain">{row * 3}</table:table></office:spreadsheet>'
    content = members["content.xml"].decode().replace("</office:spreadsheet>", more)
    with zipfile.ZipFile(target, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, content if name == "content.xml" else body)
    assert "Sheet 'Lain' was not read (3 rows)" in validate(target, instrument=RATED).text("en")


def test_one_sheet_needs_no_list(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (["A1", "A2", "A3", "A4"], [5, 4, 3, 2]):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    assert "was read" not in validate(tmp_path / "a.xlsx", instrument=RATED).text("en")


@pytest.mark.parametrize(
    "named", ["19760526 200802 1 001", "Budi 081234567890", "19760526-200802-1-002"]
)
def test_names_of_sheets_name_nobody(tmp_path: Path, named: str) -> None:
    made = openpyxl.Workbook()
    made.active.title = named
    for title in (named, "Jawaban"):
        sheet = made[title] if title == named else made.create_sheet(title)
        for row in (["A1", "A2", "A3", "A4"], [5, 4, 1, 2]):
            sheet.append(row)
    made.save(path := tmp_path / "a.xlsx")
    number = named.removeprefix("Budi ")
    said = [
        refusal(path, RATED),
        refusal(path, RATED, sheet="x"),
        refusal(path, RATED, sheet=f"{named}x"),
    ]
    assert [each.code for each in said] == ["E147", "E132", "E132"]
    for message in (each.message for each in said):
        assert number not in message.id + message.en and "***" in message.en
    for sheet in ("Jawaban", named):
        report = validate(path, instrument=RATED, sheet=sheet)
        assert report.n == 1
        for told in (report.text("id"), report.text("en"), report.to_json(), report.to_html()):
            assert number not in told
