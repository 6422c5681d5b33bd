from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.progress import progress_to, tell_progress
from tests.survey.helpers import full_instrument, write


def test_steps_are_told_in_both_languages(tmp_path: Path) -> None:
    path = write(tmp_path, "current,A1,A2,age\njujur|silo,1,2,3\n")
    said: list[tuple[str, str]] = []
    with progress_to(said.append):
        read_survey(path, instrument=full_instrument())
    english = [en for _, en in said]
    assert english[0] == "1 row read (100%)"
    assert "Checking list 'current'" in english and "Checking item 'A2' (2 of 2)" in english
    assert said[0][0] == "1 baris dibaca (100%)"


def test_nobody_listens_outside() -> None:
    said: list[tuple[str, str]] = []
    with progress_to(said.append):
        pass
    tell_progress("progress_rows", n=1, percent=1)
    assert said == []


def test_percent_grows_to_a_hundred(tmp_path: Path, monkeypatch: object) -> None:
    from berakhlak_stats.survey.readers import csv_file

    rows = "".join(f"{place % 5 + 1},{place % 5 + 1}\n" for place in range(5_000))
    said: list[str] = []
    monkeypatch.setattr(csv_file, "_BLOCK", 4_096)  # type: ignore[attr-defined]
    with progress_to(lambda each: said.append(each[1])):
        csv_file.read_csv(write(tmp_path, "A1,A2\n" + rows))
    percents = [int(text.split("(")[1].rstrip("%)")) for text in said if "rows read" in text]
    assert percents == sorted(percents) and percents[-1] == 100 and len(percents) > 3
