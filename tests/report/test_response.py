"""Who answered: counts, frames, thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from berakhlak_stats.report import build_report, collect_results
from berakhlak_stats.report.collect import title_of
from berakhlak_stats.report.population import population_of
from berakhlak_stats.report.response import describe_response
from berakhlak_stats.report.results import Response
from berakhlak_stats.survey import Survey
from tests.surveys import codes, random_survey


def described(survey: Survey, by: tuple[str, ...], frame: Any) -> Response:
    return describe_response(survey, by, population_of(survey, by, frame), {})


def test_counts_and_rate_of_the_bundled_survey(kapuas: Survey) -> None:
    # data/kapuas_2022_frame.csv adds up to 4260; 612 answered.
    frame = {"A": 4000, "B": 260}
    response = described(kapuas, (), frame)
    assert (response.n, response.population) == (612, 4260)
    assert response.rate == pytest.approx(612 / 4260)


def test_without_a_frame_there_is_no_rate(kapuas: Survey) -> None:
    assert described(kapuas, (), None).rate is None


def test_the_frame_of_the_design_is_used(kapuas: Survey) -> None:
    response = described(kapuas.with_design(population=4260), (), None)
    assert response.population == 4260


def test_small_categories_are_hidden_with_a_shield(kapuas: Survey) -> None:
    (units,) = [c for c in described(kapuas, ("unit",), None).compositions if c.column == "unit"]
    hidden = [row for row in units.rows if row.n is None]
    assert len(hidden) >= 2
    assert all(row.n is None or row.n >= 10 for row in units.rows)


def test_titles_from_file_names() -> None:
    assert title_of("kapuas_2022.csv") == "Kapuas 2022"
    assert title_of("Hasil-Survei ASN.xlsx") == "Hasil Survei ASN"
    assert title_of("") == ""


def test_progress_names_every_result(kapuas: Survey) -> None:
    seen: list[str] = []
    results = collect_results(kapuas, replicates=60, progress=seen.append)
    assert seen == list(results.estimates)


def test_columns_about_single_people_are_named_and_not_tabled() -> None:
    survey = random_survey(1, n=200, unit=4)
    rows = codes([f"row {i:03d}" for i in range(200)])
    jobs = codes([f"job {i % 15}" if i < 30 else "clerk" for i in range(200)])
    survey = replace(survey, columns={**survey.columns, "No": rows, "job": jobs})
    response = described(survey, (), None)
    assert [each.column for each in response.compositions] == ["unit"]
    assert response.left_out == ("No", "job")


def test_empty_group_cells_are_counted() -> None:
    survey = random_survey(1, n=200)
    labels = [None if i % 20 == 0 else "AB"[i % 2] for i in range(200)]
    survey = replace(survey, columns={"unit": codes(labels)})
    (units,) = described(survey, ("unit",), None).compositions
    assert units.empty == 10
    page = build_report(survey, lang="id", by="unit", replicates=50).html
    assert "10 responden tidak mengisi kolom unit" in page
