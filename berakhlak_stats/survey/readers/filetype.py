"""What a file really is, told by its first bytes and not by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.readers.missing_file import not_found

if TYPE_CHECKING:
    from berakhlak_stats.survey.readers.sheet_facts import SheetFacts

_ENDINGS = {
    "csv": {".csv", ".tsv", ".txt", ".tab"},
    "xlsx": {".xlsx", ".xlsm"},
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
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x89HDF", "HDF5"),
    (b"\x93NUMPY", "NumPy"),
    (b"ARROW1", "Arrow"),
    (b"PARE", "encrypted Parquet"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
# Reading one of these runs whatever code its maker put in.
_RUNS_CODE = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
_CODE_ENDINGS = {".pkl", ".pickle", ".joblib"}
_OTHER_ARCHIVES = (
    ("word/document.xml", "Word (docx)"),
    ("ppt/presentation.xml", "PowerPoint (pptx)"),
    ("xl/workbook.bin", "Excel (xlsb)"),
)
# A few programs write some bytes before it.
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_TOML_LINE = re.compile(rb"\[.*\]|[\w.\"-]+\s*=")
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")
_LOCK = re.compile(r"^(?:~\$(.+)|\.~lock\.(.+)#)$")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class FileType:
    """``kind`` is a key such as "csv"; ``name`` what people call it; ``sheets`` facts by name."""

    kind: str
    name: str
    misnamed: bool = False
    macros: bool = False
    sheets: Mapping[str, SheetFacts] = field(default_factory=dict)


def file_type(path: Path, limits: ReadLimits | None = None) -> FileType:
    """The type of a file that can be read; the inside of a workbook has been inspected.

    Raises
    ------
    FileError
        E100 not there, E187 not to be read, E194 a lock file, E195 a path with control characters,
        E101 empty, E103 a type that is not read, E118 password, E119 zip bomb, E120 XML entities,
        E121 unsafe member names, E131 damaged, E170 a folder, E174 an instrument or a mapping.
    OutputError
        E409 a file that would run code.
    """
    head = _head(path)
    if not head:
        raise make_error("E101", place=path.name, name=path.name)
    if head.startswith(_RUNS_CODE) or path.suffix.casefold() in _CODE_ENDINGS:
        raise make_error("E409", place=path.name, name=path.name)
    if head.startswith(b"PK\x03\x04"):
        kind, macros, sheets = _inside_zip(path, limits or ReadLimits())
    else:
        kind, macros, sheets = _kind(path, head), False, {}
    fits = path.suffix.casefold() in _ENDINGS[kind]
    return FileType(kind, _NAMES[kind], bool(path.suffix) and not fits, macros, sheets)


def _head(path: Path) -> bytes:
    """The first bytes of a real file: pipes and devices may never end."""
    refuse_lock_file(path)
    try:
        if path.is_file():
            with path.open("rb") as handle:
                return handle.read(4096)
    except (OSError, ValueError) as error:
        raise not_found(path, error) from error
    raise not_found(path)


def refuse_lock_file(path: Path) -> None:
    """Refuse what office programs put beside a file while it is open (E194)."""
    found = _LOCK.match(path.name)
    if found:
        raise make_error("E194", place=path.name, name=path.name, real=found[1] or found[2])


def _kind(path: Path, head: bytes) -> str:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if head.startswith(_LEGACY):
        return _legacy(path)
    for magic, name in _REFUSED:
        if head.startswith(magic):
            raise make_error("E103", place=path.name, name=path.name, kind=name)
    if _PDF in head[:_PDF_WITHIN]:
        raise make_error("E103", place=path.name, name=path.name, kind="PDF")
    if path.suffix.casefold() == ".toml" and _is_toml(head):
        raise make_error("E174", place=path.name, name=path.name)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(_MARKUP):
        raise make_error("E103", place=path.name, name=path.name, kind="HTML")
    if text.startswith(b"<?xml"):
        raise make_error("E103", place=path.name, name=path.name, kind="XML")
    if text.startswith((b"{", b"[{")):
        raise make_error("E103", place=path.name, name=path.name, kind="JSON")
    return "csv"


def _is_toml(head: bytes) -> bool:
    """Whether a file of that ending is what it says; answers under a wrong name are read."""
    lines = (line.strip() for line in head.lstrip(b"\xef\xbb\xbf").splitlines())
    first = next((line for line in lines if line and not line.startswith(b"#")), b"")
    return bool(_TOML_LINE.match(first))


def _legacy(path: Path) -> str:
    """An old Excel file, or the wrapper that an encrypted workbook comes in."""
    if _ENCRYPTED in path.read_bytes():
        raise make_error("E118", place=path.name, name=path.name)
    return "xls"


def _inside_zip(path: Path, limits: ReadLimits) -> tuple[str, bool, Mapping[str, SheetFacts]]:
    from berakhlak_stats.survey.readers.archive import inspect_archive

    found = inspect_archive(path, limits)
    if b"opendocument.spreadsheet" in found.mimetype:
        return "ods", False, found.sheets
    if "xl/workbook.xml" in found.names:
        return "xlsx", "xl/vbaProject.bin" in found.names, found.sheets
    kind = next((name for part, name in _OTHER_ARCHIVES if part in found.names), "zip")
    raise make_error("E103", place=path.name, name=path.name, kind=kind)
