"""Which column titles the questions of an instrument answer to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from berakhlak_stats.survey.mapping.plan import make_plan
from berakhlak_stats.survey.mapping.ratings import scale_labels
from berakhlak_stats.survey.mapping.words import word_lookup
from berakhlak_stats.survey.texts import answer_key, name_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

# Tools allow letters and digits only in their codes, and no more than this many.
LONGEST_CODE = 20
_BETWEEN = re.compile(r"[|;,\n]")


class Claims:
    """The instrument a file is read for, or all bundled ones where it is to be recognised."""

    def __init__(self, wanted: Instrument | None) -> None:
        self._wanted = wanted

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments a title may belong to."""
        from berakhlak_stats.instrument import available_instruments, load_instrument

        if self._wanted is not None:
            return (self._wanted,)
        return tuple(load_instrument(name) for name in available_instruments())

    def of(self, titles: Sequence[str]) -> frozenset[str]:
        """The titles that name a question; of several instruments, the one with most counts."""
        unique = list(dict.fromkeys(title for title in titles if title))
        best: frozenset[str] = frozenset()
        for instrument in self.instruments:
            taken = make_plan(unique, instrument).taken
            best = max(best, taken, key=len)
        return best

    def is_word(self, text: str) -> bool:
        """Whether a cell is a word of a list, several of them, or the label of a rated item."""
        if answer_key(text) in self._words:
            return True
        if not _BETWEEN.search(text):
            return False
        pieces = [answer_key(each) for each in _BETWEEN.split(text)]
        known = sum(each in self._words for each in pieces)
        return known > 1 and 2 * known >= len(pieces)

    def is_label(self, text: str) -> bool:
        """Whether a cell is an answer on a rating scale."""
        return answer_key(text) in self._labels

    @cached_property
    def _words(self) -> frozenset[str]:
        found: set[str] = set()
        for instrument in self._with_lists:
            for block in instrument.pick_lists:
                found |= word_lookup(instrument, block).positions.keys()
            for item in instrument.ratings:
                found |= {answer_key(item.label.id), answer_key(item.label.en)}
        return frozenset(found - {""})

    @cached_property
    def _labels(self) -> frozenset[str]:
        scales = [each.scale for each in self._with_lists if each.scale is not None]
        return frozenset(key for scale in scales for key in scale_labels(scale))

    @cached_property
    def _with_lists(self) -> tuple[Instrument, ...]:
        """The instruments; the bundled ones too where the file may well answer another one."""
        if any(each.pick_lists for each in self.instruments):
            return self.instruments
        return (*self.instruments, *Claims(None).instruments)

    def word_titles(self, question: str, code: str) -> list[str]:
        """Titles for a word of a list whose tool could only hold :func:`short_code` of its id."""
        found = []
        for instrument in self.instruments:
            for block in instrument.pick_lists:
                if name_key(question) in (name_key(block.id), name_key(short_code(block.id))):
                    words = [word for word in block.words if short_code(word) == code.casefold()]
                    # Two words with one code would be a guess.
                    found += [f"{block.id}[{word}]" for word in words if len(words) == 1]
        return found


def short_code(identifier: str) -> str:
    """An id as tools keep it: letters and digits only, at most twenty."""
    return "".join(sign for sign in identifier.casefold() if sign.isalnum())[:LONGEST_CODE]
