"""Columns of cells as codes into their distinct texts, so that each text is judged once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.texts import clean, vocabulary_set

T = TypeVar("T")
# Whole numbers up to here are exact as floats.
_EXACT = 2**53


@dataclass(frozen=True)
class Cells:
    """One column.

    Attributes
    ----------
    codes : int32 array, shape (n,)
        Index into ``texts``; -1 is an empty cell.
    texts : tuple of str
        Distinct cleaned texts.
    marks : Counter of text
        Cells with words that mean "no answer", such as "NA", by word.
    errors : int
        Cells with a spreadsheet error such as ``#REF!``.
    """

    codes: NDArray[np.int32]
    texts: tuple[str, ...]
    marks: Counter[str]
    errors: int = 0

    def where(self, wanted: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Positions of the cells whose text is ``wanted`` (a mask over ``texts``)."""
        if not wanted.any():
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero(np.append(wanted, False)[self.codes])

    def at(self, positions: NDArray[np.intp]) -> list[str]:
        """The texts of some cells."""
        return [self.texts[code] for code in self.codes[positions].tolist()]

    def lookup(self, values: NDArray[Any], missing: Any) -> NDArray[Any]:
        """One value per cell from one value per text."""
        return np.append(values, np.asarray([missing], dtype=values.dtype))[self.codes]


def factorise(column: Any, *, keep_marks: bool = False) -> Cells:
    """The cells of an Arrow array.

    Parameters
    ----------
    column : pyarrow.Array
        Text, numbers, truth values, dates or a dictionary of those.
    keep_marks : bool
        Whether words such as "-" are content (they are, in names of groups).
    """
    import pyarrow as pa

    if pa.types.is_null(column.type):
        return Cells(np.full(len(column), -1, dtype=np.int32), (), Counter())
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    raw = encoded.dictionary.to_pylist()
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return _tidied(indices, [cell_text(value) for value in raw], keep_marks)


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without a point, dates in ISO form, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    return str(value)


def _tidied(indices: NDArray[np.int32], raw: list[str], keep_marks: bool) -> Cells:
    """Merge texts that are equal once cleaned; empty and "no answer" texts become -1."""
    empty_words = vocabulary_set("missing")
    broken_words = vocabulary_set("sheet_errors")
    texts: dict[str, int] = {}
    translate = np.full(len(raw) + 1, -1, dtype=np.int32)
    mark_at: dict[int, str] = {}
    error_at: list[int] = []
    for place, value in enumerate(raw):
        text = clean(value)
        lower = text.casefold()
        if lower in broken_words:
            error_at.append(place)
        elif not text or (lower in empty_words and (not keep_marks or lower == "na")):
            if text:
                mark_at[place] = text
        else:
            translate[place] = texts.setdefault(text, len(texts))
    marks: Counter[str] = Counter()
    errors = 0
    if mark_at or error_at:
        counts = np.bincount(indices[indices >= 0], minlength=len(raw))
        for place, text in mark_at.items():
            marks[text] += int(counts[place])
        errors = int(sum(counts[place] for place in error_at))
    return Cells(translate[indices], tuple(texts), marks, errors)


def each_text(column: Any, change: Callable[[str], str]) -> Any:
    """The column as text with every distinct text changed."""
    import pyarrow as pa

    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = [change(clean(cell_text(value))) for value in encoded.dictionary.to_pylist()]
    return pa.array(texts, type=pa.string()).take(encoded.indices)


def judge(cells: Cells, verdict: Callable[[str], T]) -> list[T]:
    """One verdict per distinct text."""
    return [verdict(text) for text in cells.texts]
