"""Columns that depend on a respondent only through a small code.

People who answered alike add the same to every sum. Where there are few ways to answer, the
pass counts people by the way they answered and multiplies: fast, and exact in the counts
whatever the order of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.intp] | slice


@dataclass(frozen=True, eq=False)
class Ways:
    """In which of ``size`` ways each respondent answered: ``codes`` (n,) below ``size``.

    Several sets of columns may stand by the same ways; what is counted once is kept.
    """

    codes: NDArray[Any]
    size: int

    @cached_property
    def people(self) -> NDArray[np.intp]:
        """How many answered in each way (size,)."""
        return np.bincount(self.codes, minlength=self.size)

    @cached_property
    def _taken(self) -> dict[str, tuple[NDArray[np.intp], Ways]]:
        return {}

    def take(self, rows: Rows) -> Ways:
        """The ways of some respondents."""
        if isinstance(rows, slice):
            whole = rows.indices(len(self.codes)) == (0, len(self.codes), 1)
            return self if whole else Ways(self.codes[rows], self.size)
        if "last" not in self._taken or self._taken["last"][0] is not rows:
            self._taken["last"] = rows, Ways(self.codes[rows], self.size)
        return self._taken["last"][1]


@dataclass(frozen=True)
class Coded:
    """Columns (n, a) whose rows stand in a table ``values`` (ways, a), a row per way."""

    ways: Ways
    values: NDArray[Any]

    def __len__(self) -> int:
        return len(self.ways.codes)


Piece: TypeAlias = NDArray[Any] | Coded
Block: TypeAlias = Piece | tuple[Piece, ...]
"""Columns (n, a), or several sets of columns side by side."""


def pieces(block: Block) -> tuple[Piece, ...]:
    """The sets of columns that stand side by side in ``block``."""
    return block if isinstance(block, tuple) else (block,)


def width(piece: Piece) -> int:
    """How many columns there are."""
    return int((piece.values if isinstance(piece, Coded) else piece).shape[1])


def take(piece: Piece, rows: Rows) -> Piece:
    """The same columns of some rows."""
    if isinstance(piece, Coded):
        return Coded(piece.ways.take(rows), piece.values)
    if isinstance(rows, slice) or not piece.flags.f_contiguous:
        return piece[rows]
    # Column by column where columns stand together: jumping between them is slow.
    return np.take(piece.T, rows, axis=1).T


def written_out(block: Block) -> NDArray[Any]:
    """The columns (n, a) themselves, a row per respondent."""
    whole = [
        np.take(each.values, each.ways.codes, axis=0) if isinstance(each, Coded) else each
        for each in pieces(block)
    ]
    return whole[0] if len(whole) == 1 else np.concatenate(whole, axis=1)


def side_by_side(blocks: Sequence[Block]) -> Block:
    """All columns in one block; those of the same codes become one set."""
    parts = [piece for block in blocks for piece in pieces(block)]
    out: list[Piece] = parts[:1]
    for piece in parts[1:]:
        last = out[-1]
        if isinstance(last, Coded) and isinstance(piece, Coded) and _alike(last, piece):
            out[-1] = Coded(last.ways, np.concatenate([last.values, piece.values], axis=1))
        else:
            out.append(piece)
    return out[0] if len(out) == 1 else tuple(out)


def _alike(a: Coded, b: Coded) -> bool:
    if a.ways is b.ways:
        return True
    return a.ways.size == b.ways.size and np.array_equal(a.ways.codes, b.ways.codes)


def choose(block: Block, columns: Sequence[int] | NDArray[np.intp]) -> Block:
    """The columns at ``columns``, in that order."""
    if isinstance(block, Coded):
        return Coded(block.ways, block.values[:, columns])
    if isinstance(block, tuple):
        return _choose(block, [int(each) for each in columns])
    return block[:, columns]


def _choose(block: tuple[Piece, ...], columns: list[int]) -> Block:
    ends = np.cumsum([width(each) for each in block])
    home = np.searchsorted(ends, columns, side="right")
    starts = [0, *np.flatnonzero(np.diff(home)) + 1, len(columns)]
    runs = [slice(a, b) for a, b in pairwise(starts)]
    found = []
    for run in (run for run in runs if run.start < run.stop):
        piece = block[home[run.start]]
        first = int(ends[home[run.start]]) - width(piece)
        found.append(choose(piece, [column - first for column in columns[run]]))
    return side_by_side(found)


def is_exact(block: Block) -> bool:
    """Whether unweighted sums come out the same in every order of the rows."""
    return all(isinstance(each, Coded) or each.dtype.kind in "bui" for each in pieces(block))
