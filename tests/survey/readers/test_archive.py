"""What is inside a workbook is looked at before any parser sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import ReadLimits, read_survey, validate
from berakhlak_stats.survey.readers.archive import inspect_archive
from tests.survey.helpers import only_problem, rating_instrument, refusal, speaks_both_languages
from tests.survey.hostile_files import (
    BOMBS,
    ROWS,
    SHEET,
    make_bomb,
    pack,
    parts,
    sheet,
    workbook,
)

RATINGS = rating_instrument()
MOST_SECONDS, MOST_MEGABYTES = 2.0, 200.0
MEASURE = """
import sys, time
from pathlib import Path
from tests.benchmarks.process import peak
from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.readers.filetype import file_type
start = time.process_time()
try:
    file_type(Path(sys.argv[1]))
except FileError as error:
    print(error.code, time.process_time() - start, peak())
"""


def test_an_ordinary_workbook_passes(tmp_path: Path) -> None:
    found = inspect_archive(workbook(tmp_path / "a.xlsx", sheet()), ReadLimits())
    facts = found.sheets["Data"]
    assert (facts.last_row, facts.last_column, facts.filled) == (3, 2, 6)
    assert read_survey(tmp_path / "a.xlsx", instrument=RATINGS).ratings.tolist() == [[5, 4], [3, 2]]


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_early(tmp_path: Path, name: str) -> None:
    if not Path("/", "proc", "self", "status").exists():
        pytest.skip("the peak of a process is read from the proc file system")
    path = make_bomb(name, tmp_path)
    run = [sys.executable, "-c", MEASURE, str(path)]
    here = str(Path(__file__).parents[3])
    env = {**os.environ, "PYTHONPATH": here}
    done = subprocess.run(run, env=env, capture_output=True, text=True, timeout=60, check=True)
    code, seconds, megabytes = done.stdout.split()
    assert code == BOMBS[name][2]
    assert float(seconds) < MOST_SECONDS and float(megabytes) < MOST_MEGABYTES


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_told_in_both_languages(tmp_path: Path, name: str) -> None:
    path = make_bomb(name, tmp_path)
    error = refusal(path, RATINGS)
    assert isinstance(error, FileError)
    assert (error.code, error.place) == (BOMBS[name][2], path.name)
    assert speaks_both_languages(error.message)
    assert validate(path, instrument=RATINGS).codes() == (error.code,)


@pytest.mark.parametrize(
    "member", ["../../x", "/etc/passwd", "..\\x", "C:\\x", "xl/../../x", "\\\\host\\x"]
)
def test_members_outside_the_archive(tmp_path: Path, member: str) -> None:
    path = pack(tmp_path / "a.xlsx", {**parts(sheet()), member: b"x"})
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E121", "a.xlsx")
    assert speaks_both_languages(error.message)
    assert not (tmp_path.parent / "x").exists()


def test_limits_are_settings(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet())
    few = ReadLimits(members=3)
    error = refusal(path, RATINGS, limits=few)
    assert error.code == "E119" and "5 files" in error.message.en and "5 berkas" in error.message.id
    assert refusal(path, RATINGS, limits=replace(few, members=9, inflated=100)).code == "E119"
    assert refusal(path, RATINGS, limits=ReadLimits(cells=5)).code == "E119"
    assert validate(path, instrument=RATINGS, limits=few).codes() == ("E119",)


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", sheet(ROWS * 30)).read_bytes()
    for size in (len(whole) // 4, len(whole) // 2, len(whole) - 30):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(whole[:size])
        assert refusal(cut, RATINGS).code == "E131"


def test_a_member_shorter_than_announced_is_damaged(tmp_path: Path) -> None:
    raw = workbook(tmp_path / "a.xlsx", sheet()).read_bytes()
    size = len(sheet().encode()).to_bytes(4, "little")
    path = tmp_path / "b.xlsx"
    path.write_bytes(raw.replace(size, (len(sheet()) + 9).to_bytes(4, "little")))
    assert refusal(path, RATINGS).code == "E131"


def test_an_entity_split_between_two_pieces_is_seen(tmp_path: Path) -> None:
    piece = 1024**2
    for shift in range(-12, 2):
        start = '<?xml version="1.0" encoding="UTF-8"?><!---->'
        comment = "x" * (piece - len(start) + shift)
        prolog = f"<!--{comment}--><!DOCTYPE worksheet>"
        path = workbook(tmp_path / "a.xlsx", sheet(prolog=prolog))
        generous = ReadLimits(ratio=10_000, member_ratio=10_000)
        assert refusal(path, RATINGS, limits=generous).code == "E120"


def test_entities_written_in_another_encoding_are_seen(tmp_path: Path) -> None:
    hidden = sheet(prolog='<!DOCTYPE a [<!ENTITY b "c">]>').encode("utf-16")
    path = pack(tmp_path / "a.xlsx", {**parts(sheet()), SHEET: hidden})
    assert refusal(path, RATINGS).code == "E120"


def test_macros_are_ignored_with_a_warning(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", sheet(), others={"xl/vbaProject.bin": "Sub AutoOpen()"})
    report = validate(path, instrument=RATINGS)
    assert report.ok and report.n == 2
    problem = only_problem(report, "E122")
    assert problem.severity == "warning" and problem.message.place == "a.xlsm"
    assert speaks_both_languages(problem.message)


def test_other_archives_are_named(tmp_path: Path) -> None:
    binary = pack(tmp_path / "a.xlsb", {"xl/workbook.bin": b""})
    error = refusal(binary, RATINGS)
    assert error.code == "E103" and "xlsb" in error.message.en
