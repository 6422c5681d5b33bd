"""The block in which officials sign below a table: place and date, office, name, NIP."""

from __future__ import annotations

import re
from collections.abc import Sequence

from berakhlak_stats.survey.texts import name_key, vocabulary_set

_MOST_TEXTS = 3
_PLACE_AND_DATE = re.compile(r"^[^\W\d][^\d,]{1,40},[^,]{0,40}\d{4}\.?$")
_NUMBER_ONLY = re.compile(r"^[\d.,\s/-]+$")


def signature_start(rows: Sequence[Sequence[str]]) -> int:
    """Where the block begins among the last rows of a table; their number where there is none.

    Examples
    --------
    >>> block = [["", "Kuala Kapuas, 4 Maret 2024"], ["", "Kepala Bagian"], ["", "NIP. 1970"]]
    >>> signature_start([["A", "5", "4", "3"], *([*row, "", ""] for row in block)])
    1
    """
    start = len(rows)
    while start > 0 and _is_sparse(rows[start - 1]):
        start -= 1
    sparse = range(start, len(rows))
    if not any(_is_sure(cell) for place in sparse for cell in rows[place]):
        return len(rows)
    return next(place for place in sparse if _may_begin(rows[place]))


def _is_sparse(row: Sequence[str]) -> bool:
    """Whether a row holds a few texts only; merged cells repeat theirs."""
    texts = {cell for cell in row if cell}
    return len(texts) <= min(_MOST_TEXTS, len(row) - 1)


def _may_begin(row: Sequence[str]) -> bool:
    texts = [cell for cell in row if cell]
    if not texts or any(_NUMBER_ONLY.match(cell) for cell in texts):
        return False
    return any(_is_sure(cell) or _first_word(cell) in vocabulary_set("signs") for cell in texts)


def _is_sure(cell: str) -> bool:
    if _first_word(cell) in vocabulary_set("signed"):
        return True
    dated = bool(set(name_key(cell).split("_")) & vocabulary_set("months"))
    return dated and bool(_PLACE_AND_DATE.match(cell))


def _first_word(cell: str) -> str:
    return name_key(cell.replace(".", " ").strip()).split("_", 1)[0]
