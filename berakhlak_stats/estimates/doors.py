"""The small register in which ``present`` enrols its table, plot and narrate functions.

``estimates`` stands below ``present`` in the import order. So a result does not import its
presentation: it rings at a door, and the room behind it is loaded by name on the first ring.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

_DOORS: dict[str, Callable[..., Any]] = {}
_ROOM = "berakhlak_stats.present.doors"


def enrol(name: str, function: Callable[..., Any]) -> None:
    """Put ``function(result, lang)`` behind the door ``name``."""
    _DOORS[name] = function


def door(name: str) -> Callable[..., Any]:
    """The function behind ``name``; loads the presentation room on the first ring."""
    if name not in _DOORS:
        import_module(_ROOM)
    return _DOORS[name]
