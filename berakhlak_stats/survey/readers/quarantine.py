"""Rows at fault set apart on request, in a file that says of each what is wrong with it."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import Message, make_error, message
from berakhlak_stats.files import atomic_write, check_target
from berakhlak_stats.survey.checks.identifiers import masked, matches_by_kind
from berakhlak_stats.survey.checks.picks import HIDDEN
from berakhlak_stats.survey.checks.report import Problem, ValidationReport, ordered, quote_cells
from berakhlak_stats.survey.mapping.assemble import assemble, report_of
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.readers.table import RaggedRow, RawTable
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.survey.texts import guarded, name_key, sentence, shortened, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.column_map.model import ColumnMap

RAGGED = "E109"
_EMPTIED = ("E154", "E235")
"""Warnings for which single cells are emptied although their row is kept."""
_LEFT_OUT = ("ignore", "identifier")
_HEAD = (
    *("row", "code", "column", "set_apart"),
    *("alasan", "perbaikan", "reason", "fix", "cells_as_read"),
)
_LONGEST_CELL = 2_000


def quarantine_path(given: Any, file: Any) -> Path | None:
    """Where the rows go; a place that cannot be written is refused before any work."""
    if given is None:
        return None
    path = Path(given)
    check_target(path)
    if isinstance(file, (str, os.PathLike)) and path.exists() and path.samefile(file):
        raise make_error("E406", place=path.name, name=path.name)
    return path


def assemble_apart(
    table: RawTable, instrument: Instrument, path: Path, **mapped: Any
) -> tuple[Survey, ValidationReport]:
    """Assemble a table without the rows at fault, which are written to ``path``.

    Faults of the whole file stay errors. So do all of them where no row is without fault.
    """
    survey, report = assemble(table, instrument, **mapped)
    dropped = set(survey.log.dropped)
    if mapped["mapping"] is not None:
        # What a mapping leaves out may name anybody.
        listed = {each.title for each in mapped["mapping"].columns if each.kind not in _LEFT_OUT}
        dropped |= set(table.columns) - listed
    if mapped["treatment"].key is not None:
        dropped |= _numbering(table, mapped["mapping"])
    emptied = [each for each in report.problems if each.code in _EMPTIED]
    apart: list[Problem] = []
    rest = table
    while found := [each for each in report.errors if each.every]:
        gone = {row for each in found for row in each.every}
        apart += found
        kept = _without(rest, gone)
        if kept.n == 0:
            break
        rest = kept
        survey, report = assemble(rest, instrument, **mapped)
    ragged = [each for each in table.problems if each.code == RAGGED]
    _write(path, table, [*ragged, *apart], emptied, dropped)
    if report.errors and any(each.every for each in report.errors):
        return survey, report
    told = [replace(each, severity="warning") for each in apart]
    count = rest.outside.get("quarantined", 0)
    log = replace(
        survey.log,
        problems=ordered((*survey.log.problems, *told)),
        understood=(*survey.log.understood, sentence("quarantined", n=count, name=path.name)),
    )
    survey = replace(survey, log=log)
    return survey, report_of(survey)


def _numbering(table: RawTable, mapping: ColumnMap | None) -> set[str]:
    """Columns of respondent numbers, which pseudonyms stand for."""
    named = (
        {each.title for each in mapping.columns if each.kind == "respondent_id"}
        if mapping
        else set()
    )
    known = vocabulary_set("respondent_id")
    return named | {
        title for title in table.columns if title == table.respondent_id or name_key(title) in known
    }


def _without(table: RawTable, gone: Collection[int]) -> RawTable:
    """The table without some rows, which are counted as set apart."""
    import pyarrow as pa

    keep = ~np.isin(table.rows, list(gone))
    mask = pa.array(keep)
    before = table.outside.get("quarantined", 0)
    return replace(
        table,
        columns={title: column.filter(mask) for title, column in table.columns.items()},
        rows=table.rows[keep],
        outside={**table.outside, "quarantined": before + int((~keep).sum())},
    )


def _write(
    path: Path,
    table: RawTable,
    apart: Sequence[Problem],
    emptied: Sequence[Problem],
    dropped: Collection[str],
) -> None:
    """One line per row and fault, in the order of the file.

    A row of another width than the header cannot be laid under the titles: which of its cells
    is the one too many is not known. It stands cell after cell in a column of its own.
    """
    shown = [title for title in table.columns if title not in dropped]
    lines = sorted(
        (
            (row, place, quotes, each, place >= len(emptied))
            for place, each in enumerate((*emptied, *apart))
            for row, quotes in _by_row(each).items()
        ),
        key=lambda line: line[:2],
    )
    cells = _cells(table, shown, {row for row, *_ in lines})
    ragged = {each.row: _as_read(each, table, shown) for each in table.ragged}
    with (
        atomic_write(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as handle,
    ):
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([*_HEAD, *(guarded(title) for title in shown)])
        for row, _, quotes, problem, gone in lines:
            texts = cells.get(row, {})
            said = _reason(problem, row, quotes, table.source)
            about = [row, problem.code, guarded(problem.column or ""), "yes" if gone else "no"]
            told = [said.id, said.fix_id, said.en, said.fix_en, ragged.get(row, "")]
            values = [texts.get(title, "") for title in shown]
            writer.writerow([*about, *map(guarded, told), *map(guarded, values)])


def _cells(
    table: RawTable, titles: Sequence[str], rows: Collection[int]
) -> Mapping[int, Mapping[str, str]]:
    """What stands in these rows; cells that look like an identifier are left out."""
    import pyarrow as pa

    positions = np.flatnonzero(np.isin(table.rows, list(rows)))
    found: dict[int, dict[str, str]] = {int(table.rows[each]): {} for each in positions}
    for title in titles:
        column = factorise(table.columns[title].take(pa.array(positions)), keep_marks=True)
        hidden = {
            text
            for mask in matches_by_kind(column).values()
            for text, named in zip(column.texts, mask.tolist(), strict=True)
            if named
        }
        for place, code in zip(positions.tolist(), column.codes.tolist(), strict=True):
            text = column.texts[code] if code >= 0 else ""
            shown = "" if text in hidden else shortened(text, _LONGEST_CELL)
            found[int(table.rows[place])][title] = shown
    return found


def _as_read(row: RaggedRow, table: RawTable, titles: Sequence[str]) -> str:
    """The cells of a ragged row, quoted; those that may belong to a column left out are hidden."""
    out = set(range(row.width)) - {table.places[title] for title in titles}
    surplus = len(row.cells) - row.width
    reach = range(min(surplus, 0), max(surplus, 0) + 1)
    hidden = {place + shift for place in out for shift in reach}
    shown = [
        HIDDEN if place in hidden and text else shortened(masked(text), _LONGEST_CELL)
        for place, text in enumerate(row.cells)
    ]
    handle = StringIO(newline="")
    csv.writer(handle, delimiter=table.separator or ",", lineterminator="").writerow(shown)
    return handle.getvalue()


def _by_row(problem: Problem) -> dict[int, tuple[str, ...]]:
    """What a problem quotes of each row."""
    found: dict[int, tuple[str, ...]] = {row: () for row in problem.every}
    if len(problem.texts) == len(problem.every):
        for row, text in zip(problem.every, problem.texts, strict=True):
            found[row] = (*found[row], text)
    return found


def _reason(problem: Problem, row: int, quotes: Sequence[str], source: str) -> Message:
    """What is wrong with this one row: the message of the problem, without the other rows."""
    named = f", {problem.column!r}" if problem.column else ""
    cells = quote_cells([row] * len(quotes), quotes) if quotes else str(row)
    values = {**problem.message.values, "count": max(len(quotes), 1), "cells": cells}
    return message(problem.code, place=f"{source}:{row}{named}", **values)
