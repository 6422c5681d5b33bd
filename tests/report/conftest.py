"""Reports on the bundled survey, built once for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

import berakhlak_stats as bs
from berakhlak_stats.report import Report, ReportResults, collect_results, rebuild_report
from berakhlak_stats.simulate import bundled
from berakhlak_stats.survey import Survey

TITLE = "Pemerintah Kabupaten Kapuas 2022"


@pytest.fixture(scope="session")
def kapuas() -> Survey:
    return bs.read_survey(bundled("kapuas_2022"), instrument="berakhlak-2022")


@pytest.fixture(scope="session")
def results(kapuas: Survey) -> ReportResults:
    frame = bundled("kapuas_2022_frame")
    return collect_results(kapuas, by="unit", frame=frame, title=TITLE, replicates=200)


@pytest.fixture(scope="session")
def reports(results: ReportResults) -> dict[str, Report]:
    return {lang: rebuild_report(results, lang) for lang in ("id", "en")}


@pytest.fixture(scope="session")
def pages(reports: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for lang, report in reports.items():
        found[lang] = folder / f"{lang}.html"
        report.save(found[lang])
    return found
