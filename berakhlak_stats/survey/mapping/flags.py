"""Pick lists with one 0/1 column per word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.mapping.bad_cells import BadCells
from berakhlak_stats.survey.mapping.cells import Cells, factorise, judge
from berakhlak_stats.survey.mapping.picks import Note, PickAnswers
from berakhlak_stats.survey.survey import pack_picks
from berakhlak_stats.survey.texts import answer_key, name_key, vocabulary_set


def read_flags(
    names: Sequence[str],
    columns: Sequence[Any],
    positions: Sequence[int],
    width: int,
    note: Note,
) -> PickAnswers:
    """One 0/1 column per word; ``positions`` are the places of the words in the list."""
    n = len(columns[0])
    matrix = np.zeros((n, width), dtype=bool)
    bad_rows: list[NDArray[np.intp]] = []
    bad_texts: list[str] = []
    bad_columns: list[str] = []
    for name, column, position in zip(names, columns, positions, strict=True):
        cells = factorise(column)
        note(cells)
        chosen, unclear = _flag_values(cells, name)
        matrix[:, position] |= cells.lookup(chosen, False)
        found = cells.where(unclear)
        bad_rows.append(found)
        bad_texts += cells.at(found)
        bad_columns += [name] * len(found)
    counts = matrix.sum(axis=1, dtype=np.int64)
    total = int(counts.sum())
    # Two columns of one word are one pick.
    written = total + len(bad_texts)
    bad = BadCells(np.concatenate(bad_rows), tuple(bad_texts), tuple(bad_columns))
    return PickAnswers(
        pack_picks(matrix), counts, written, total, "flags", tuple(names), form="ids", bad_flags=bad
    )


def _flag_values(cells: Cells, name: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which texts mean "picked", and which mean nothing known."""
    yes, no = vocabulary_set("yes"), vocabulary_set("no")
    # Some exports repeat the option itself in its own column.
    own = name_key(name)
    repeats = [len(text) > 1 and own.endswith(name_key(text) or text) for text in cells.texts]
    keys = judge(cells, answer_key)
    chosen = np.array([key in yes for key in keys], bool) | np.array(repeats, bool)
    return chosen, np.array([key not in no for key in keys], bool) & ~chosen
