"""Who answered: counts, frames, thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.report import collect_results, read_frame
from berakhlak_stats.report.collect import title_of
from berakhlak_stats.report.response import describe_response
from berakhlak_stats.survey import Survey


def test_counts_and_rate_of_the_bundled_survey(kapuas: Survey) -> None:
    # data/kapuas_2022_frame.csv adds up to 4260; 612 answered.
    frame = {"A": 4000, "B": 260}
    response = describe_response(kapuas, (), frame, {})
    assert (response.n, response.population) == (612, 4260)
    assert response.rate == pytest.approx(612 / 4260)


def test_without_a_frame_there_is_no_rate(kapuas: Survey) -> None:
    assert describe_response(kapuas, (), None, {}).rate is None


def test_the_frame_of_the_design_is_used(kapuas: Survey) -> None:
    response = describe_response(kapuas.with_design(population=4260), (), None, {})
    assert response.population == 4260


def test_small_categories_are_hidden_with_a_shield(kapuas: Survey) -> None:
    (units,) = [
        c for c in describe_response(kapuas, ("unit",), None, {}).compositions if c.column == "unit"
    ]
    hidden = [row for row in units.rows if row.n is None]
    assert len(hidden) >= 2
    assert all(row.n is None or row.n >= 10 for row in units.rows)


def test_frames_are_read_with_either_separator(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("\ufeffunit;population\nA;12\nB;30\n", encoding="utf-8")
    assert read_frame(path) == {"A": 12, "B": 30}


@pytest.mark.parametrize("text", ["", "unit,count\nA,3\n", "unit,population\nA,many\n"])
def test_unusable_frames_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="E141"):
        read_frame(path)


def test_a_missing_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="E141"):
        read_frame(tmp_path / "nowhere.csv")


def test_titles_from_file_names() -> None:
    assert title_of("kapuas_2022.csv") == "Kapuas 2022"
    assert title_of("Hasil-Survei ASN.xlsx") == "Hasil Survei ASN"
    assert title_of("") == ""


def test_progress_names_every_result(kapuas: Survey) -> None:
    seen: list[str] = []
    results = collect_results(kapuas, replicates=60, progress=seen.append)
    assert seen == list(results.estimates)
