from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import FileError, OptionError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.registry import choose_source, known_sources
from berakhlak_stats.survey.readers.sources.source import Top
from tests.survey.helpers import chosen, pick_instrument, refusal, speaks_both_languages, write

PICKS = pick_instrument()
BOTH = "Timestamp,ID,Start time,Completion time,Email,Name,Q current?\n"


def test_every_tool_is_found_by_its_file() -> None:
    assert list(known_sources()) == [
        "plain", "google-forms", "kobotoolbox", "limesurvey", "microsoft-forms", "qualtrics",
        "spss", "surveymonkey",
    ]  # fmt: skip


def test_two_sources_that_fit_are_named_and_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, BOTH + "t,1,s,c,anonymous,,Jujur;Silo;\n")
    error = refusal(path, PICKS)
    assert (error.code, error.place) == ("E124", "jawaban.csv")
    assert isinstance(error, FileError) and speaks_both_languages(error.message)
    for lang in ("id", "en"):
        said = error.text(lang)
        assert "google-forms" in said and "microsoft-forms" in said and "--source" in said
    assert validate(path, instrument=PICKS).codes() == ("E124",)


@pytest.mark.parametrize(("source", "left"), [("google-forms", "ID"), ("plain", "Timestamp")])
def test_the_choice_is_the_users(tmp_path: Path, source: str, left: str) -> None:
    path = write(tmp_path, BOTH + "t,1,s,c,anonymous,,Jujur;Silo;\n")
    survey = read_survey(path, instrument=PICKS, source=source)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert left in {*survey.columns, *survey.raw_numbers}


def test_an_unknown_source_lists_the_known_ones(tmp_path: Path) -> None:
    path = write(tmp_path, "current\njujur|silo\n")
    with pytest.raises(OptionError, match="surveymonkey") as caught:
        read_survey(path, instrument=PICKS, source="survey-monkey")
    assert caught.value.code == "E701"


def test_a_tool_that_was_named_may_lack_its_marks() -> None:
    top = Top((("unit", "Q current?"), ("", ""), ("A", "Jujur")))
    choice = choose_source(top, "surveymonkey", Claims(PICKS), "f")
    assert (choice.source.name, choice.start, choice.header_rows) == ("surveymonkey", 0, 2)


def test_titles_above_the_header_of_an_export(tmp_path: Path) -> None:
    path = write(tmp_path, "Survei 2024;;\nTimestamp;unit;Q current?\nt;A;Jujur, Silo\n")
    survey = read_survey(path, instrument=PICKS)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert [each.code for each in survey.log.problems] == ["E114"]


def test_plain_tables_stay_plain(tmp_path: Path) -> None:
    survey = read_survey(write(tmp_path, "id,status,current\n1,A,jujur|silo\n"), instrument=PICKS)
    assert not any("Read as" in en for _, en in survey.log.understood)
    assert "status" in survey.columns
