"""Lots: what decides where a respondent stands when respondents are drawn again.

The same answers must give the same interval, whichever tool exported them. So nothing that a tool
adds may decide: no respondent number, no order of rows, no format of a file. The rule:

1. The upper 40 bits of a lot are a digest of what was answered: picks, ratings, numbers.
2. The lower 24 bits count the respondents with that digest, in the order of their labels, column
   after column by title, then of their numbers. Rows that are still alike are exchangeable: it is
   of no consequence which of them comes first.
3. Persons are drawn in the order of their lots. Where there are too many to keep one by one, the
   group of a person follows from the mixed lot (:func:`random_group`), so that respondents with
   equal answers fall into different groups, as independent persons do.
4. Lots are given once, when answers are read or simulated, and stay with their rows: in every
   statistic, every slice and every part of a file that is summed up by itself the same respondent
   has the same lot. A stream counts on from batch to batch (:class:`Tally`).
5. Units of a design (PSUs and what lies within them) follow their labels, not lots; persons of
   linked waves are such units, known by their identifier.

Columns which only one tool adds (a duration, say) matter to the order within equal answers alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.hashing import hash_rows, spread

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Codes, Survey

_COUNT_BITS = np.uint64(24)
_COUNTS = np.uint64((1 << 24) - 1)
_WORD = 8
Lots = NDArray[np.uint64]


def make_lots(
    answers: Sequence[NDArray[Any]],
    n: int,
    columns: Mapping[str, Codes] | None = None,
    numbers: Mapping[str, NDArray[np.float64]] | None = None,
) -> Lots:
    """The lots of ``n`` rows.

    Parameters
    ----------
    answers : sequence of arrays (n, ...)
        Packed picks, ratings and numbers, in the order of the instrument.
    columns : mapping of title to Codes, optional
        What tells respondents with equal answers apart.
    numbers : mapping of title to float array (n,), optional
        The same; weights are among them.

    Returns
    -------
    uint64 array (n,)
        All different for up to 2**24 respondents of equal answers.
    """
    digest = hash_rows([words for block in answers for words in _in_words(block, n)], n)
    upper = digest >> _COUNT_BITS
    order = np.argsort(upper)
    ranked = upper[order]
    equal = ranked[1:] == ranked[:-1]
    tied = np.append(equal, False) | np.append(False, equal)
    if n and tied.any():
        rows = order[tied]
        order[tied] = rows[np.lexsort([*_apart(rows, columns or {}, numbers or {}), upper[rows]])]
    first = np.searchsorted(ranked, ranked, side="left") if equal.any() else np.arange(n)
    count = np.empty(n, np.uint64)
    count[order] = (np.arange(n) - first).astype(np.uint64)
    return (upper << _COUNT_BITS) | (count & _COUNTS)


def answered_lots(survey: Survey) -> Lots:
    """The lots of the rows of a survey, from its answers as they are now."""
    # A survey made by hand may lack a list of its instrument.
    names = [block.id for block in survey.instrument.pick_lists if block.id in survey.picks]
    lists = [survey.picks[name] for name in names]
    answers: list[NDArray[Any]] = [*lists, survey.ratings, survey.numbers]
    return make_lots(answers, survey.n, survey.columns, survey.raw_numbers)


def random_group(lots: Lots, groups: int) -> Lots:
    """To which of ``groups`` random groups each row belongs."""
    return spread(lots) % np.uint64(groups)


class Tally:
    """Counts respondents of equal answers over the batches of a stream (8 bytes per row)."""

    def __init__(self) -> None:
        self._seen: Lots = np.empty(0, np.uint64)

    def counted_on(self, lots: Lots) -> Lots:
        """The lots of the next batch, no longer those of earlier ones."""
        upper = lots >> _COUNT_BITS
        own = np.sort(upper)
        before = np.searchsorted(self._seen, upper, side="right")
        before -= np.searchsorted(self._seen, upper, side="left")
        self._seen = np.sort(np.concatenate([self._seen, own]), kind="stable")
        count = ((lots & _COUNTS) + before.astype(np.uint64)) & _COUNTS
        return (upper << _COUNT_BITS) | count


def _in_words(block: NDArray[Any], n: int) -> list[NDArray[Any]]:
    """Small whole numbers eight to a word, which are hashed at once; other blocks as they are."""
    if block.dtype != np.int8 or block.ndim != 2 or not block.size:
        return [block] if block.size else []
    padded = np.zeros((n, -(-block.shape[1] // _WORD) * _WORD), np.int8)
    padded[:, : block.shape[1]] = block
    return [padded.view("<u8")]


def _apart(
    rows: NDArray[np.intp],
    columns: Mapping[str, Codes],
    numbers: Mapping[str, NDArray[np.float64]],
) -> list[NDArray[Any]]:
    """What rows of equal answers are sorted by, the most important last."""
    found: list[NDArray[Any]] = [numbers[title][rows] for title in sorted(numbers, reverse=True)]
    for title in sorted(columns, reverse=True):
        if title not in numbers:
            column = columns[title]
            ranked = sorted(range(len(column.labels)), key=column.labels.__getitem__)
            place = np.full(len(ranked) + 1, -1, np.int32)
            place[ranked] = np.arange(len(ranked), dtype=np.int32)
            found.append(place[column.codes[rows]])
    return found
