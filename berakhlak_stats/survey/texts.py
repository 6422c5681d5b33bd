"""The vocabulary of answer files, the sentences of the import log, and text cleaning."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

Sentence = tuple[str, str]
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
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
        entry[lang].format(**{name: _in_language(value, lang) for name, value in values.items()})
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
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


def name_key(text: str) -> str:
    """What a column name is compared by: lower case, everything but letters and digits is "_"."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _NOT_WORD.sub("_", plain).strip("_")


def answer_key(text: str) -> str:
    """What an answer is compared by: case, blanks, underscores and curly quotes do not count."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return clean(plain.replace("_", " "))
