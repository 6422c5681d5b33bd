"""The raw table of anything that can be read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.checks.report import make_problem
from berakhlak_stats.survey.column_map.model import ColumnMap
from berakhlak_stats.survey.readers.filetype import FileType, file_type
from berakhlak_stats.survey.readers.limits import MOST_ROWS, ReadLimits
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import file_name

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument


@dataclass(frozen=True)
class How:
    """What the caller says about the file itself."""

    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    limits: ReadLimits | None = None
    source: str | None = None
    mapping: ColumnMap | None = None
    quarantine: Path | None = None


def raw_table(
    file: Any,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
) -> RawTable:
    """The raw table of anything that can be read; ``source`` None recognises survey tools."""
    return open_table(file, How(encoding, separator, decimal, sheet, source=source), fits)


def open_table(file: Any, how: How, fits: Instrument | None) -> RawTable:
    """The raw table of a file, told by its content, or of a DataFrame."""
    if _is_frame(file):
        from berakhlak_stats.survey.readers.frame import read_frame

        return read_frame(file, decimal=how.decimal, source=how.source, fits=fits)
    if not isinstance(file, (str, os.PathLike)):
        raise FileError("E135", given=type(file).__name__)
    path = Path(file)
    limits = how.limits or ReadLimits()
    kind = file_type(path, limits)
    table = _by_kind(path, kind, how, fits, limits)
    notes = []
    if kind.misnamed:
        notes.append(
            make_problem("warning", "E130", source=path.name, suffix=path.suffix, kind=kind.name)
        )
    if table.rows_read == MOST_ROWS - 1 and not any(each.code == "E123" for each in table.problems):
        notes.append(make_problem("warning", "E123", source=path.name, full=MOST_ROWS))
    if kind.macros:
        notes.append(make_problem("warning", "E122", source=path.name))
    return table.with_problems(*notes)


def _by_kind(
    path: Path, kind: FileType, how: How, fits: Instrument | None, limits: ReadLimits
) -> RawTable:
    options: dict[str, Any] = {"decimal": how.decimal, "source": how.source, "fits": fits}
    if kind.kind == "csv":
        from berakhlak_stats.survey.readers.csv_file import read_csv

        return read_csv(
            path,
            encoding=how.encoding,
            separator=how.separator,
            set_apart=how.quarantine is not None,
            **options,
        )
    if kind.kind == "parquet":
        from berakhlak_stats.survey.readers.parquet_file import read_parquet

        return read_parquet(path, limits=limits, **options)
    if kind.kind == "sav":
        from berakhlak_stats.survey.readers.sav_file import read_sav

        return read_sav(path, limits=limits, **options)
    from berakhlak_stats.survey.readers.legacy import try_out
    from berakhlak_stats.survey.readers.xlsx_file import read_workbook

    if kind.kind == "xls":
        try_out(path)
    return read_workbook(
        path, kind.name, sheet=how.sheet, sheets=kind.sheets, misnamed=kind.misnamed, **options
    )


def _is_frame(source: Any) -> bool:
    """Whether this is a DataFrame, without importing pandas to find out."""
    return hasattr(source, "iloc") and hasattr(source, "columns")


def source_name(source: Any) -> str:
    """The file name without its folder."""
    if _is_frame(source):
        return "DataFrame"
    is_path = isinstance(source, (str, os.PathLike))
    return file_name(Path(source)) if is_path else type(source).__name__
