"""The shape this package writes itself: as Parquet, and in the dialects of CSV that offices use."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from berakhlak_stats.simulate.exports.export import Answers, Export
from berakhlak_stats.survey.sheets import Sheet
from berakhlak_stats.survey.writers import survey_table


def _sheet(
    answers: Answers, encoding: str = "utf-8", separator: str = ",", line_end: str = "\n"
) -> Sheet:
    table = survey_table(answers.survey, guard=True)
    columns = [column.to_pylist() for column in table.columns]
    rows = [table.column_names, *(list(row) for row in zip(*columns, strict=True))]
    return Sheet(rows, (), encoding, separator, line_end)


def _parquet(answers: Answers, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(survey_table(answers.survey), str(path))


def _csv(name: str, *dialect: str) -> Export:
    encoding, separator, line_end = dialect
    made = partial(_sheet, encoding=encoding, separator=separator, line_end=line_end)
    return Export(name, made, endings=(".csv",))


EXPORTS = (
    Export("plain", _sheet),
    _csv("plain-excel-id", "utf-8-sig", ";", "\r\n"),
    _csv("plain-utf16-tabs", "utf-16", "\t", "\r\n"),
    _csv("plain-cp1252", "cp1252", ";", "\r\n"),
    _csv("plain-old-mac", "utf-8", ",", "\r"),
    Export("plain-parquet", write=_parquet, endings=(".parquet",)),
)
