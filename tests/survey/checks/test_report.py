from __future__ import annotations

import json

from berakhlak_stats.survey.checks.report import (
    MOST_QUOTED,
    ValidationReport,
    make_problem,
    ordered,
    quote_cells,
    quote_rows,
)


def problems() -> tuple[object, ...]:
    return (
        make_problem("fixed", "E133", source="f.csv", rows=[4]),
        make_problem(
            "error", "E201", source="f.csv", rows=[7, 9], column="A1", low=1, high=5, cells='7 "6"'
        ),
    )


def report() -> ValidationReport:
    return ValidationReport(
        problems=ordered(problems()),  # type: ignore[arg-type]
        understood=(("Berkas CSV.", "CSV file."),),
        source="f.csv",
        n=3,
    )


def test_errors_come_first() -> None:
    assert report().codes() == ("E201", "E133")
    assert not report().ok and len(report().errors) == 1
    assert ValidationReport(problems=(report().problems[1],)).ok


def test_text_in_both_languages() -> None:
    indonesian, english = report().text("id"), report().text("en")
    assert "Berkas CSV." in indonesian and "Ditolak (1)" in indonesian
    assert "CSV file." in english and "Refused (1)" in english
    assert "f.csv:7, 'A1'" in english
    assert "No problems." in ValidationReport(source="f.csv").text("en")


def test_frame_has_a_row_per_problem() -> None:
    frame = report().to_frame()
    assert frame["code"].tolist() == ["E201", "E133"]
    assert frame["count"].tolist() == [2, 1]
    assert frame.loc[0, "rows"] == [7, 9]
    assert ValidationReport().to_frame().empty


def test_json() -> None:
    content = json.loads(report().to_json())
    assert content["ok"] is False and content["n"] == 3
    assert content["problems"][0]["rows"] == [7, 9]
    assert content["understood"] == [{"id": "Berkas CSV.", "en": "CSV file."}]


def test_at_most_twenty_cells_are_quoted_and_all_are_counted() -> None:
    rows = list(range(2, 102))
    quoted = quote_cells(rows, ["x"] * 100)
    assert quoted.count('"x"') == MOST_QUOTED == 20
    assert quoted.endswith("… (+80)")
    assert quote_rows(rows).endswith("… (+80)")
    problem = make_problem("warning", "E133", source="f", rows=rows)
    assert len(problem.rows) == 20 and problem.count == 100


def test_long_cells_are_cut() -> None:
    assert len(quote_cells([1], ["y" * 5000])) < 80


def test_a_notebook_wraps_the_report_and_takes_nothing_in_it_for_markup() -> None:
    report = ValidationReport(source="<b>.csv")
    shown = report._repr_html_()
    assert "pre-wrap" in shown and "&lt;b&gt;.csv" in shown and "<b>" not in shown
