"""A file that is not there: the message says where it was looked for and what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.errors import BerakhlakError, FileError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.missing_file import folder_name, not_found, similar_names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Survei 2024"
    made.mkdir()
    for name in ("rekap_survei.xlsx", "~$rekap_survei.xlsx", ".rekap_survei", "Catatan.docx"):
        (made / name).write_bytes(b"x")
    (made / "rekap_survei_lama").mkdir()
    return made


@pytest.mark.parametrize(
    "given",
    [
        "rekap_survei",  # without its ending
        "rekap_survey.xlsx",
        "rekap_survey",
        '"rekap_survei.xlsx"',
        " rekap_survei.xlsx ",
        "Rekap Survei.xlsx",
        "rekap_survei.csv",
    ],
)
def test_the_folder_and_what_may_be_meant(folder: Path, given: str) -> None:
    with pytest.raises(FileError, match="E100") as caught:
        read_survey(folder / given)
    said = caught.value.message
    for text in (said.id, said.en):
        assert '"Survei 2024"' in text
        assert '"rekap_survei.xlsx"' in text
        assert "~$" not in text and "Catatan" not in text and "lama" not in text
        assert str(folder.parent) not in text
    assert ".xlsx" in said.fix_id
    assert str(folder.parent) not in validate(folder / given).to_json()


def test_nothing_like_it_is_not_invented(folder: Path) -> None:
    assert similar_names(folder / "gaji.parquet") == []
    assert "mirip" not in not_found(folder / "gaji.parquet").message.id


def test_at_most_three_names(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"jawaban_{number}.csv").write_bytes(b"x")
    assert len(similar_names(tmp_path / "jawaban_9.csv")) == 3


def test_folders_are_named_as_given_or_by_their_last_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert folder_name(Path("Survei 2024/a.csv")).id == '"Survei 2024"'
    assert folder_name(Path("a.csv")).id == f'"{folder.parent.name}"'
    assert "tidak ada" in folder_name(Path("Arsip/a.csv")).id
    assert "no such folder" in folder_name(folder / "Arsip" / "a.csv").en


def test_a_file_that_is_open_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(BerakhlakError, match="E187") as caught:
        read_survey(folder / "rekap_survei.xlsx")
    assert "Tutup berkas itu di Excel" in caught.value.message.fix_id
