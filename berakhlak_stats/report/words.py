"""The report's own words, read once per language from ``locale/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from berakhlak_stats.errors import filled
from berakhlak_stats.present.phrases import check_lang


@cache
def tree(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Sections of words of one language."""
    source = files("berakhlak_stats.report") / "locale" / f"{check_lang(lang)}.toml"
    made: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return made


def word(key: str, lang: str) -> str:
    """The words at ``section.name``."""
    section, _, name = key.partition(".")
    return tree(lang)[section][name]


def word_or(key: str, lang: str, default: str) -> str:
    """The words at ``section.name``, or ``default`` where there are none."""
    section, _, name = key.partition(".")
    return tree(lang).get(section, {}).get(name, default)


def fill_words(key: str, lang: str, **values: object) -> str:
    """The words at ``key`` with braces filled by finished text."""
    return filled(word(key, lang), values)
