"""The words of a pick list, found by id or by label in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from berakhlak_stats.survey.checks.suggest import nearest
from berakhlak_stats.survey.texts import answer_key, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList

UNKNOWN = -2
AMBIGUOUS = -3
OTHER = -4
_MISSPELT = 0.85
"""Likeness from which a text that a tool wrote is a word misspelt in the file."""


# "1. Jujur", "b) Jujur", "(3) Jujur", "- Jujur": what numbers or marks a word is no part of it.
_MARK = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-z])[.):\]]|[-+*>\u2010-\u2015\u2022\u2023\u25a0-\u25ff\u2605\u2606\u2610-\u2612\u2713-\u2718\u00b7])\s*"
)
_STOP = re.compile(r"[\s.,;:]+$")


def bare(key: str) -> str:
    """A comparison key without a number or mark before it, and without a full stop behind it.

    Examples
    --------
    >>> bare("1. jujur"), bare("- adil."), bare("5r")
    ('jujur', 'adil', '5r')
    """
    return _STOP.sub("", _MARK.sub("", key))


@dataclass(frozen=True)
class WordLookup:
    """``positions`` maps a comparison key to a position in the list, or to AMBIGUOUS.

    ``languages`` tells keys that are labels in one language only; ``others_in_place``, that the
    survey tool writes what is typed under "other" among the words, without saying so.
    """

    positions: Mapping[str, int]
    ids: frozenset[str]
    shown: Mapping[str, str]
    languages: Mapping[str, str] = field(default_factory=dict)
    others_in_place: bool = False

    def find(self, text: str) -> int:
        """Position of a word in its list, UNKNOWN, AMBIGUOUS, or OTHER for a free text."""
        key = self._key(text)
        found = self.positions.get(key, UNKNOWN)
        plain = bare(key)
        free = found == UNKNOWN and (_announces_other(plain) or self._typed_freely(plain))
        return OTHER if free else found

    def _key(self, text: str) -> str:
        """The key of a text; without number, mark and full stop where only then it is a word."""
        key = answer_key(text)
        if key not in self.positions:
            plain = bare(key)
            return plain if plain in self.positions else key
        return key

    def _typed_freely(self, key: str) -> bool:
        """Whether an unknown text is none of the words misspelt, but one typed under "other"."""
        if not self.others_in_place:
            return False
        # What the tool offers is never misspelt; somebody may have edited the file, though.
        return not get_close_matches(key, self._keys, n=1, cutoff=_MISSPELT)

    def language(self, text: str) -> str | None:
        """The one language in which this text is a label, or None."""
        return self.languages.get(self._key(text))

    def knowing(self, spellings: Mapping[str, int]) -> WordLookup:
        """The same words, with more spellings of them."""
        return replace(self, positions={**self.positions, **spellings}) if spellings else self

    def doubting(self, delimiter: str) -> WordLookup:
        """The same words, with labels AMBIGUOUS that are also several words in a row."""
        if delimiter not in self._doubted:
            doubtful = {key: AMBIGUOUS for key in self.run_of_words(delimiter)}
            made = replace(self, positions={**self.positions, **doubtful}) if doubtful else self
            self._doubted[delimiter] = made
        return self._doubted[delimiter]

    def run_of_words(self, delimiter: str) -> dict[str, tuple[str, ...]]:
        """Labels with the delimiter inside whose pieces are words too, and those pieces."""
        found = {}
        for key, position in self.positions.items():
            pieces = tuple(piece.strip() for piece in key.split(delimiter))
            if len(pieces) > 1 and all(
                self.positions.get(piece, position) != position for piece in pieces
            ):
                found[key] = pieces
        return found

    def is_id(self, text: str) -> bool:
        """Whether the text is a word's id to the letter (and not merely a label like it)."""
        return text in self.ids

    def suggest(self, text: str) -> str | None:
        """The nearest word in the spelling of the instrument, or None."""
        found = nearest(bare(answer_key(text)), self._keys)
        return None if found is None else self.shown[found]

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self.positions)

    @cached_property
    def _doubted(self) -> dict[str, WordLookup]:
        return {}

    @cached_property
    def longest(self) -> int:
        """Most commas, semicolons and the like within one label; how far to join pieces."""
        return max((sum(map(key.count, ",;|/")) for key in self.positions), default=0)


def is_marked(text: str, lookup: WordLookup) -> bool:
    """Whether a word is known only once its number, mark or full stop is taken away."""
    key = answer_key(text)
    return key not in lookup.positions and bare(key) in lookup.positions


def _announces_other(key: str) -> bool:
    """Whether a text says of itself that it is none of the words: "Lainnya: ..."."""
    head = key.split(":", 1)[0].split(" (", 1)[0].strip()
    return head in vocabulary_set("other")


def word_lookup(instrument: Instrument, block: PickList) -> WordLookup:
    """Ids win over labels; a label that two words share is ambiguous."""
    positions: dict[str, int] = {}
    shown: dict[str, str] = {}
    for position, word in enumerate(block.words):
        positions[answer_key(word)] = position
        shown[answer_key(word)] = word
    id_keys = frozenset(positions)
    languages: dict[str, set[str]] = {}
    for position, word in enumerate(block.words):
        label = instrument.word_index[word].label
        for lang, text in (("id", label.id), ("en", label.en)):
            key = answer_key(text)
            languages.setdefault(key, set()).add(lang)
            if key in id_keys:
                shown.setdefault(key, text)
                if positions[key] == position:
                    shown[key] = text
            elif positions.setdefault(key, position) != position:
                positions[key] = AMBIGUOUS
            shown.setdefault(key, text)
    only = {key: min(found) for key, found in languages.items() if len(found) == 1}
    only = {key: lang for key, lang in only.items() if key not in id_keys}
    return WordLookup(positions, frozenset(block.words), shown, only)
