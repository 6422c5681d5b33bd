"""What a file really is, told by its first bytes and not by its name."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from berakhlak_stats.errors import make_error

_ENDINGS = {
    "csv": {".csv", ".tsv", ".txt", ".tab"},
    "xlsx": {".xlsx", ".xlsm", ".xlsb"},
    "xls": {".xls"},
    "ods": {".ods"},
    "parquet": {".parquet", ".pq"},
    "sav": {".sav", ".zsav"},
}
_NAMES = {
    "csv": "CSV",
    "xlsx": "Excel (xlsx)",
    "xls": "Excel 97 (xls)",
    "ods": "OpenDocument (ods)",
    "parquet": "Parquet",
    "sav": "SPSS (sav)",
}
# Types that are recognised only in order to be refused by name.
_REFUSED = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x80\x03", "pickle"),
    (b"\x80\x04", "pickle"),
    (b"\x80\x05", "pickle"),
)
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")
MOST_MEMBERS = 2_000
MOST_INFLATED = 2 * 1024**3
MOST_RATIO = 100
_RATIO_MATTERS_FROM = 10 * 1024**2


@dataclass(frozen=True)
class FileType:
    """``kind`` is a key such as "csv"; ``name`` what people call it."""

    kind: str
    name: str
    misnamed: bool = False
    macros: bool = False


def file_type(path: Path) -> FileType:
    """The type of a file that can be read.

    Raises
    ------
    FileError
        E100 not there, E101 empty, E103 a type that is not read, E118 password, E119 zip bomb,
        E121 unsafe member names, E131 damaged.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
    except OSError as error:
        raise make_error("E100", place=path.name, name=path.name) from error
    if not head:
        raise make_error("E101", place=path.name, name=path.name)
    kind, macros = _kind(path, head)
    fits = path.suffix.casefold() in _ENDINGS[kind]
    return FileType(kind, _NAMES[kind], misnamed=bool(path.suffix) and not fits, macros=macros)


def _kind(path: Path, head: bytes) -> tuple[str, bool]:
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(path)
    if head.startswith(b"PAR1"):
        return "parquet", False
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav", False
    if head.startswith(_LEGACY):
        return _legacy(path), False
    for magic, name in _REFUSED:
        if head.startswith(magic):
            raise make_error("E103", place=path.name, name=path.name, kind=name)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(_MARKUP):
        raise make_error("E103", place=path.name, name=path.name, kind="HTML")
    if text.startswith(b"<?xml"):
        raise make_error("E103", place=path.name, name=path.name, kind="XML")
    if text.startswith((b"{", b"[{")):
        raise make_error("E103", place=path.name, name=path.name, kind="JSON")
    return "csv", False


def _legacy(path: Path) -> str:
    """An old Excel file, or the wrapper that an encrypted workbook comes in."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise make_error("E118", place=path.name, name=path.name)
    return "xls"


def _inside_zip(path: Path) -> tuple[str, bool]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_members(path.name, members, path.stat().st_size)
            names = {each.filename for each in members}
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
                return "ods", False
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        # RuntimeError: a password, or a compression that is not supported.
        raise make_error("E131", place=path.name, kind="zip", reason=str(error)) from error
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx", "xl/vbaProject.bin" in names
    kind = "Word (docx)" if "word/document.xml" in names else "zip"
    raise make_error("E103", place=path.name, name=path.name, kind=kind)


def check_members(name: str, members: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse archives that would inflate without bound or that name files outside themselves."""
    for each in members:
        parts = each.filename.replace("\\", "/").split("/")
        if each.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise make_error("E121", place=name, name=name)
    inflated = sum(each.file_size for each in members)
    ratio = inflated // max(packed, 1)
    bomb = inflated > MOST_INFLATED or len(members) > MOST_MEMBERS
    if bomb or (inflated > _RATIO_MATTERS_FROM and ratio > MOST_RATIO):
        raise make_error("E119", place=name, name=name, size=inflated // 1024**2, ratio=ratio)
