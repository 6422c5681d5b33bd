"""What a mapping made of answers that are no labels of the instrument, told word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.survey.checks.identifiers import masked
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.column_map.guess import separator_of
from berakhlak_stats.survey.column_map.model import ColumnMap, MappedColumn
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import answer_key, clean, shortened

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_NAMED, _LONGEST = 12, 60


def tell_translations(table: RawTable, mapping: ColumnMap, instrument: Instrument) -> list[Problem]:
    """Which answers the mapping translated, and how often, one entry per column (E196)."""
    told = []
    for column in mapping.columns:
        if not column.labels:
            continue
        counts = _occurrences(table.columns[column.title], column, instrument)
        found = [(text, to, counts.get(answer_key(text), 0)) for text, to in column.labels.items()]
        found = [each for each in found if each[2]]
        if found:
            said = ", ".join(
                f'"{shortened(masked(text), _LONGEST)}" → {to} ({n})'
                for text, to, n in found[:_NAMED]
            )
            more = f", … (+{len(found) - _NAMED})" if len(found) > _NAMED else ""
            told.append(
                make_problem(
                    "fixed",
                    "E196",
                    source=table.source,
                    column=column.title,
                    count=sum(n for _, _, n in found),
                    name=mapping.source,
                    cells=said + more,
                )
            )
    return told


def _occurrences(array: Any, column: MappedColumn, instrument: Instrument) -> dict[str, int]:
    """How often each answer stands in a column, by its key; of whole lists, each pick."""
    cells = factorise(array)
    sizes = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.texts)).tolist()
    sign = ""
    if column.kind == "list" and not (column.word or column.place):
        block = instrument.list_index[column.target]
        sign = column.separator or separator_of(array, block, instrument)
    counts: dict[str, int] = {}
    for text, size in zip(cells.texts, sizes, strict=True):
        for piece in text.split(sign) if sign else [text]:
            key = answer_key(clean(piece))
            counts[key] = counts.get(key, 0) + size
    return counts
