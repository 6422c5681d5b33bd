"""Sentences and words of this room, and numbers in both styles for error texts."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

Sentence = tuple[str, str]
MOST_NAMED = 20


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("berakhlak_stats.weighting") / name).read_text(encoding="utf-8"))


def vocabulary(key: str) -> frozenset[str]:
    """One list of ``vocabulary.toml``."""
    return frozenset(_read("vocabulary.toml")[key])


def sentence(key: str, **values: Any) -> Sentence:
    """A sentence of ``sentences.toml`` as an (Indonesian, English) pair."""
    entry = _read("sentences.toml")[key]
    return entry["id"].format(**values), entry["en"].format(**values)


def styled(decimals: int = 1, **values: float) -> dict[str, Any]:
    """Each number twice, for texts: ``name_id`` with a comma and ``name_en`` with a point."""
    out = {}
    for name, value in values.items():
        english = f"{value:,.{decimals}f}"
        out[f"{name}_en"] = english
        out[f"{name}_id"] = english.translate(str.maketrans(",.", ".,"))
    return out


def named(names: Sequence[str]) -> str:
    """At most 20 names in quotes, and how many more there are; a dash for none."""
    shown = ", ".join(f'"{name}"' for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return (f"{shown}, … (+{more})" if more > 0 else shown) or "–"
