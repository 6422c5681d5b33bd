"""Files that somebody made to break a reader, each in a few kilobytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROOTED = "/" + "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>A1</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>A2</t></is></c></row>'
    '<row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>4</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>2</v></c></row>'
)
"""A header and two respondents to :func:`tests.survey.helpers.rating_instrument`."""


def sheet(rows: str = ROWS, *, before: str = "", after: str = "", prolog: str = "") -> str:
    """The XML of one sheet."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<worksheet xmlns="{MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(content: str, *, others: Mapping[str, str] = {}) -> dict[str, bytes]:
    """The files inside the smallest workbook that can be read."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="{ROOTED}" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        SHEET: content,
        **others,
    }
    return {name: text.encode() for name, text in found.items()}


def pack(path: Path, members: Mapping[str, bytes]) -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, content: str, *, others: Mapping[str, str] = {}) -> Path:
    """A workbook with this sheet."""
    return pack(path, parts(content, others=others))


def zip_bomb(path: Path) -> Path:
    """A sheet of 100 MB of blanks."""
    return workbook(path, sheet(ROWS + " " * 100_000_000))


def lying_bomb(path: Path) -> Path:
    """The same, but the directory and the checksum speak of its first 1,000 bytes only."""
    whole = sheet(ROWS + " " * 100_000_000).encode()
    name, packed = SHEET.encode(), zlib.compress(whole, 9)[2:-4]
    crc = zlib.crc32(whole[:1000])
    rest = {key: each for key, each in parts("").items() if key != SHEET}
    raw = pack(path, rest).read_bytes()
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(packed), 1000, len(name), 0
    )
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        start, count = archive.start_dir, len(archive.infolist())
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(packed), 1000, len(name),
        0, 0, 0, 0, 0, start,
    )  # fmt: skip
    new = raw[:start] + local + name + packed
    listed = raw[start : raw.rindex(b"PK\x05\x06")] + entry + name
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(listed), len(new), 0
    )
    path.write_bytes(new + listed + end)
    return path


def nested_bomb(path: Path) -> Path:
    """Archives in an archive, as 42.zip has them."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.dll", b"\0" * 5_000_000)
    return pack(path, {f"lib {place}.zip": inner.getvalue() for place in range(16)})


def billion_laughs(path: Path) -> Path:
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY lol0 "lol">']
    lines += [f'<!ENTITY lol{each} "{f"&lol{each - 1};" * 10}">' for each in range(1, 10)]
    prolog = f"<!DOCTYPE worksheet [{''.join(lines)}]>"
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&lol9;</t></is></c></row>'
    return workbook(path, sheet(cell, prolog=prolog))


def external_entity(path: Path) -> Path:
    """An entity that names a file of the machine, behind a long comment."""
    prolog = f'<!--{"x" * 3_000_000}--><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    return workbook(path, sheet(ROWS.replace("A1</t>", "&b;</t>"), prolog=prolog))


def far_cell(path: Path, row: int = 1_048_576, column: str = "XFD") -> Path:
    """Two respondents, and one cell at the other end of the world."""
    last = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'
    return workbook(path, sheet(ROWS + last))


def far_cell_behind_its_row(path: Path) -> Path:
    """The row says 4, its cell another number, in an order no spreadsheet writes."""
    return workbook(path, sheet(f'<row r="4"><c r="XFD1048000"><v>1</v></c></row>{ROWS}'))


OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def spreadsheet(path: Path, rows: str) -> Path:
    """An OpenDocument spreadsheet with these rows."""
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{OPEN}:office:1.0" '
        f'xmlns:table="{OPEN}:table:1.0" xmlns:text="{OPEN}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0"/>'
    return pack(
        path,
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        },
    )


def open_cell(text: str, attributes: str = "") -> str:
    """A text cell of an OpenDocument spreadsheet."""
    return (
        f'<table:table-cell office:value-type="string"{attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def open_row(*cells: str, attributes: str = "") -> str:
    """A row of one."""
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


OPEN_ROWS = (
    open_row(open_cell("A1"), open_cell("A2"))
    + open_row(open_cell("5"), open_cell("4"))
    + open_row(open_cell("3"), open_cell("2"))
)


def repeated_cells(path: Path) -> Path:
    """One row that stands for a million, one cell for sixteen thousand."""
    wide = open_cell("5", ' table:number-columns-repeated="16384"')
    tall = open_row(wide, attributes=' table:number-rows-repeated="1048000"')
    return spreadsheet(path, OPEN_ROWS + tall)


def repeated_blanks(path: Path) -> Path:
    """A cell of two billion blanks."""
    return spreadsheet(path, OPEN_ROWS + open_row(open_cell('x<text:s text:c="2000000000"/>y')))


def long_shared_text(path: Path) -> Path:
    """One text of 4 MB that twenty thousand cells share."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(4, 20_000)
    )
    text = "x1y2" * 1_000_000
    strings = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return workbook(path, sheet(ROWS + cells), others={"xl/sharedStrings.xml": strings})


BOMBS = {
    "zip bomb": (zip_bomb, ".xlsx", "E119"),
    "lying zip bomb": (lying_bomb, ".xlsx", "E119"),
    "nested zip": (nested_bomb, ".xlsx", "E119"),
    "billion laughs": (billion_laughs, ".xlsx", "E120"),
    "external entity": (external_entity, ".xlsx", "E120"),
    "far cell": (far_cell, ".xlsx", "E119"),
    "far cell behind its row": (far_cell_behind_its_row, ".xlsx", "E119"),
    "repeated cells": (repeated_cells, ".ods", "E119"),
    "repeated blanks": (repeated_blanks, ".ods", "E119"),
    "long shared text": (long_shared_text, ".xlsx", "E119"),
}
"""Maker, ending and code of every file that would fill the memory."""


def make_bomb(name: str, folder: Path) -> Path:
    """One of them, as a file."""
    maker, ending, _ = BOMBS[name]
    made: Path = maker(folder / f"{name.replace(' ', '_')}{ending}")
    return made


def old_workbook(path: Path, cells: Mapping[tuple[int, int], float | str]) -> Path:
    """An Excel 97 file with one sheet, written record by record; places count from 0."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<2H", kind, len(content)) + content

    begin = record(0x809, struct.pack("<4H2L", 0x600, 0x10, 0, 0, 0, 6))
    body = b""
    for (row, column), cell in cells.items():
        place = struct.pack("<3H", row, column, 0)
        if isinstance(cell, str):
            text = struct.pack("<HB", len(cell), 0) + cell.encode("latin-1")
            body += record(0x204, place + text)
        else:
            body += record(0x203, place + struct.pack("<d", cell))
    book = record(0x809, struct.pack("<4H2L", 0x600, 5, 0, 0, 0, 6))
    start = len(book) + len(record(0x85, bytes(12))) + len(record(0xA))
    book += record(0x85, struct.pack("<L4B", start, 0, 0, 4, 0) + b"Data") + record(0xA)
    return _compound(path, book + begin + body + record(0xA))


def _compound(path: Path, stream: bytes) -> Path:
    """A compound file with one stream: header, allocation table, directory, content."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    chain = [table, end, *range(3, sectors + 2), end]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<L", 0) + struct.pack("<L", free) * 108

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        title = name.encode("utf-16-le") + b"\0\0"
        return (
            title.ljust(64, b"\0")
            + struct.pack("<H2B3L", len(title), kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<LQ", first, size)
        )

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream))
    fat = b"".join(struct.pack("<L", each) for each in chain).ljust(512, b"\xff")
    path.write_bytes(head + fat + folder.ljust(512, b"\0") + stream)
    return path
