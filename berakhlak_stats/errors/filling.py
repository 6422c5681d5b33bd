"""Texts with braces filled, and words that agree with the number beside them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any


def plural(spec: str, value: object) -> str | None:
    """The word that goes with a number where ``spec`` offers two, ``row|rows``; else None.

    Examples
    --------
    >>> plural("row|rows", 1), plural("row|rows", "20"), plural(".1f", 1.0)
    ('row', 'rows', None)
    """
    one, mark, many = spec.partition("|")
    return None if not mark else one if str(value) in ("1", "1.0") else many


class _Filling(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        chosen = plural(format_spec, value)
        return str(super().format_field(value, format_spec)) if chosen is None else chosen


def filled(text: str, values: Mapping[str, Any]) -> str:
    """``text`` with its braces filled; ``{count:row|rows}`` becomes the word that fits the count.

    Examples
    --------
    >>> filled("{n} {n:row|rows}", {"n": 1}), filled("{n} {n:row|rows}", {"n": 0})
    ('1 row', '0 rows')
    """
    return _Filling().vformat(text, (), values)
