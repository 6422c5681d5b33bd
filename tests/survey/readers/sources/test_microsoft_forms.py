from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import EMAIL, chosen, pick_instrument, write

PICKS = pick_instrument()
HEAD = "ID,Start time,Completion time,Email,Name,unit,Q current?\n"


def test_semicolons_with_one_at_the_end(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "7,45000.1,45000.2,anonymous,,A,Jujur;Silo;\n")
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert (survey.log.counts.picks_read, survey.log.counts.picks_kept) == (2, 2)
    assert list(survey.columns) == ["unit"]
    assert any("'ID'" in en and "hashed key" in en for _, en in survey.log.understood)


def test_one_word_for_everybody_is_no_duplicate(tmp_path: Path) -> None:
    rows = "".join(f"{place},1,2,anonymous,,A,Jujur;Silo;\n" for place in range(3))
    assert "E213" not in validate(write(tmp_path, HEAD + rows), instrument=PICKS).codes()


def test_addresses_are_dropped_and_duplicates_told(tmp_path: Path) -> None:
    rows = "".join(f"{place},1,2,{EMAIL},,A,Jujur;Silo;\n" for place in range(2))
    report = validate(write(tmp_path, HEAD + rows), instrument=PICKS)
    assert {"E213", "E240"} <= set(report.codes())


def test_indonesian_titles(tmp_path: Path) -> None:
    head = HEAD.replace("Start time", "Waktu mulai").replace("Completion time", "Waktu selesai")
    report = validate(write(tmp_path, head + "7,1,2,anonymous,,A,Jujur;Silo;\n"), instrument=PICKS)
    assert any("Microsoft Forms" in en for _, en in report.understood)
