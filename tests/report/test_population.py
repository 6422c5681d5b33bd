"""Population counts: read, and held against the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import BerakhlakError, FileError
from berakhlak_stats.report import ReportResults, build_report, collect_results
from berakhlak_stats.report.population import population_of, raking_margins
from berakhlak_stats.survey import Survey
from berakhlak_stats.weighting import Frame
from tests.surveys import random_survey


def frame_file(folder: Path, text: str) -> Path:
    path = folder / "frame.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("head", ["unit;population", "Unit;Populasi", "OPD;Jumlah Pegawai"])
def test_files_are_read_by_the_one_reader_of_frames(
    answers: Survey, tmp_path: Path, head: str
) -> None:
    """A column of another name is recognised by its labels."""
    rows = "".join(f"{label};{400 + k}\n" for k, label in enumerate(labels_of(answers)))
    known = population_of(answers, ("unit",), frame_file(tmp_path, f"\ufeff{head}\n{rows}"))
    assert known.counts == {"unit": {x: 400 + k for k, x in enumerate(labels_of(answers))}}
    assert known.complete == ("unit",) and known.total == 1203


def test_unusable_files_are_refused(answers: Survey, tmp_path: Path) -> None:
    for text, code in (("unit,share\nA,3\n", "E625"), ("unit,population\nA,many\n", "E626")):
        with pytest.raises(BerakhlakError, match=code):
            collect_results(answers, by="unit", frame=frame_file(tmp_path, text))
    with pytest.raises(FileError, match="E100"):
        collect_results(answers, frame=tmp_path / "nowhere.csv")


def two_columns() -> Survey:
    return random_survey(2, n=120, unit=3, sex=2)


def both_margins(survey: Survey) -> Frame:
    margins = {
        name: {x: size * (k + 1) for k, x in enumerate(survey.column(name).labels)}
        for name, size in (("unit", 300), ("sex", 600))
    }
    return Frame(margins)


def test_every_column_asked_for_is_raked_to() -> None:
    survey = two_columns()
    frame = both_margins(survey)
    known = population_of(survey, ("sex", "unit"), frame)
    assert known.total == 1800 and known.complete == ("unit", "sex")
    margins = raking_margins(survey, ("sex", "unit"), known)
    assert margins == {name: dict(frame.margins[name]) for name in ("sex", "unit")}
    assert raking_margins(survey, ("unit",), known) == {"unit": dict(frame.margins["unit"])}
    assert raking_margins(survey, (), known) is None


def test_margins_without_the_silent_still_add_up() -> None:
    survey = two_columns()
    frame = both_margins(survey)
    silent = Frame({**frame.margins, "unit": {**frame.margins["unit"], "Silent": 0}})
    silent.margins["unit"]["Silent"] = 200  # type: ignore[index]
    silent.margins["sex"]["sex0"] += 200  # type: ignore[index]
    known = population_of(survey, ("unit", "sex"), silent)
    assert known.total == 2000
    margins = raking_margins(survey, ("unit", "sex"), known)
    assert margins is not None
    assert [sum(each.values()) for each in margins.values()] == pytest.approx([1800, 1800])


def test_margins_that_count_different_people_are_refused() -> None:
    survey = two_columns()
    frame = both_margins(survey)
    odd = Frame({**frame.margins, "sex": {"sex0": 5000, "sex1": 5000}})
    with pytest.raises(BerakhlakError, match="E227"):
        population_of(survey, (), odd)


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
    assert caught.value.place == "frame.csv, 'unit'"
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
    assert known.counts == {"unit": dict.fromkeys(rest, 200)} and not known.complete
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
    assert (known.complete, known.remarks, known.total) == (("unit",), (), 300)
