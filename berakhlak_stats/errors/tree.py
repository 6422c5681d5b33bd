"""The error classes and the register of their texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from berakhlak_stats.errors.filling import filled
from berakhlak_stats.errors.shown import notebook_lines


class Bilingual(NamedTuple):
    """A value that reads differently in each language; a text takes the one of its own."""

    id: str
    en: str


_ENDS = (".", "!", "?", "…", "\n")


@dataclass(frozen=True)
class Message:
    """One filled-in message: what happened, where, and what to do, in both languages.

    ``place`` is neutral text such as ``"jawaban.csv, row 12, column 'current'"``.
    """

    code: str
    place: str
    id: str
    en: str
    fix_id: str
    fix_en: str
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    def text(self, lang: str = "en") -> str:
        """One paragraph in ``lang`` ("id" or "en"): code, place, what, fix."""
        what, fix, label = (
            (self.id, self.fix_id, "Perbaikan") if lang == "id" else (self.en, self.fix_en, "Fix")
        )
        where = f" [{self.place}]" if self.place else ""
        # Many texts end in what they list; the list ends the sentence.
        stop = "" if what.endswith(_ENDS) else "."
        return f"{self.code}{where}: {what}{stop} {label}: {fix}"


@cache
def register() -> dict[str, dict[str, str]]:
    """All codes with their texts, read once from ``register/*.toml``."""
    merged: dict[str, dict[str, str]] = {}
    folder = files("berakhlak_stats.errors") / "register"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            merged.update(tomllib.loads(entry.read_text(encoding="utf-8")))
    return merged


def message(code: str, *, place: str = "", **values: Any) -> Message:
    """Fill the texts of a code.

    Parameters
    ----------
    code : str
        A key of the register.
    place : str
        File, row, column or key.
    **values
        What the texts name in braces; a :class:`Bilingual` is set in the language of the text.

    Returns
    -------
    Message
    """
    entry = register()[code]
    spoken = {lang: {name: _in(value, lang) for name, value in values.items()} for lang in _LANGS}
    texts = {key: filled(entry[key], spoken[key[-2:]]) for key in _TEXTS}
    return Message(code=code, place=place, values=values, **texts)


_LANGS = ("id", "en")
_TEXTS = ("id", "en", "fix_id", "fix_en")


def _in(value: Any, lang: str) -> Any:
    return getattr(value, lang) if isinstance(value, Bilingual) else value


class BerakhlakError(Exception):
    """Base of all errors this package raises on purpose.

    Parameters
    ----------
    code : str
        A key of the register, such as ``"E205"``.
    place : str
        File, row, column or key at fault; empty where there is none.
    **values
        What the texts of the register name in braces.

    Attributes
    ----------
    report : ValidationReport or None
        Everything else that is wrong with the same file, where a reader raised this.
    """

    report: Any = None

    def __init__(self, code: str, *, place: str = "", **values: Any) -> None:
        self.message = message(code, place=place, **values)
        super().__init__(self.message)

    @property
    def code(self) -> str:
        """The stable code."""
        return self.message.code

    @property
    def place(self) -> str:
        """Where it went wrong."""
        return self.message.place

    def text(self, lang: str = "en") -> str:
        """The whole message in one language, with all other problems where there is a report."""
        if self.report is not None:
            return str(self.report.text(lang))
        return self.message.text(lang)

    def __str__(self) -> str:
        return f"{self.text('en')}\n{self.text('id')}"

    def _render_traceback_(self) -> list[str]:
        """What Jupyter prints in place of a traceback."""
        return notebook_lines(self, self.__traceback__)


class FileError(BerakhlakError):
    """The file itself cannot be read as answers (E1xx)."""


class AnswerError(BerakhlakError):
    """The answers break the instrument's rules (E2xx)."""


class DisclosureError(BerakhlakError):
    """What was asked for may not be shown (E3xx)."""


class OutputError(BerakhlakError):
    """A result cannot be written (E4xx)."""


class InstrumentError(BerakhlakError):
    """An instrument definition is not usable (E5xx)."""


class DesignError(BerakhlakError):
    """The design, the weights or the variance are not usable (E6xx)."""


class OptionError(BerakhlakError):
    """An argument or option is not one of the choices (E7xx)."""


class StatisticError(BerakhlakError):
    """The statistic does not exist for these answers (E8xx)."""


class TrainingError(BerakhlakError):
    """A record of progress or an answer to an exercise cannot be used (E9xx)."""


_FAMILIES: dict[str, type[BerakhlakError]] = {
    "1": FileError,
    "2": AnswerError,
    "3": DisclosureError,
    "4": OutputError,
    "5": InstrumentError,
    "6": DesignError,
    "7": OptionError,
    "8": StatisticError,
    "9": TrainingError,
}


def make_error(code: str, *, place: str = "", **values: Any) -> BerakhlakError:
    """The error of the family that a code belongs to.

    Parameters
    ----------
    code : str
        A key of the register; its first digit names the family.
    place : str
        File, row, column or key.
    **values
        What the texts name in braces.

    Returns
    -------
    BerakhlakError
        Not raised: the caller raises it.
    """
    return _FAMILIES[code[1]](code, place=place, **values)
