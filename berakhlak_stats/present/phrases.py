"""The words of the presentation, read once per language from ``locale/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from berakhlak_stats.errors import filled, make_error

LANGUAGES = ("id", "en")


def check_lang(lang: str) -> str:
    """``lang`` itself, or error E410 where no phrases exist for it."""
    if lang not in LANGUAGES:
        raise make_error("E410", given=lang, choices=", ".join(LANGUAGES))
    return lang


@cache
def phrases(lang: str) -> Mapping[str, Any]:
    """The whole phrase tree of one language."""
    source = files("berakhlak_stats.present") / "locale" / f"{check_lang(lang)}.toml"
    tree: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tree


@cache
def phrase(key: str, lang: str) -> str:
    """The phrase at the dotted ``key``, such as ``"state.suppressed"``."""
    node: Any = phrases(lang)
    for part in key.split("."):
        node = node[part]
    return str(node)


def say(key: str, lang: str, **values: object) -> str:
    """The phrase at ``key`` with its braces filled; values are finished text."""
    return filled(phrase(key, lang), values)


def has_phrase(key: str, lang: str) -> bool:
    """Whether the locale knows ``key``."""
    node: Any = phrases(lang)
    for part in key.split("."):
        if not isinstance(node, Mapping) or part not in node:
            return False
        node = node[part]
    return isinstance(node, str)


def keys(lang: str) -> frozenset[str]:
    """Every dotted key of a language; a test holds the languages to the same set."""

    def walk(node: Mapping[str, Any], stem: str) -> list[str]:
        found: list[str] = []
        for name, child in node.items():
            path = f"{stem}{name}"
            found += walk(child, f"{path}.") if isinstance(child, Mapping) else [path]
        return found

    return frozenset(walk(phrases(lang), ""))


def enumerate_words(words: Sequence[str], lang: str) -> str:
    """``a, b, and c`` in the language's own manner."""
    if len(words) <= 1:
        return "".join(words)
    joint = "word.pair_end" if len(words) == 2 else "word.list_end"
    return ", ".join(words[:-1]) + phrase(joint, lang) + words[-1]
