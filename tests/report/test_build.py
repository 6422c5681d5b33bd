"""The front doors: a whole report, saved whole, and rebuilt from its results alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import OptionError, OutputError
from berakhlak_stats.report import Report, ReportResults, build_report, rebuild_report


def test_a_report_stands_on_its_own(reports: dict[str, Report]) -> None:
    for lang, report in reports.items():
        assert f'<html lang="{lang}">' in report.html
        for outside in ("http:", "https:", "//", "<script", "@import", "url("):
            allowed = report.html.replace("http://www.w3.org/2000/svg", "").replace("url(#", "")
            assert outside not in allowed, outside
        assert "Content-Security-Policy" in report.html


def test_the_report_rebuilds_from_saved_results(reports: dict[str, Report]) -> None:
    saved = reports["id"].results.to_json()
    for lang, report in reports.items():
        again = rebuild_report(ReportResults.from_json(saved), lang)
        assert again.html == report.html
        assert repr(again.ledger) == repr(report.ledger)  # NaN equals nothing, not even itself


def test_results_survive_the_round_trip(results: ReportResults) -> None:
    text = results.to_json()
    assert ReportResults.from_json(text).to_json() == text


def test_other_schemas_are_refused(results: ReportResults) -> None:
    with pytest.raises(OptionError, match="E701"):
        ReportResults.from_json('{"schema": "something else"}')


def test_unknown_languages_are_refused_before_any_work() -> None:
    with pytest.raises(OutputError, match="E410"):
        build_report(bs.simulate.simulate(seed=1), lang="fr")


def test_saving_keeps_the_old_file_where_it_fails(
    reports: dict[str, Report], tmp_path: Path
) -> None:
    target = tmp_path / "laporan.html"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="E402"):
        reports["id"].save(target)
    assert target.read_text(encoding="utf-8") == "old"


def test_same_answers_same_page(reports: dict[str, Report], results: ReportResults) -> None:
    assert rebuild_report(results, "id").html == reports["id"].html


def test_synthetic_data_say_so_everywhere(
    reports: dict[str, Report], results: ReportResults
) -> None:
    assert reports["id"].html.count("Data sintetis") == 1
    assert "(data sintetis)</title>" in reports["id"].html
    real = {
        name: replace(each, provenance=replace(each.provenance, synthetic=False))
        for name, each in results.estimates.items()
    }
    html = rebuild_report(replace(results, estimates=real), "id").html
    assert "Data sintetis" not in html and "(data sintetis)" not in html


def test_the_report_says_it_is_independent(reports: dict[str, Report]) -> None:
    assert "Alat mandiri, bukan penilaian resmi" in reports["id"].html
    assert "Independent tool, not the official scoring" in reports["en"].html
