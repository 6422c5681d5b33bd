from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest

from berakhlak_stats.errors import FileError, OutputError
from berakhlak_stats.survey import propose_mapping, read_survey, validate
from berakhlak_stats.survey.readers.filetype import file_type
from tests.survey.helpers import speaks_both_languages, write


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def code(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        file_type(path)
    assert caught.value.place == path.name
    return caught.value.code


def test_types_come_from_the_content(tmp_path: Path) -> None:
    assert file_type(write(tmp_path, "a,b\n", "x.tsv")).kind == "csv"
    assert file_type(write(tmp_path, b"PAR1....", "x.parquet")).kind == "parquet"
    assert file_type(write(tmp_path, b"$FL2....", "x.sav")).kind == "sav"
    found = file_type(archive(tmp_path / "x.csv", {"xl/workbook.xml": b""}))
    assert (found.kind, found.misnamed) == ("xlsx", True)
    assert not file_type(write(tmp_path, "a,b\n", "x")).misnamed


def test_macros_are_noticed(tmp_path: Path) -> None:
    members = {"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}
    assert file_type(archive(tmp_path / "x.xlsm", members)).macros


def test_other_archives_are_refused(tmp_path: Path) -> None:
    assert code(archive(tmp_path / "x.xlsx", {"word/document.xml": b""})) == "E103"
    assert code(write(tmp_path, b"PK\x03\x04 broken", "y.xlsx")) == "E131"


def test_zip_bomb_is_refused_from_its_directory(tmp_path: Path) -> None:
    members = {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"\0" * 30_000_000}
    assert code(archive(tmp_path / "x.xlsx", members)) == "E119"


def test_members_outside_the_archive_are_refused(tmp_path: Path) -> None:
    assert code(archive(tmp_path / "x.xlsx", {"../../x": b"", "xl/workbook.xml": b""})) == "E121"


def test_encrypted_workbook(tmp_path: Path) -> None:
    wrapper = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    path = write(tmp_path, wrapper + "EncryptedPackage".encode("utf-16-le"), "x.xlsx")
    assert code(path) == "E118"
    assert file_type(write(tmp_path, wrapper, "old.xls")).kind == "xls"


PICKLED = pickle.dumps([1], protocol=4)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PICKLED, ".csv"),
        (PICKLED, ".parquet"),
        (pickle.dumps([1], protocol=2), ".csv"),
        (b"whatever", ".pkl"),
        (b"whatever", ".pickle"),
        (b"whatever", ".JOBLIB"),
    ],
)
def test_files_that_run_code_are_never_read(tmp_path: Path, content: bytes, ending: str) -> None:
    path = write(tmp_path, content, f"cache{ending}")
    with pytest.raises(OutputError) as caught:
        file_type(path)
    assert (caught.value.code, caught.value.place) == ("E409", path.name)
    assert speaks_both_languages(caught.value.message)
    assert validate(path).codes() == ("E409",)


def test_pipes_folders_and_impossible_names_are_not_files(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert code(tmp_path / "pipe.csv") == "E100"
    assert code(tmp_path) == "E170"
    with pytest.raises(FileError, match="E195"):
        file_type(tmp_path / "nul\0.csv")


def test_a_folder_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError) as caught:
        file_type(Path())
    assert (caught.value.code, caught.value.place) == ("E170", tmp_path.name)
    assert f"{tmp_path.name} adalah folder" in caught.value.text("id")
    report = validate(".")
    assert report.codes() == ("E170",) and report.source == tmp_path.name


def test_a_definition_given_as_answers_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, 'confirmed = true\ninstrument = "a"\n', "peta.toml")
    with pytest.raises(FileError) as caught:
        file_type(path)
    assert caught.value.code == "E174" and "--mapping" in caught.value.text("id")
    assert speaks_both_languages(caught.value.message)
    assert code(write(tmp_path, "# peta\n\n[[column]]\ntitle =\n", "rusak.toml")) == "E174"
    assert file_type(write(tmp_path, "a,b\n1,2\n", "jawaban.toml")).misnamed


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7\n", "PDF"), (b"\n\n%PDF-1.4\n", "PDF"), (b"GIF89a..", "GIF"), (b"{}", "JSON")],
)
def test_files_of_other_kinds_are_named_with_what_is_accepted(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    with pytest.raises(FileError) as caught:
        file_type(write(tmp_path, content, "survei.pdf"))
    said = caught.value.text("id")
    assert caught.value.code == "E103" and f"adalah berkas {kind}" in said
    assert all(each in said for each in ("CSV", "XLSX", "ODS", "Parquet", "SPSS"))


@pytest.mark.parametrize("name", ["~$jawaban.xlsx", ".~lock.jawaban.xlsx#"])
def test_lock_files_are_named_for_what_they_are(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, b"\x05Admin" + b" " * 159, name)
    with pytest.raises(FileError) as caught:
        file_type(path)
    message = caught.value.message
    assert message.code == "E194" and speaks_both_languages(message)
    assert ": jawaban.xlsx." in message.fix_id and "Tutup" in message.fix_id
    assert validate(path).codes() == ("E194",)


@pytest.mark.parametrize("read", [validate, read_survey, propose_mapping])
def test_backslashes_that_python_ate(read: Any) -> None:
    path = "Survei\2025\new.xlsx"
    try:
        said = read(path).text("id")
    except FileError as error:
        said = error.text("id")
        assert speaks_both_languages(error.message)
    assert "E195" in said and r"Survei\2025\new.xlsx" in said
    assert 'r"Survei\\jawaban.xlsx"' in said and '"Survei/jawaban.xlsx"' in said
    with pytest.raises(FileError, match="E195"):
        read_survey("jawaban.csv", mapping="Survei\temuan.toml")
