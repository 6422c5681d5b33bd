"""A comma file that a spreadsheet with semicolons opened and saved again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.csv_file import read_csv
from tests.survey.handmade import delimited_rows
from tests.survey.helpers import same_answers, write

LISTS = ("Kata pribadi", "Kata saat ini", "Kata harapan")


def exported(rows: Sequence[Sequence[str]]) -> str:
    """As Google Forms writes it: commas, every cell quoted."""
    handle = io.StringIO(newline="")
    csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return handle.getvalue()


def saved_again(text: str) -> str:
    """As Excel saves it: what stands between semicolons of a line is a cell, quoted if need be."""
    lines = []
    for line in text.splitlines():
        # A mark that opens a cell is taken away, those behind its end are content.
        first, _, rest = line[1:].partition('"')
        cell = first + rest
        lines.append('"' + cell.replace('"', '""') + '"' if '"' in cell else cell)
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_answers_are_those_of_the_export(tmp_path: Path, mark: str) -> None:
    text = exported(delimited_rows(LISTS))
    (tmp_path / "a").mkdir()
    direct = read_survey(write(tmp_path / "a", text))
    path = write(tmp_path, mark + saved_again(text))
    assert path.read_text("utf-8-sig").startswith('"No,""Nama""')
    survey = read_survey(path)
    same_answers(direct, survey)
    (told,) = [each for each in survey.log.problems if each.code == "E185"]
    assert (told.severity, told.count) == ("fixed", 13)
    assert "Excel" in told.message.id


def test_a_header_without_quotes_and_line_breaks_in_cells(tmp_path: Path) -> None:
    text = 'a,b\r\n"1,""x, y"""\r\n"2,""two\r\nlines"""\r\n"3,""say """"no"""""""\r\n'
    # The line break tore one cell in two lines, each wrapped on its own.
    text = text.replace('"2,""two\r\nlines"""', '"2,""two"\r\n"lines"""')
    table = read_csv(write(tmp_path, text))
    assert {name: array.to_pylist() for name, array in table.columns.items()} == {
        "a": ["1", "2", "3"], "b": ["x, y", "two\nlines", 'say "no"'],
    }  # fmt: skip


def test_what_cannot_be_restored_is_refused_with_the_way_out(tmp_path: Path) -> None:
    text = saved_again(exported(delimited_rows(LISTS)))
    lines = text.splitlines()
    lines[5] = '"hilang";"sebagian"'
    path = write(tmp_path, "\r\n".join(lines))
    report = validate(path)
    assert report.codes() == ("E186",)
    assert ".xlsx" in report.problems[0].message.fix_id
    with pytest.raises(FileError, match="E186"):
        read_survey(path)


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n"1","x ""y"" z"\n"2","w"\n',
        'note\n"he said ""no"", then ""yes"""\n"she said ""no"""\n',
        '"a","b"\n"1","2"\n',
    ],
)
def test_ordinary_quotes_are_left_alone(tmp_path: Path, text: str) -> None:
    table = read_csv(write(tmp_path, text))
    rows = list(csv.reader(io.StringIO(text)))
    assert list(table.columns) == rows[0]
    for place, array in enumerate(table.columns.values()):
        assert array.to_pylist() == [row[place] for row in rows[1:]]
    assert "E185" not in [each.code for each in table.problems]
