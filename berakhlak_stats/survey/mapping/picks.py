"""Pick lists in one delimited column, or in one column per pick, as packed bits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.mapping.bad_cells import BadCells
from berakhlak_stats.survey.mapping.cells import Cells, factorise
from berakhlak_stats.survey.mapping.pieces import Tokens, join_pieces, longest_matches
from berakhlak_stats.survey.mapping.words import AMBIGUOUS, OTHER, UNKNOWN, WordLookup, is_marked
from berakhlak_stats.survey.survey import pack_picks
from berakhlak_stats.survey.texts import clean

DELIMITERS = ("|", ";", ",", "\n", "/", " ")
_SAMPLE_CELLS = 500
_MOSTLY = 0.5
_CHUNK_ROWS = 131_072
Note = Callable[[Cells], None]


@dataclass(frozen=True)
class PickAnswers:
    """One list as it was read.

    Attributes
    ----------
    bits : uint64 array
        The layout of ``Survey.picks``.
    counts : int array, shape (n,)
        Non-empty picks as written, unknown and repeated ones included.
    read, kept : int
        Non-empty picks in the file; picks in ``bits``.
    shape : "delimited", "numbered" or "flags"
    other, over_limit : int
        Free texts beside the words; known picks of people who picked too many, when emptied.
    joined : mapping of text to int
        Labels that were put together again from pieces, and how often.
    marked : mapping of text to int
        Words with a number, a mark or a full stop that is no part of them, and how often.
    languages : mapping of language to text
        Languages whose labels occur, with an example each.
    """

    bits: NDArray[np.uint64]
    counts: NDArray[np.int64]
    read: int
    kept: int
    shape: str
    columns: tuple[str, ...]
    delimiter: str = ""
    form: str = "none"
    unknown: BadCells = field(default_factory=BadCells)
    ambiguous: BadCells = field(default_factory=BadCells)
    repeated: BadCells = field(default_factory=BadCells)
    bad_flags: BadCells = field(default_factory=BadCells)
    other: int = 0
    over_limit: int = 0
    joined: Mapping[str, int] = field(default_factory=dict)
    marked: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def repeats(self) -> int:
        """Picks of a word that the same person had picked already."""
        lost = len(self.unknown) + len(self.ambiguous) + len(self.bad_flags)
        return self.read - self.kept - lost - self.other - self.over_limit


def read_delimited(
    name: str,
    column: Any,
    lookup: WordLookup,
    words: Sequence[str],
    note: Note,
    delimiter: str = "",
) -> PickAnswers:
    """One column that holds all picks of a person; the delimiter is found where none is given."""
    delimiter = delimiter or find_delimiter(column, lookup)
    lookup = lookup.doubting(delimiter)
    pieces = _split(column, delimiter, note)
    tokens, joined = join_pieces(pieces, lookup, delimiter)
    answers = _gather(tokens, len(column), lookup, words, "delimited", (name,), delimiter)
    return replace(answers, joined=joined)


def read_numbered(
    names: Sequence[str],
    columns: Sequence[Any],
    lookup: WordLookup,
    words: Sequence[str],
    note: Note,
) -> PickAnswers:
    """One column per pick."""
    texts: dict[str, int] = {}
    n = len(columns[0])
    codes = np.full((n, len(columns)), -1, dtype=np.int64)
    for place, column in enumerate(columns):
        cells = factorise(column)
        note(cells)
        known = np.array([texts.setdefault(text, len(texts)) for text in cells.texts], np.int64)
        codes[:, place] = cells.lookup(known, -1)
    rows, places = np.nonzero(codes >= 0)
    tokens = Tokens(rows.astype(np.int64), codes[rows, places], tuple(texts), places)
    return _gather(tokens, n, lookup, words, "numbered", tuple(names))


def _text_array(column: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column
    return column.cast(pa.string())


def find_delimiter(column: Any, lookup: WordLookup) -> str:
    """The delimiter under which most of the first filled cells consist of known words."""
    import pyarrow.compute as pc

    text = _text_array(column).drop_null()
    sample = Counter(
        text.filter(pc.greater(pc.utf8_length(text), 0)).slice(0, _SAMPLE_CELLS).to_pylist()
    )

    def score(delimiter: str) -> tuple[int, int]:
        whole = known = 0
        for cell, times in sample.items():
            pieces = [clean(piece) for piece in cell.split(delimiter)]
            filled = [piece for piece in pieces if piece]
            whole_words = longest_matches(filled, lookup, delimiter)
            found = [lookup.find(word) not in (UNKNOWN, OTHER) for word in whole_words]
            whole += times * all(found)
            known += times * sum(found)
        return whole, known

    # Signs that stand in no cell divide nothing, all alike.
    absent = [sign for sign in DELIMITERS if not any(sign in cell for cell in sample)]
    undivided = score(absent[0]) if absent else (0, 0)
    scores = {sign: undivided if sign in absent else score(sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=scores.__getitem__)
    signs = [delimiter for delimiter in DELIMITERS if delimiter != " "]
    divided = {sign: sum(n for cell, n in sample.items() if sign in cell) for sign in signs}
    likely = max(signs, key=divided.__getitem__)
    if scores[best][1] == 0:
        # No word is known under any of them: the one that divides most cells tells picks apart.
        return likely
    # Between blanks stand single words, whatever else parts the picks.
    most = _MOSTLY * sum(sample.values())
    doubtful = best == " " and scores[best][0] < most
    return likely if doubtful and divided[likely] >= most else best


def _split(column: Any, delimiter: str, note: Note) -> Tokens:
    import pyarrow.compute as pc

    lists = pc.split_pattern(pc.fill_null(_text_array(column), ""), delimiter)
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    cells = factorise(pc.list_flatten(lists))
    note(cells)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    filled = cells.codes >= 0
    return Tokens(rows[filled], cells.codes[filled].astype(np.int64), cells.texts)


def _gather(
    tokens: Tokens,
    n: int,
    lookup: WordLookup,
    words: Sequence[str],
    shape: str,
    columns: tuple[str, ...],
    delimiter: str = "",
) -> PickAnswers:
    """Bits and faults from picks in row order."""
    target = np.array([lookup.find(text) for text in tokens.texts], dtype=np.int64)
    found = target[tokens.codes] if len(tokens.codes) else np.empty(0, np.int64)
    known = found >= 0
    rows, places = tokens.rows[known], found[known]
    spelt = dict(zip(reversed(target.tolist()), reversed(tokens.texts), strict=True))
    shown = [spelt.get(place, word) for place, word in enumerate(words)]
    bits, repeated = _bits(rows, places, n, shown)
    return PickAnswers(
        bits=bits,
        counts=np.bincount(tokens.rows, minlength=n),
        read=len(tokens.rows),
        kept=int(np.bitwise_count(bits).sum()),
        shape=shape,
        columns=columns,
        delimiter=delimiter,
        form=_form(tokens.texts, lookup),
        unknown=_bad(tokens, found == UNKNOWN, columns),
        ambiguous=_bad(tokens, found == AMBIGUOUS, columns),
        repeated=repeated,
        other=int((found == OTHER).sum()),
        marked=_marked(tokens, lookup),
        languages=_languages(tokens.texts, lookup),
    )


def _marked(tokens: Tokens, lookup: WordLookup) -> dict[str, int]:
    counts = np.bincount(tokens.codes, minlength=len(tokens.texts)).tolist()
    found = zip(tokens.texts, counts, strict=True)
    return {text: count for text, count in found if count and is_marked(text, lookup)}


def _bad(tokens: Tokens, mask: NDArray[np.bool_], columns: Sequence[str]) -> BadCells:
    at = np.flatnonzero(mask)
    texts = tuple(tokens.texts[code] for code in tokens.codes[at].tolist())
    named = () if tokens.places is None else tuple(columns[each] for each in tokens.places[at])
    return BadCells(tokens.rows[at].astype(np.intp), texts, named)


def _bits(
    rows: NDArray[np.int64], places: NDArray[np.int64], n: int, words: Sequence[str]
) -> tuple[NDArray[np.uint64], BadCells]:
    """Packed bits, chunk by chunk, and the words that a row names more than once."""
    width = len(words)
    blocks = -(-max(width, 1) // 64)
    bits = np.zeros((n, blocks), dtype=np.uint64)
    twice: list[tuple[int, str]] = []
    for start in range(0, n, _CHUNK_ROWS):
        stop = min(start + _CHUNK_ROWS, n)
        low, high = np.searchsorted(rows, [start, stop])
        here, there = rows[low:high] - start, places[low:high]
        matrix = np.zeros((stop - start, width), dtype=bool)
        matrix[here, there] = True
        bits[start:stop] = pack_picks(matrix)
        if int(matrix.sum()) < high - low:
            pairs, counts = np.unique(here * width + there, return_counts=True)
            again = pairs[counts > 1].tolist()
            twice += [(start + pair // width, words[pair % width]) for pair in again]
    positions = np.array([row for row, _ in twice], dtype=np.intp)
    return bits, BadCells(positions, tuple(word for _, word in twice))


def _form(texts: Sequence[str], lookup: WordLookup) -> str:
    known = [text for text in texts if lookup.find(text) >= 0]
    ids = sum(lookup.is_id(text) for text in known)
    if not known:
        return "none"
    return "ids" if ids == len(known) else "both" if ids else "labels"


def _languages(texts: Sequence[str], lookup: WordLookup) -> dict[str, str]:
    """The languages in which words are written that are spelt in one language only."""
    found: dict[str, str] = {}
    for text in texts:
        lang = lookup.language(text)
        if lang is not None:
            found.setdefault(lang, text)
    return found
