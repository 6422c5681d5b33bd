"""Parquet: typed columns, taken as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.readers.missing_file import not_found
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import apply_source, choose_source
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.readers.table import RawTable, unique_titles
from berakhlak_stats.survey.texts import sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

SYNTHETIC_KEY = b"synthetic"


def read_parquet(
    path: Path,
    *,
    decimal: str | None = None,
    source: str | None = "plain",
    fits: Instrument | None = None,
    limits: ReadLimits | None = None,
) -> RawTable:
    """The columns of a Parquet file; rows are counted from 1, there is no header row.

    A column of lists of words is read like a delimited one. The metadata key ``synthetic``
    with the value ``true`` marks made-up data.
    """
    with _opened(path) as file:
        said = file.metadata
        packed = path.stat().st_size
        (limits or ReadLimits()).refuse_too_sparse(
            path.name, said.num_rows, said.num_columns, packed
        )
        table = file.read()
        # Text that is not UTF-8 would fail much later, far from its file.
        table.validate(full=True)
    if table.num_rows == 0:
        raise make_error("E102", place=path.name)
    claims = Claims(fits)
    titles = tuple(table.column_names)
    choice = choose_source(Top((titles,), "parquet"), source, claims, path.name)
    draft = Draft(
        source=path.name,
        header=(titles,),
        columns=[_plain(column) for column in table.columns],
        rows=np.arange(1, table.num_rows + 1, dtype=np.int64),
        claims=claims,
        understood=(sentence("format_other", kind="Parquet"),),
        decimal=decimal,
        synthetic=_synthetic(table.schema),
    )
    apply_source(choice, draft)
    return draft.table()


def parquet_batches(path: Path, rows: int) -> Iterator[RawTable]:
    """The same, ``rows`` at a time, with their true row numbers."""
    import pyarrow as pa

    first = 1
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=rows, use_threads=False):
            table = pa.Table.from_batches([batch], schema=file.schema_arrow)
            table.validate(full=True)
            yield _raw_table(table, path.name, first)
            first += batch.num_rows


def describe_parquet(path: Path) -> tuple[int, tuple[str, ...], bool]:
    """Rows, column titles and whether the file marks itself as synthetic; no row is read."""
    with _opened(path) as file:
        schema = file.schema_arrow
        return file.metadata.num_rows, tuple(schema.names), _synthetic(schema)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The open file; whatever pyarrow cannot make of it while it is open becomes E131."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            yield file
    except FileNotFoundError as error:
        raise not_found(path, error) from error
    except (pa.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        raise make_error("E131", place=path.name, kind="Parquet", reason=str(error)) from error


def _synthetic(schema: Any) -> bool:
    return bool((schema.metadata or {}).get(SYNTHETIC_KEY, b"").lower() == b"true")


def _raw_table(table: Any, source: str, first: int) -> RawTable:
    titles, problems = unique_titles(table.column_names, [True] * table.num_columns, source)
    columns = {
        str(title): _plain(column) for title, column in zip(titles, table.columns, strict=True)
    }
    return RawTable(
        source=source,
        columns=columns,
        rows=np.arange(first, first + table.num_rows, dtype=np.int64),
        rows_read=table.num_rows,
        understood=(sentence("format_other", kind="Parquet"),),
        problems=tuple(problems),
        synthetic=_synthetic(table.schema),
    )


def _plain(column: Any) -> Any:
    """One contiguous array of text, numbers, truth values, dates or a dictionary of those."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        column = pc.binary_join(column.cast(pa.list_(pa.string())), "|")
    elif pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        column = column.cast(pa.string())
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
