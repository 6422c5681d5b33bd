"""Results as an Excel workbook: one sheet of rows, one of how they were made."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write
from berakhlak_stats.report.exports import (
    TEXT_COLUMNS,
    decimals_of,
    publication_frame,
    remarks,
    words,
)
from berakhlak_stats.report.safe_text import printable

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates, Provenance
    from berakhlak_stats.instrument.model import Instrument

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
# Nothing that comes from data may become a formula, a link or a number.
TEXT_STAYS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"label": 44, "group": 30, "status": 34, "note": 22, "item": 28, "use": 26, "list": 18}
_WIDTH = 12
_METHOD_WIDTHS = (28, 90)


def write_xlsx(
    result: Estimates,
    path: str | os.PathLike[str],
    *,
    lang: str = "en",
    full: bool = False,
    instrument: Instrument | None = None,
) -> Path:
    """Write the publication frame and its methods to a workbook, whole or not at all.

    Parameters
    ----------
    result : Estimates
    path : path
    lang, full, instrument
        As in :func:`~berakhlak_stats.report.exports.publication_frame`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OutputError
        E401-E405 where it cannot be written, E412 where a sheet cannot hold the rows.

    Notes
    -----
    Numbers are numbers with a format; the reader's own settings choose the decimal mark. All
    text is stored as text.

    Examples
    --------
    >>> import pathlib, tempfile, berakhlak_stats as bs
    >>> result = bs.indices.implementation(bs.simulate.simulate(seed=1))
    >>> write_xlsx(result, pathlib.Path(tempfile.mkdtemp()) / "indices.xlsx").name
    'indices.xlsx'
    """
    import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

    target = Path(path)
    if len(result) >= MOST_ROWS:
        raise make_error("E412", place=target.name, rows=len(result), limit=MOST_ROWS - 1)
    frame = publication_frame(result, lang=lang, full=full, instrument=instrument)
    with (
        atomic_write(target) as temporary,
        xlsxwriter.Workbook(str(temporary), dict(TEXT_STAYS_TEXT)) as book,
    ):
        _write_rows(book, frame, result.provenance.statistic, lang, full)
        _write_methods(book, result, lang, full)
    return target


def write_text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """A cell that is text whatever it looks like."""
    sheet.write_string(row, column, printable(text)[:LONGEST_CELL], style)


def _write_rows(book: Any, frame: Any, statistic: str, lang: str, full: bool) -> None:
    sheet = book.add_worksheet(words(lang)["sheet_results"])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    names = [str(name) for name in frame]
    for place, name in enumerate(names):
        write_text(sheet, 0, place, words(lang)["columns"][name], head)
        sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH))
    styles = _number_styles(book)
    for at, record in enumerate(frame.to_dict(orient="records"), start=1):
        for place, name in enumerate(names):
            value = record[name]
            if name in TEXT_COLUMNS:
                write_text(sheet, at, place, str(value))
            elif not math.isnan(value):
                decimals = decimals_of(name, record["level"], statistic, record["item"])
                sheet.write_number(at, place, value, None if full else styles[decimals])
    sheet.freeze_panes(1, names.index("group") + 1 if "group" in names else 1)
    sheet.autofilter(0, 0, len(frame), len(names) - 1)


def _number_styles(book: Any) -> Mapping[int, Any]:
    shapes = {0: "#,##0", 1: "0.0", 2: "0.00", 3: "0.000", 4: "0.0000"}
    return {decimals: book.add_format({"num_format": shape}) for decimals, shape in shapes.items()}


def _write_methods(book: Any, result: Estimates, lang: str, full: bool) -> None:
    sheet = book.add_worksheet(words(lang)["sheet_methods"])
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(_METHOD_WIDTHS):
        sheet.set_column(column, column, width)
    at = 0
    for text in remarks(result, lang=lang, full=full):
        write_text(sheet, at, 1, text, wrap)
        at += 1
    for name, text in method_lines(result.provenance, lang):
        write_text(sheet, at, 0, name, bold)
        write_text(sheet, at, 1, text, wrap)
        at += 1


def method_lines(made: Provenance, lang: str) -> list[tuple[str, str]]:
    """Every known part of a provenance as (name, text) in one language.

    Parameters
    ----------
    made : Provenance
    lang : str

    Returns
    -------
    list of (str, str)
        Empty parts are left out; warnings stand in the remarks.
    """
    names = words(lang)["provenance"]
    parts = {
        key: value for key, value in asdict(made).items() if key not in ("warnings", "definition")
    }
    return [
        (names[key], _known(key, value, lang) or _written(value, lang))
        for key, value in parts.items()
        if value not in ("", None, (), {}, [])
    ]


def _known(key: str, value: Any, lang: str) -> str:
    """Words for a term of the package, or for a row of them; empty for all else."""
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        return "; ".join(_known(key, each, lang) or each for each in value)
    return str(words(lang)["values"].get(f"{key}.{value}", "")) if isinstance(value, str) else ""


def _written(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return str(words(lang)["yes" if value else "no"])
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_written(each, lang)}" for key, each in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(_written(each, lang) for each in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if lang == "id" else ".")
    return str(value)
