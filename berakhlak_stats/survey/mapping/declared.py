"""Codes such as 97, 98 and 99 that the caller declares to mean "no answer"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from berakhlak_stats.survey.checks.report import make_problem
from berakhlak_stats.survey.mapping.cells import cell_text, factorise
from berakhlak_stats.survey.mapping.plan import Plan
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import answer_key

Code = str | float
_WHOLE = re.compile(r"(?<=\d)[.,]0+$")


def without_declared(table: RawTable, plan: Plan, codes: Sequence[Code]) -> RawTable:
    """The table with these codes emptied in rated and numeric items, counted by column (E206).

    Groups and weights are left alone: there 99 may well be a name.
    """
    keys = {code_key(code) for code in codes}
    if not keys:
        return table
    columns, problems = dict(table.columns), []
    for title in (*plan.ratings.values(), *plan.numbers.values()):
        columns[title], count = emptied(columns[title], keys)
        if count:
            problems.append(
                make_problem("fixed", "E206", source=table.source, column=title, count=count)
            )
    return replace(table, columns=columns).with_problems(*problems)


def code_key(code: object) -> str:
    """A code in comparison form; 99 and 99.0 are one."""
    return _WHOLE.sub("", answer_key(cell_text(code)))


def emptied(column: Any, keys: set[str]) -> tuple[Any, int]:
    """The column without the cells that hold one of these codes, and how many those were."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = factorise(column, keep_marks=True)
    declared = np.array([code_key(text) in keys for text in cells.texts], dtype=bool)
    if not declared.any():
        return column, 0
    gone = cells.lookup(declared, False)
    plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return pc.if_else(pa.array(gone), None, plain), int(gone.sum())
