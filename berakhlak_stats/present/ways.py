"""Words for what goes with an item: the choices a row was computed by, or its partner in a pair."""

from __future__ import annotations

from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import has_phrase, phrase

SEPARATOR = " / "


def second_words(labels: Labels, name: str) -> str:
    """``"people / none"`` in words; the name of an item where it is one."""
    return ", ".join(way_words(labels, part) for part in name.split(SEPARATOR))


def way_words(labels: Labels, choice: str) -> str:
    """One choice of a way of computing; else the name of an item."""
    key = _key(choice)
    return phrase(key, labels.lang) if has_phrase(key, labels.lang) else labels.short(choice)


def second_head(name: str, lang: str) -> str:
    """What a column of such words is called."""
    known = has_phrase(_key(name.split(SEPARATOR)[0]), lang)
    return phrase("column.way" if known else "column.second", lang)


def _key(choice: str) -> str:
    return f"way.{choice.replace(' ', '_').replace('=', '_')}"
