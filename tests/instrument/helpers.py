"""A small sound definition, and how to break it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from berakhlak_stats.errors import Message
from berakhlak_stats.instrument import InstrumentFileError, build_instrument

SOUND: dict[str, Any] = {
    "id": "small",
    "version": "1",
    "title": {"id": "Kecil", "en": "Small"},
    "values": [{"id": "V", "name": "Value", "definition": "What it means"}],
    "behaviours": [{"id": "V1", "value": "V", "label": "Does it"}],
    "areas": [{"id": "growth", "name": "Growth"}],
    "words": [
        {"id": "does", "label": "Does", "value": "V", "behaviour": "V1", "area": "growth"},
        {"id": "slow", "label": "Slow", "polarity": "limiting", "level": 3},
    ],
    "pick_lists": [{"id": "current", "label": "Now", "k": 1}],
    "scale": {"low": 1, "high": 3, "labels": ["No", "Neither", "Yes"]},
    "ratings": [{"id": "R1", "label": "Item", "scale": "V"}],
    "numbers": [{"id": "age", "label": "Age"}],
    "bands": [
        {"code": "high", "low": 50, "label": "High", "wording": "High"},
        {"code": "low", "low": 0, "label": "Low", "wording": "Low"},
    ],
    "claims": {"ours": {"sureness": "assumed", "source": "here"}},
}
DROP = object()


def changed(*changes: tuple[tuple[str | int, ...], object]) -> dict[str, Any]:
    """A copy of the sound definition with some places set or dropped."""
    raw = deepcopy(SOUND)
    for path, new in changes:
        node: Any = raw
        for part in path[:-1]:
            node = node[part]
        if new is DROP:
            del node[path[-1]]
        elif isinstance(node, list) and path[-1] == len(node):
            node.append(new)
        else:
            node[path[-1]] = new
    return raw


def problems_of(raw: dict[str, Any]) -> tuple[Message, ...]:
    """Every problem found in a definition; none where it is sound."""
    try:
        build_instrument(raw, "mine.toml")
    except InstrumentFileError as error:
        return error.problems
    return ()


def places_of(raw: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and key of every problem."""
    return [(each.code, each.place.removeprefix("mine.toml, ")) for each in problems_of(raw)]
