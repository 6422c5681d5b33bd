"""What is inside a workbook, inspected piece by piece before any parser sees it.

The directory of an archive can lie, so every file inside is unpacked in small pieces and counted;
nothing is kept. The same pass looks for what must not be there and for what the parser would not
tell: entities, cells at the end of the world, formulas without values, hidden rows.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from berakhlak_stats.errors import Bilingual, FileError, make_error
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.readers.ods_scan import OdsScan
from berakhlak_stats.survey.readers.sheet_facts import SheetFacts
from berakhlak_stats.survey.readers.sheet_names import sheet_members
from berakhlak_stats.survey.readers.sheet_scan import SheetScan
from berakhlak_stats.survey.readers.string_scan import StringScan

_PIECE = 1024**2
_LOCAL_HEADER = 30
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTITIES = tuple(
    text.encode(coding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for coding in ("utf-8", "utf-16-le", "utf-16-be")
)
_NESTED = (".zip", ".gz", ".7z", ".rar", ".bz2", ".xz", ".xlsx", ".xlsm", ".ods")
_MARKUP = (".xml", ".rels", ".vml")
_LONGEST_PART = 16 * 1024**2


class Scan(Protocol):
    """Looks at the pieces of one file inside an archive."""

    def feed(self, piece: bytes) -> None:
        """The next piece."""

    def facts(self) -> dict[str, SheetFacts]:
        """What was seen, by sheet; the empty name is the only one."""


@dataclass(frozen=True)
class Contents:
    """What an archive holds: names of its files, and facts by sheet."""

    names: frozenset[str]
    mimetype: bytes = b""
    sheets: dict[str, SheetFacts] = field(default_factory=dict)


def inspect_archive(path: Path, limits: ReadLimits) -> Contents:
    """Everything inside a zip file, checked.

    Raises
    ------
    FileError
        E119 inflates without bound or hides archives, E120 XML entities, E121 unsafe names,
        E131 damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            members = archive.infolist()
            check_members(path.name, members, path.stat().st_size, limits)
            return _inspected(path, raw, members, limits)
    except FileError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        # RuntimeError: a password, or a compression that is not supported.
        raise make_error("E131", place=path.name, kind="zip", reason=str(error)) from error
    except NotImplementedError as error:
        raise make_error("E131", place=path.name, kind="zip", reason=str(error)) from error


def check_members(
    name: str, members: list[zipfile.ZipInfo], packed: int, limits: ReadLimits
) -> None:
    """Refuse what the directory alone gives away."""
    for each in members:
        parts = each.filename.replace("\\", "/").split("/")
        if each.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise make_error("E121", place=name, name=name)
    if len(members) > limits.members:
        raise _bomb(name, f"{len(members)} berkas di dalamnya", f"{len(members)} files inside")
    _check_sizes(name, sum(each.file_size for each in members), packed, limits.ratio, limits)
    for each in members:
        _check_sizes(name, each.file_size, each.compress_size, limits.member_ratio, limits)


def _check_sizes(name: str, inflated: int, packed: int, most: int, limits: ReadLimits) -> None:
    ratio = inflated // max(packed, 1)
    if inflated > limits.inflated or (inflated > limits.ratio_from and ratio > most):
        size = inflated // 1024**2
        raise _bomb(
            name, f"mengembang ke {size} MB, rasio {ratio}", f"inflates to {size} MB, ratio {ratio}"
        )


def _bomb(name: str, indonesian: str, english: str) -> Exception:
    return make_error("E119", place=name, name=name, why=Bilingual(indonesian, english))


def _inspected(
    path: Path, raw: IO[bytes], members: list[zipfile.ZipInfo], limits: ReadLimits
) -> Contents:
    names = frozenset(each.filename for each in members)
    nested = sorted(name for name in names if name.casefold().endswith(_NESTED))
    if nested and not any(name.startswith("xl/") for name in names):
        shown = ", ".join(nested[:3])
        raise _bomb(path.name, f"arsip di dalam arsip: {shown}", f"archives inside: {shown}")
    scans: dict[str, Scan] = {}
    parts: dict[str, bytes] = {}
    for member in members:
        scan = _scan_of(member.filename)
        kept = bytearray()
        wanted = member.filename in ("mimetype", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        for piece in _checked(path.name, raw, member):
            if scan is not None:
                scan.feed(piece)
            if wanted and len(kept) < _LONGEST_PART:
                kept += piece
        if wanted:
            parts[member.filename] = bytes(kept)
        if scan is not None:
            scans[member.filename] = scan
    sheets = _by_sheet(scans, parts)
    for name, facts in sheets.items():
        _refuse_empty_space(path.name, name, facts, limits)
    return Contents(names, parts.get("mimetype", b""), sheets)


def _scan_of(member: str) -> Scan | None:
    if member == "content.xml":
        return OdsScan()
    if member.startswith("xl/worksheets/") and member.endswith(".xml"):
        return SheetScan()
    if member == "xl/sharedStrings.xml":
        return StringScan()
    return None


def _by_sheet(scans: dict[str, Scan], parts: dict[str, bytes]) -> dict[str, SheetFacts]:
    """Facts by the name of the sheet, or of the file where no sheet names it."""
    named = sheet_members(
        parts.get("xl/workbook.xml", b""), parts.get("xl/_rels/workbook.xml.rels", b"")
    )
    titles = {member: title for title, member in named.items()}
    return {
        name or titles.get(member, member): facts
        for member, scan in scans.items()
        for name, facts in scan.facts().items()
    }


def _refuse_empty_space(source: str, sheet: str, facts: SheetFacts, limits: ReadLimits) -> None:
    """A parser lays out every cell up to the last one, however far away that is."""
    if facts.longest > limits.cell:
        size = facts.longest // 1024
        raise _bomb(source, f"satu sel berisi {size} kB teks", f"one cell holds {size} kB of text")
    if limits.too_sparse(facts.last_row * facts.last_column, facts.filled):
        at = f"{facts.last_row} × {facts.last_column}"
        raise _bomb(
            source,
            f"lembar {sheet!r} menjangkau {at} sel padahal yang terisi {facts.filled}",
            f"sheet {sheet!r} reaches over {at} cells while {facts.filled} are filled",
        )


def _checked(source: str, raw: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked pieces of one file; never more of them than the directory announced."""
    done, tail = 0, b""
    markup = member.filename.casefold().endswith(_MARKUP)
    for piece in _inflated(raw, member):
        done += len(piece)
        if done > member.file_size:
            kept = member.file_size
            raise _bomb(source, f"lebih dari {kept} byte tertulis", f"more than {kept} bytes said")
        if markup:
            seen = tail + piece
            if any(mark in seen for mark in _ENTITIES):
                raise make_error("E120", place=source, name=source)
            tail = seen[-32:]
        yield piece
    if done < member.file_size:
        raise make_error("E131", place=source, kind="zip", reason=f"{member.filename} is cut off")


def _inflated(raw: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    raw.seek(member.header_offset)
    header = raw.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(f"{member.filename} is not where the directory says")
    if member.flag_bits & 1 or member.compress_type not in _KNOWN_METHODS:
        raise zipfile.BadZipFile(f"{member.filename} is encrypted or packed in an unusual way")
    skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    raw.seek(skip, 1)
    left = member.compress_size
    plain = member.compress_type == zipfile.ZIP_STORED
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := raw.read(min(left, _PIECE))):
        left -= len(packed)
        if plain:
            yield packed
            continue
        while packed:
            yield decoder.decompress(packed, _PIECE)
            packed = decoder.unconsumed_tail
    if not plain:
        yield decoder.flush()
