"""The words of a pick list, found by id or by label in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from berakhlak_stats.survey.checks.suggest import nearest
from berakhlak_stats.survey.texts import answer_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList

UNKNOWN = -2
AMBIGUOUS = -3


@dataclass(frozen=True)
class WordLookup:
    """``positions`` maps a comparison key to a position in the list, or to AMBIGUOUS."""

    positions: Mapping[str, int]
    ids: frozenset[str]
    shown: Mapping[str, str]

    def find(self, text: str) -> int:
        """Position of a word in its list, UNKNOWN or AMBIGUOUS."""
        return self.positions.get(answer_key(text), UNKNOWN)

    def is_id(self, text: str) -> bool:
        """Whether the text is a word's id to the letter (and not merely a label like it)."""
        return text in self.ids

    def suggest(self, text: str) -> str | None:
        """The nearest word in the spelling of the instrument, or None."""
        found = nearest(answer_key(text), self._keys)
        return None if found is None else self.shown[found]

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self.positions)

    @cached_property
    def longest(self) -> int:
        """Most commas, semicolons and the like within one label; how far to join pieces."""
        return max(
            (key.count(",") + key.count(";") + key.count("|") for key in self.positions), default=0
        )


def word_lookup(instrument: Instrument, block: PickList) -> WordLookup:
    """Ids win over labels; a label that two words share is ambiguous."""
    positions: dict[str, int] = {}
    shown: dict[str, str] = {}
    for position, word in enumerate(block.words):
        positions[answer_key(word)] = position
        shown[answer_key(word)] = word
    id_keys = frozenset(positions)
    for position, word in enumerate(block.words):
        label = instrument.word_index[word].label
        for text in (label.id, label.en):
            key = answer_key(text)
            if key in id_keys:
                shown.setdefault(key, text)
                if positions[key] == position:
                    shown[key] = text
            elif positions.setdefault(key, position) != position:
                positions[key] = AMBIGUOUS
            shown.setdefault(key, text)
    return WordLookup(positions, frozenset(block.words), shown)
