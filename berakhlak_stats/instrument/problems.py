"""All problems of one instrument definition, reported in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from berakhlak_stats.errors import InstrumentError, Message, message

# Enough to recognise the right spelling, not so much that the message cannot be read.
_NAMES_SHOWN = 20


class InstrumentFileError(InstrumentError):
    """An instrument definition with one or more problems.

    A single problem keeps its own code; several are gathered under E505.

    Attributes
    ----------
    problems : tuple of Message
        Every problem with its code, place and fix, in the order of the file's sections.
    """

    def __init__(self, source: str, problems: Sequence[Message]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        if len(self.problems) == 1:
            super().__init__(first.code, place=first.place, **first.values)
            return
        listed = {
            f"list_{lang}": "\n".join(f"  - {each.text(lang)}" for each in self.problems)
            for lang in ("id", "en")
        }
        super().__init__("E505", name=source, count=len(self.problems), **listed)


def problem(code: str, source: str, key: str, /, **values: Any) -> Message:
    """One problem at ``key`` of the definition ``source``."""
    return message(code, place=f"{source}, {key}" if key else source, **values)


def key_of(section: str, position: int, entry: object, key: str = "") -> str:
    """Name a place: ``words[12].value ('jujur')``, positions counted from 0 as in TOML paths."""
    path = f"{section}[{position}]" + (f".{key}" if key else "")
    name = entry.get("id", entry.get("code")) if isinstance(entry, dict) else None
    return f"{path} ({name!r})" if isinstance(name, str) and key not in ("id", "code") else path


def spelling(given: object, known: Iterable[str]) -> dict[str, str]:
    """The ``known`` names and a hint at the nearest, as values for the texts of an error."""
    names = list(known)
    near = get_close_matches(str(given), names, n=1)
    shown = ", ".join(names[:_NAMES_SHOWN]) + (", ..." if len(names) > _NAMES_SHOWN else "")
    return {
        "known": shown or "-",
        "hint_id": f" Mungkin maksud Anda {near[0]!r}." if near else "",
        "hint_en": f" Did you mean {near[0]!r}?" if near else "",
    }
