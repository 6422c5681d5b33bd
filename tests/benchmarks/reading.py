"""Reading a whole civil service: CPU seconds and peak memory of a CSV and of a workbook.

By hand: ``python -m tests.benchmarks.reading``. The CSV has 936,476 rows of 110 columns
(respondent, eight groups, three lists of ten words written out, 71 rated items); the workbook has
100,000 rows of the same questions without the rated items. Reading includes every check, and the
six indices follow it. Each job runs in a process of its own; the files are made up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from berakhlak_stats import indices
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.instrument.model import Instrument, RatingItem, Text
from berakhlak_stats.survey import read_survey
from tests.benchmarks.process import peak

ROWS = 936_476
SHEET_ROWS = 100_000
RATED = 71
GROUPS = {"agency": 539, "unit": 40, "grade": 17, "sex": 2, "age": 6, "tenure": 7, "education": 6,
          "province": 38}  # fmt: skip
_BLOCK = 100_000


def instrument() -> Instrument:
    """The words of 2022 together with 71 rated items."""
    base, rated = load_instrument("berakhlak-2022"), load_instrument("berakhlak-rating")
    items = tuple(RatingItem(f"P{place}", Text(f"P{place}", f"P{place}")) for place in range(RATED))
    return replace(base, scale=rated.scale, ratings=items)


def block(rng: np.random.Generator, first: int, rows: int, rated: int) -> Any:
    """Answers of some respondents as an Arrow table of text."""
    import pyarrow as pa

    def coded(codes: Any, labels: list[str]) -> Any:
        return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(labels)).cast(pa.string())

    base = load_instrument("berakhlak-2022")
    labels = [word.label.id for word in base.words]
    columns = {"respondent_id": pa.array([f"R{first + row:07d}" for row in range(rows)])}
    for name, count in GROUPS.items():
        codes = rng.integers(count, size=rows)
        columns[name] = coded(codes, [f"{name} {place:03d}" for place in range(count)])
    for picks in base.pick_lists:
        order = np.argsort(rng.random((rows, len(labels))), axis=1)[:, : picks.k]
        for place in range(picks.k):
            columns[f"{picks.id}_{place + 1}"] = coded(order[:, place].copy(), labels)
    for place in range(rated):
        columns[f"P{place}"] = coded(rng.integers(5, size=rows), ["1", "2", "3", "4", "5"])
    return pa.table(columns)


def make_csv(path: Path, rows: int) -> None:
    """A comma-separated file, block by block."""
    from pyarrow import csv

    rng = np.random.default_rng(2022)
    first = block(rng, 0, 1, RATED)
    with csv.CSVWriter(str(path), first.schema) as writer:
        for start in range(0, rows, _BLOCK):
            writer.write_table(block(rng, start, min(_BLOCK, rows - start), RATED))


def make_workbook(path: Path, rows: int) -> None:
    """One sheet of text."""
    import xlsxwriter  # type: ignore[import-untyped]

    table = block(np.random.default_rng(2022), 0, rows, 0)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("answers")
        sheet.write_row(0, 0, table.column_names)
        for place, row in enumerate(zip(*(each.to_pylist() for each in table), strict=True)):
            sheet.write_row(place + 1, 0, row)


def job(path: Path) -> None:
    """Read one file and compute its indices."""
    known = instrument() if path.suffix == ".csv" else load_instrument("berakhlak-2022")
    start = time.process_time()
    survey = read_survey(path, instrument=known)
    read = time.process_time() - start
    indices.culture_health(survey)
    spent = time.process_time() - start
    size = path.stat().st_size // 1024**2
    print(f"{path.suffix} {survey.n:>9,} rows, {size} MB: read {read:.1f} s, read and indexed "
          f"{spent:.1f} s of CPU, peak {peak()} MB")  # fmt: skip


def main() -> None:
    """Measure every file in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--sheet-rows", type=int, default=SHEET_ROWS)
    parser.add_argument("--job", type=Path)
    args = parser.parse_args()
    if args.job:
        job(args.job)
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, make, rows in (
            ("answers.csv", make_csv, args.rows),
            ("answers.xlsx", make_workbook, args.sheet_rows),
        ):
            path = Path(folder) / name
            make(path, rows)
            command = [sys.executable, "-m", "tests.benchmarks.reading", "--job", str(path)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
