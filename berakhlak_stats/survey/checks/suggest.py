"""The nearest known answer to an unknown one: suggested, never applied."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

_LEAST_SIMILAR = 0.6


def nearest(text: str, known: Sequence[str]) -> str | None:
    """The most similar of ``known``, or None where nothing is similar.

    Examples
    --------
    >>> nearest("setju", ["setuju", "tidak setuju"])
    'setuju'
    """
    found = get_close_matches(text, known, n=1, cutoff=_LEAST_SIMILAR)
    return found[0] if found else None
