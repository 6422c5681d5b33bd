"""Which column titles the questions of an instrument answer to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from berakhlak_stats.survey.mapping.plan import make_plan
from berakhlak_stats.survey.texts import name_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

# Tools allow letters and digits only in their codes, and no more than this many.
LONGEST_CODE = 20


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
