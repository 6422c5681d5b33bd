"""Population counts: read, and held against the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import BerakhlakError, FileError
from berakhlak_stats.report import ReportResults, build_report, collect_results, read_frame
from berakhlak_stats.report.population import population_of
from berakhlak_stats.survey import Survey
from tests.surveys import random_survey


def frame_file(folder: Path, text: str) -> Path:
    path = folder / "frame.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "head", ["unit;population", "Unit;Populasi", "OPD;Jumlah Pegawai", "unit;headcount"]
)
def test_frames_are_read_with_either_separator_and_usual_titles(tmp_path: Path, head: str) -> None:
    path = frame_file(tmp_path, f"\ufeff{head}\nA;12\nB;30\n\nJumlah;42\n")
    assert read_frame(path) == {"A": 12, "B": 30}


@pytest.mark.parametrize(
    "text", ["", "unit,share\nA,3\n", "unit,population\nA,many\n", "population\n3\n", "a,n\n"]
)
def test_unusable_frames_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError, match="E141"):
        read_frame(frame_file(tmp_path, text))


def test_a_missing_frame_is_refused_as_any_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="E100"):
        read_frame(tmp_path / "nowhere.csv")


def test_a_label_listed_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BerakhlakError, match="E627"):
        read_frame(frame_file(tmp_path, "unit,population\nA,3\nA,4\n"))


@pytest.fixture(scope="module")
def answers() -> Survey:
    return random_survey(2, n=120, unit=3)


def labels_of(survey: Survey) -> tuple[str, ...]:
    return survey.columns["unit"].labels


def test_more_respondents_than_people_are_refused(answers: Survey, tmp_path: Path) -> None:
    first, *rest = labels_of(answers)
    lines = [f"{first},1", *(f"{label},500" for label in rest)]
    path = frame_file(tmp_path, "unit,population\n" + "\n".join(lines) + "\n")
    with pytest.raises(BerakhlakError, match="E218") as caught:
        collect_results(answers, by="unit", frame=path)
    assert caught.value.place == "frame.csv"
    for lang in ("id", "en"):
        assert first in caught.value.text(lang) and "> 1" in caught.value.text(lang)
    with pytest.raises(BerakhlakError, match="E218"):
        collect_results(answers, frame=100)


def test_units_without_frame_or_answers_are_named_and_no_total_rate_is_given(
    answers: Survey,
) -> None:
    first, *rest = labels_of(answers)
    frame = {f"{first}x": 80, "Nobody": 30, **dict.fromkeys(rest, 200)}
    known = population_of(answers, ("unit",), frame)
    assert known.total is None
    assert dict(known.counts) == dict.fromkeys(rest, 200)
    ((indonesian, english),) = known.remarks
    for text in (indonesian, english):
        assert "E217" in text and f"{first} → {first}x?" in text and "Nobody" in text
    report = build_report(answers, lang="en", by="unit", frame=frame, replicates=50)
    assert "no overall rate can be computed" in report.html and "Nobody" in report.html
    saved = ReportResults.from_json(report.results.to_json())
    assert saved.response == report.results.response


def test_units_that_did_not_answer_stay_in_the_population(answers: Survey) -> None:
    frame = {"Silent": 1000, **dict.fromkeys(labels_of(answers), 100)}
    known = population_of(answers, ("unit",), frame)
    assert known.total == 1300 and "Silent" in known.remarks[0][1]


def test_a_frame_that_fits_says_nothing(answers: Survey) -> None:
    known = population_of(answers, (), dict.fromkeys(labels_of(answers), 100))
    assert (known.column, known.remarks, known.total) == ("unit", (), 300)
