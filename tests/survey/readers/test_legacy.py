"""Old Excel files: read where they are sound, refused where they would end the process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import xlsxwriter

from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.readers import legacy
from tests.survey.handmade import as_xlsx
from tests.survey.helpers import rating_instrument, refusal, speaks_both_languages
from tests.survey.hostile_files import old_workbook

RATINGS = rating_instrument()
SOUND: dict[tuple[int, int], float | str] = {
    (0, 0): "A1", (0, 1): "A2", (1, 0): 5.0, (1, 1): 4.0, (2, 0): 3.0,
}  # fmt: skip


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xls", SOUND)
    assert read_survey(path, instrument=RATINGS).ratings.tolist() == [[5, 4], [3, -1]]


def test_a_file_under_the_other_ending_is_read_and_told(tmp_path: Path) -> None:
    new = as_xlsx(tmp_path, [["A1", "A2"], ["5", "4"], ["3", ""]]).rename(tmp_path / "baru.xls")
    old = old_workbook(tmp_path / "lama.xlsx", SOUND)
    for path, kind in ((new, "Excel (xlsx)"), (old, "Excel 97 (xls)")):
        survey = read_survey(path, instrument=RATINGS)
        assert survey.ratings.tolist() == [[5, 4], [3, -1]]
        (told,) = [each for each in survey.log.problems if each.code == "E130"]
        assert told.severity == "warning" and kind in told.message.id


def test_merged_cells_are_known_under_the_other_ending(tmp_path: Path) -> None:
    path = tmp_path / "gabung.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Unit", "A1", "A2"])
        sheet.merge_range(1, 0, 2, 0, "Dinas A")
        sheet.write_row(1, 1, [5, 4])
        sheet.write_row(2, 1, [3, 2])
    under_both = [path, path.with_suffix(".xls")]
    under_both[1].write_bytes(path.read_bytes())
    for each in under_both:
        codes = read_survey(each, instrument=RATINGS).columns["Unit"].codes
        assert codes.tolist() == [0, 0]


def test_a_cell_at_the_end_of_the_world_ends_the_trial_only(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xls", {**SOUND, (65535, 65535): 1.0})
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E131", "a.xls")
    assert speaks_both_languages(error.message)


def test_a_trial_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy, "_SECONDS", 0.2)
    monkeypatch.setattr(legacy, "_TRIAL", "import time; time.sleep(30)")
    assert refusal(old_workbook(tmp_path / "a.xls", SOUND), RATINGS).code == "E131"


def test_without_an_interpreter_to_try_it_in_the_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    path = old_workbook(tmp_path / "a.xls", SOUND)
    assert read_survey(path, instrument=RATINGS).n == 2
