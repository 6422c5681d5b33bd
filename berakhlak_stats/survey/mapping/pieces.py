"""Picks that were torn apart by their own delimiter, put together again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.mapping.words import OTHER, UNKNOWN, WordLookup, bare
from berakhlak_stats.survey.texts import answer_key

# Ids and labels are full of blanks; between blanks nothing can be put together for certain.
_NEVER_INSIDE = " "


@dataclass(frozen=True)
class Tokens:
    """Picks in row order: ``rows`` they belong to, ``codes`` into ``texts``.

    ``places`` are positions among the columns of the list where there are several.
    """

    rows: NDArray[np.int64]
    codes: NDArray[np.int64]
    texts: tuple[str, ...]
    places: NDArray[np.intp] | None = None


def join_pieces(
    tokens: Tokens, lookup: WordLookup, delimiter: str
) -> tuple[Tokens, dict[str, int]]:
    """Labels with the delimiter inside as one pick again, longest match first.

    Returns the picks, and how often each label was put together.
    """
    if delimiter == _NEVER_INSIDE or not len(tokens.rows):
        return tokens, {}
    texts = list(tokens.texts)
    codes = tokens.codes.copy()
    gone = np.zeros(len(codes), dtype=bool)
    joined = {}
    for label, pieces in _torn_labels(lookup, delimiter):
        starts = _runs(tokens, codes, gone, pieces)
        if len(starts):
            joined[lookup.shown[label]] = len(starts)
            codes[starts] = len(texts)
            texts.append(lookup.shown[label])
            gone[(starts[:, None] + np.arange(1, len(pieces))).ravel()] = True
    _swallow(tokens, codes, gone, texts, lookup, delimiter)
    whole = Tokens(tokens.rows[~gone], codes[~gone], tuple(texts))
    return _without_commas(whole, lookup, delimiter), joined


def _torn_labels(lookup: WordLookup, delimiter: str) -> list[tuple[str, list[str]]]:
    """Labels with the delimiter inside and their pieces, most pieces first."""
    torn = [
        (label, [answer_key(piece) for piece in label.split(delimiter)])
        for label in lookup.positions
        if delimiter in label
    ]
    return sorted(torn, key=lambda each: -len(each[1]))


def _runs(
    tokens: Tokens, codes: NDArray[np.int64], gone: NDArray[np.bool_], pieces: list[str]
) -> NDArray[np.intp]:
    """Where these pieces stand one after the other in one row."""
    last = len(codes) - len(pieces) + 1
    if last <= 0:
        return np.empty(0, dtype=np.intp)
    found = tokens.rows[:last] == tokens.rows[len(pieces) - 1 :]
    for place, piece in enumerate(pieces):
        keys = [answer_key(text) for text in tokens.texts]
        same = [code for code, key in enumerate(keys) if piece in (key, bare(key))]
        here = slice(place, place + last)
        found &= np.isin(codes[here], same) & ~gone[here]
    starts = np.flatnonzero(found)
    apart = np.ones(len(starts), dtype=bool)
    apart[1:] = np.diff(starts) >= len(pieces)
    return starts[apart]


def _swallow(
    tokens: Tokens,
    codes: NDArray[np.int64],
    gone: NDArray[np.bool_],
    texts: list[str],
    lookup: WordLookup,
    delimiter: str,
) -> None:
    """A free text after "Lainnya:" keeps the unknown pieces that follow it in its row."""
    target = np.array([lookup.find(text) for text in texts], dtype=np.int64)
    for start in np.flatnonzero((target[codes] == OTHER) & ~gone).tolist():
        stop = start + 1
        while (
            stop < len(codes)
            and tokens.rows[stop] == tokens.rows[start]
            and target[codes[stop]] == UNKNOWN
        ):
            stop += 1
        if stop > start + 1:
            whole = delimiter.join(texts[code] for code in codes[start:stop].tolist())
            codes[start] = len(texts)
            texts.append(whole)
            gone[start + 1 : stop] = True


def _without_commas(tokens: Tokens, lookup: WordLookup, delimiter: str) -> Tokens:
    """A text typed under "other" as one pick again, where commas inside it tore it apart."""
    if not lookup.others_in_place:
        return tokens
    texts, codes = list(tokens.texts), tokens.codes.copy()
    gone = np.zeros(len(codes), dtype=bool)
    unknown = np.array([lookup.find(text) in (UNKNOWN, OTHER) for text in texts], dtype=bool)
    suspects = {code for run in _stray_runs(tokens, unknown) for code in codes[run].tolist()}
    stray = np.array(
        [code in suspects and lookup.suggest(text) is None for code, text in enumerate(texts)],
        dtype=bool,
    )
    for run in _stray_runs(tokens, stray):
        whole = f"{delimiter} ".join(texts[code] for code in codes[run].tolist())
        if lookup.find(whole) == OTHER:
            codes[run.start] = len(texts)
            texts.append(whole)
            gone[run.start + 1 : run.stop] = True
    return Tokens(tokens.rows[~gone], codes[~gone], tuple(texts))


def _stray_runs(tokens: Tokens, stray: NDArray[np.bool_]) -> list[slice]:
    """Where two or more such picks stand one after the other in one row."""
    here = stray[tokens.codes]
    goes_on = here[1:] & here[:-1] & (tokens.rows[1:] == tokens.rows[:-1])
    edges = np.diff(np.r_[0, goes_on.astype(np.int8), 0])
    starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [slice(a, b + 1) for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]


def longest_matches(pieces: list[str], lookup: WordLookup, delimiter: str) -> Iterator[str]:
    """The picks of one cell, longest match first; for trying delimiters out on a few cells."""
    start = 0
    while start < len(pieces):
        for stop in range(min(len(pieces), start + lookup.longest + 1), start, -1):
            text = f"{delimiter} ".join(pieces[start:stop])
            tight = delimiter.join(pieces[start:stop])
            found = next((each for each in (text, tight) if lookup.find(each) != UNKNOWN), None)
            if found is not None or stop == start + 1:
                yield found or pieces[start]
                start = stop
                break
