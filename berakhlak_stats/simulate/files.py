"""Write a survey in the canonical shape, byte for byte the same on every run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from berakhlak_stats.files import atomic_write
from berakhlak_stats.survey.survey import MISSING_RATING, Survey, unpack_picks

Rows = list[list[str]]
# In the "synthetic" column of every file, so that no copy of it can pass for real answers.
SYNTHETIC = "true"


def table(survey: Survey) -> tuple[list[str], Rows]:
    """Header and rows: id, mark, columns, pick lists as word ids joined by ``|``, ratings."""
    n = survey.n
    digits = len(str(n))
    columns: dict[str, list[str]] = {
        "respondent_id": [f"S{i:0{digits}d}" for i in range(1, n + 1)],
        "synthetic": [SYNTHETIC] * n,
    }
    for name, column in survey.columns.items():
        columns[name] = [column.labels[code] if code >= 0 else "" for code in column.codes]
    for name, bits in survey.picks.items():
        words = survey.instrument.list_index[name].words
        columns[name] = [
            "|".join(words[j] for j in row.nonzero()[0]) for row in unpack_picks(bits, len(words))
        ]
    if survey.ratings.size:
        for item in survey.instrument.ratings:
            given = survey.rating(item.id)
            columns[item.id] = ["" if x == MISSING_RATING else str(x) for x in given]
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return list(columns), rows


def csv_bytes(header: list[str], rows: Rows) -> bytes:
    """UTF-8, comma, line feed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def write_csv(path: Path, header: list[str], rows: Rows) -> None:
    """The same in a file, whole or not at all."""
    with atomic_write(path) as temporary:
        temporary.write_bytes(csv_bytes(header, rows))


def write_table(path: Path, header: list[str], rows: Rows) -> None:
    """CSV or Parquet by the name of the file.

    All columns of a Parquet file are text, as in a CSV.
    """
    if path.suffix == ".csv":
        write_csv(path, header, rows)
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    by_column = zip(header, zip(*rows, strict=True), strict=True)
    arrow = pa.table({name: pa.array(list(values), pa.string()) for name, values in by_column})
    with atomic_write(path) as temporary:
        pq.write_table(arrow, temporary, compression="zstd", compression_level=19)
