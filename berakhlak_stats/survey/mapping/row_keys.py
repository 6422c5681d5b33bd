"""The key of every row: from who answered where the file says so, else from what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.mapping.cells import Cells
from berakhlak_stats.survey.survey import make_keys

KEY_PREFIX = "k"
_KEY_LENGTH = 17


@dataclass(frozen=True)
class RowKeys:
    """Keys from one column.

    Attributes
    ----------
    column : str
        Its title.
    codes : int32 array, shape (n,)
        Index into ``keys``; -1 is a row without.
    keys : uint64 array
    pseudonyms : bool
        Whether a secret key made them.
    """

    column: str
    codes: NDArray[np.int32]
    keys: NDArray[np.uint64]
    pseudonyms: bool = False


def number_keys(column: str, cells: Cells) -> RowKeys:
    """Keys from respondent numbers; keys that this package wrote itself stay as they are."""
    if keys_already(cells):
        own = np.array([int(text[1:], 16) for text in cells.texts], dtype=np.uint64)
    else:
        own = make_keys((), len(cells.texts), cells.texts)
    return RowKeys(column, cells.codes, own)


def row_keys(content: Sequence[NDArray[Any]], n: int, ids: RowKeys | None) -> NDArray[np.uint64]:
    """The keys of all rows; from the content for rows without an identifier."""
    if ids is None:
        return make_keys(list(content), n)
    known = ids.codes >= 0
    keys = np.zeros(n, dtype=np.uint64) if known.all() else make_keys(list(content), n)
    keys[known] = ids.keys[ids.codes[known]]
    return keys


def keys_already(cells: Cells) -> bool:
    """Whether all respondent numbers are keys that this package wrote itself."""
    return all(_is_key(text) for text in cells.texts)


def _is_key(text: str) -> bool:
    digits = text[1:]
    return (
        len(text) == _KEY_LENGTH
        and text[0] == KEY_PREFIX
        and all(each in "0123456789abcdef" for each in digits)
    )
