"""The vocabulary of answer files, the sentences of the import log, and text cleaning."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import whitespace
from typing import Any

from berakhlak_stats.errors import filled

Sentence = tuple[str, str]
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
# Control characters, marks that turn the reading direction, and what XML forbids.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
_FULL_WIDTH = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
_FULL_WIDTH += "\N{FULLWIDTH COMMERCIAL AT}"
# What makes a spreadsheet take a cell for a formula; the apostrophe, so that guarding is exact.
ARMED = (*"=+-@\t\r\n'", *_FULL_WIDTH)
_LAST_NUMBER = re.compile(r"\d{1,2}[)\]]?$")
_NOT_WORD = re.compile(r"[\W_]+")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-"})


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("berakhlak_stats.survey") / name).read_text(encoding="utf-8"))


def vocabulary(key: str) -> Any:
    """One entry of ``vocabulary.toml``."""
    return _read("vocabulary.toml")[key]


@cache
def vocabulary_set(key: str) -> frozenset[str]:
    """One list of ``vocabulary.toml`` as a set."""
    return frozenset(vocabulary(key))


def sentence(key: str, **values: Any) -> Sentence:
    """A sentence of ``sentences.toml`` in Indonesian and English.

    Whole numbers get the thousands mark of the language; a value that is itself a
    (id, en) pair is set in the matching language.
    """
    entry = _read("sentences.toml")[key]
    indonesian, english = (
        filled(entry[lang], {name: _in_language(value, lang) for name, value in values.items()})
        for lang in ("id", "en")
    )
    return indonesian, english


def _in_language(value: Any, lang: str) -> Any:
    if isinstance(value, tuple):
        return value[0 if lang == "id" else 1]
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}".replace(",", "." if lang == "id" else ",")
    return value


def clean(text: str) -> str:
    """The text without invisible characters, outer blanks and doubled blanks."""
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub("", printable(text))
    return " ".join(text.split())


def printable(text: str) -> str:
    r"""Text without control characters or marks that turn the reading direction.

    Examples
    --------
    >>> printable("Dinas\x1b[31m A")
    'Dinas[31m A'
    """
    return text if text.isprintable() and text.isascii() else _UNPRINTABLE.sub("", text)


def file_name(path: Path) -> str:
    """The last part of a path, also of one such as "." that names a folder without saying so.

    Examples
    --------
    >>> file_name(Path("folder/jawaban.csv"))
    'jawaban.csv'
    """
    return path.name or path.resolve().name or str(path)


def shortened(text: str, most: int) -> str:
    """At most so many printable characters in one line; an ellipsis says that there were more.

    Examples
    --------
    >>> shortened("Bagian Umum", 7)
    'Bagian…'
    """
    shown = " ".join(printable(text[: 4 * most]).split())
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    Examples
    --------
    >>> guarded("=1+1"), unguarded(guarded("=1+1"))
    ("'=1+1", '=1+1')
    """
    return f"'{text}" if text.startswith(ARMED) or text.lstrip().startswith(ARMED) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that :func:`guarded` put before it."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in ARMED else text


def name_key(text: str) -> str:
    """What a column name is compared by: lower case, everything but letters and digits is "_"."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _NOT_WORD.sub("_", plain).strip("_")


def answer_key(text: str) -> str:
    """What an answer is compared by: case, blanks, underscores and curly quotes do not count."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return clean(plain.replace("_", " "))


def numbered_title(title: str) -> tuple[str, int] | None:
    """A title that ends with a place, without it, and the place; None for any other title.

    Examples
    --------
    >>> numbered_title("Nilai pribadi (pilihan ke-3)"), numbered_title("Nilai pribadi")
    (('Nilai pribadi (pilihan', 3), None)
    """
    last = _LAST_NUMBER.search(title)
    if last is None:
        return None
    stem = title[: last.start()]
    asked = stem.rstrip("._-" + whitespace)
    word = next((each for each in ("pilihan", "ke") if asked.casefold().endswith(each)), "")
    stem = asked[: -len(word)] if word else stem
    return stem.rstrip("_#.([-" + whitespace), int(last[0].rstrip(")]"))
