"""Write a survey as a canonical answer file that reads back to the same survey."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write
from berakhlak_stats.survey.mapping.row_keys import KEY_PREFIX
from berakhlak_stats.survey.readers.limits import MOST_ROWS
from berakhlak_stats.survey.readers.parquet_file import SYNTHETIC_KEY
from berakhlak_stats.survey.survey import MISSING_RATING, Survey, unpack_picks
from berakhlak_stats.survey.texts import guarded

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList

Shape = Literal["delimited", "numbered", "flags"]
_CHUNK_ROWS = 131_072
_SHEET = "answers"


def write_survey(
    survey: Survey, path: str | os.PathLike[str], *, shape: Shape = "delimited"
) -> Path:
    """Write the answers in the canonical form: ``respondent_id``, groups, weight, answers.

    Parameters
    ----------
    survey : Survey
        What to write. Direct identifiers are not in it any more; ``respondent_id`` holds the
        row keys, so that persons are found again in a file read back.
    path : path
        Ends in ``.csv``, ``.parquet`` or ``.xlsx``.
    shape : "delimited", "numbered" or "flags"
        How pick lists are laid out: ``current``, ``current_1 ...`` or ``current__WORD``.

    Returns
    -------
    pathlib.Path
        The file written. It appears whole or not at all.

    Raises
    ------
    OutputError
        E401 folder missing, E402 read-only, E411 unknown ending, E412 too many rows for a sheet.

    Notes
    -----
    Made-up data keep their mark: a column ``synthetic`` of ones, and in Parquet a metadata key
    too. Text that a spreadsheet would take for a formula gets a leading apostrophe, which the
    readers take off again.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> from berakhlak_stats.instrument import make_instrument
    >>> from berakhlak_stats.survey import read_survey
    >>> instrument = make_instrument(ratings={"A": ["A1", "A2"]})
    >>> survey = read_survey(pd.DataFrame({"A1": [5, 4], "A2": [3, 4]}), instrument=instrument)
    >>> file = write_survey(survey, pathlib.Path(tempfile.mkdtemp()) / "answers.csv")
    >>> bool((read_survey(file, instrument=instrument).keys == survey.keys).all())
    True
    """
    target = Path(path)
    write = _WRITERS.get(target.suffix.casefold())
    if write is None:
        known = ", ".join(_WRITERS)
        raise make_error("E411", place=target.name, given=target.suffix, choices=known)
    if shape not in _LAYOUTS:
        raise make_error("E701", name="shape", given=shape, choices=", ".join(_LAYOUTS))
    if write is _write_xlsx and survey.n >= MOST_ROWS:
        raise make_error("E412", place=target.name, rows=survey.n, limit=MOST_ROWS - 1)
    with atomic_write(target) as temporary:
        write(survey_table(survey, shape, guard=write is not _write_parquet), temporary)
    return target


def survey_table(survey: Survey, shape: Shape = "delimited", *, guard: bool = False) -> Any:
    """The canonical columns as a ``pyarrow.Table``; ``guard`` disarms would-be formulas."""
    import pyarrow as pa

    columns: dict[str, Any] = {"respondent_id": _key_texts(survey.keys)}
    for name, column in survey.columns.items():
        if name not in survey.raw_numbers:
            columns[name] = _label_array(column.codes, column.labels, guard)
    for name, values in survey.raw_numbers.items():
        columns[name] = _number_array(values)
    weight_name = survey.design.weights or "weight"
    if survey.weights is not None and weight_name not in columns:
        columns[weight_name] = _number_array(survey.weights)
    if survey.log.synthetic:
        columns["synthetic"] = pa.array(np.ones(survey.n, dtype=np.int8))
    for block in survey.instrument.pick_lists:
        columns |= _LAYOUTS[shape](block, survey.picks[block.id])
    for place, item in enumerate(survey.instrument.ratings):
        ratings = survey.ratings[:, place]
        columns[item.id] = pa.array(ratings, mask=ratings == MISSING_RATING)
    for place, number in enumerate(survey.instrument.numbers):
        columns[number.id] = _number_array(survey.numbers[:, place])
    # Titles come from data just as labels do.
    named = {guarded(name) if guard else name: column for name, column in columns.items()}
    table = pa.table(named)
    if survey.log.synthetic:
        table = table.replace_schema_metadata({SYNTHETIC_KEY: b"true"})
    return table


def _key_texts(keys: NDArray[np.uint64]) -> Any:
    import pyarrow as pa

    return pa.array([f"{KEY_PREFIX}{key:016x}" for key in keys.tolist()], type=pa.string())


def _label_array(codes: NDArray[np.int32], labels: Sequence[str], guard: bool) -> Any:
    import pyarrow as pa

    shown = [guarded(label) for label in labels] if guard else list(labels)
    indices = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(shown, type=pa.string())).cast(
        pa.string()
    )


def _number_array(values: NDArray[np.float64]) -> Any:
    """Whole numbers as integers, so that a code stays ``12`` and does not become ``12.0``."""
    import pyarrow as pa

    missing = ~np.isfinite(values)
    whole = np.where(missing, 0.0, values)
    if (np.trunc(whole) == whole).all() and (np.abs(whole) < 2**53).all():
        return pa.array(whole.astype(np.int64), mask=missing)
    return pa.array(values, mask=missing)


def _delimited(block: PickList, bits: NDArray[np.uint64]) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array(block.words, type=pa.string())
    parts = []
    for start in range(0, max(len(bits), 1), _CHUNK_ROWS):
        rows, places = np.nonzero(unpack_picks(bits[start : start + _CHUNK_ROWS], len(block.words)))
        count = len(bits[start : start + _CHUNK_ROWS])
        offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])
        lists = pa.ListArray.from_arrays(
            pa.array(offsets, type=pa.int32()), words.take(pa.array(places))
        )
        joined = pc.binary_join(lists, "|")
        parts.append(pc.if_else(pc.equal(joined, ""), None, joined))
    return {block.id: pa.chunked_array(parts, type=pa.string())}


def _numbered(block: PickList, bits: NDArray[np.uint64]) -> dict[str, Any]:
    matrix = unpack_picks(bits, len(block.words))
    rows, places = np.nonzero(matrix)
    width = max(block.k, int(matrix.sum(axis=1).max(initial=0)))
    order = np.arange(len(rows)) - np.searchsorted(rows, rows)
    codes = np.full((len(bits), width), -1, dtype=np.int32)
    codes[rows, order] = places
    return {
        f"{block.id}_{place + 1}": _label_array(codes[:, place].copy(), block.words, False)
        for place in range(width)
    }


def _flags(block: PickList, bits: NDArray[np.uint64]) -> dict[str, Any]:
    """A person who left the list empty gets empty cells, not zeros."""
    import pyarrow as pa

    matrix = unpack_picks(bits, len(block.words))
    empty = ~matrix.any(axis=1)
    return {
        f"{block.id}__{word}": pa.array(matrix[:, place].copy(), mask=empty)
        for place, word in enumerate(block.words)
    }


def _write_csv(table: Any, path: Path) -> None:
    from pyarrow import csv

    csv.write_csv(table, str(path), csv.WriteOptions(quoting_style="needed"))


def _write_parquet(table: Any, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, str(path), compression="zstd")


def _write_xlsx(table: Any, path: Path) -> None:
    """Text is stored as text: nothing in it can become a formula or a link."""
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(_SHEET)
        sheet.write_row(0, 0, table.column_names)
        sheet.freeze_panes(1, 1)
        row_at = 1
        for batch in table.to_batches(max_chunksize=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(row_at, place, cell)
                row_at += 1


_LAYOUTS: dict[str, Callable[[PickList, NDArray[np.uint64]], dict[str, Any]]] = {
    "delimited": _delimited,
    "numbered": _numbered,
    "flags": _flags,
}
_WRITERS: dict[str, Callable[[Any, Path], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
