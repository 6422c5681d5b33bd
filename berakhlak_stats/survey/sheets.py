"""Write rows of cells as CSV in any dialect, as an Excel workbook or as an OpenDocument sheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write

Cell = str | float | int | None
Area = tuple[int, int, int, int]
ENDINGS = (".csv", ".xlsx", ".ods")
_SHEET = "answers"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Sheet:
    """Rows of cells, header rows included.

    Attributes
    ----------
    merged : sequence of (row, column, last row, last column)
        Areas that are one cell, counted from 0; workbooks only.
    encoding, separator, line_end : str
        How a CSV is written.
    """

    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Area] = field(default_factory=tuple)
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\n"


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write by the ending of the path; the file appears whole or not at all.

    Raises
    ------
    OutputError
        E411 for another ending than .csv, .xlsx or .ods.
    """
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx, ".ods": _write_ods}
    write = writers.get(path.suffix.casefold())
    if write is None:
        known = ", ".join(writers)
        raise make_error("E411", place=path.name, given=path.suffix, choices=known)
    with atomic_write(path) as temporary:
        write(sheet, temporary)


def _write_csv(sheet: Sheet, path: Path) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=sheet.separator, lineterminator=sheet.line_end)
    writer.writerows(sheet.rows)
    path.write_bytes(buffer.getvalue().encode(sheet.encoding))


def _write_xlsx(sheet: Sheet, path: Path) -> None:
    """Text stays text: nothing in it can become a formula or a link."""
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        page = book.add_worksheet(_SHEET)
        for place, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell not in (None, ""):
                    page.write(place, column, cell)
        for top, left, bottom, right in sheet.merged:
            page.merge_range(top, left, bottom, right, sheet.rows[top][left])


def _write_ods(sheet: Sheet, path: Path) -> None:
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
                   for row in sheet.rows)  # fmt: skip
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{_NAMES}:office:1.0" '
        f'xmlns:table="{_NAMES}:table:1.0" xmlns:text="{_NAMES}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{_SHEET}">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type stands first and uncompressed, so that it can be told from the first bytes.
        archive.writestr("mimetype", _ODS, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)


def _ods_cell(cell: Cell) -> str:
    if cell in (None, ""):
        return "<table:table-cell/>"
    text = f"<text:p>{escape(str(cell))}</text:p>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    value = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {value}>{text}</table:table-cell>"
