"""Texts with braces filled, and words that agree with the number beside them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any


def plural(spec: str, value: object) -> str | None:
    """The word that goes with a number where ``spec`` offers two, ``row|rows``; else None.

    Parameters
    ----------
    spec : str
        What stands behind the colon in braces.
    value : object
        The number, or its text.

    Returns
    -------
    str or None

    Examples
    --------
    >>> plural("row|rows", 1), plural("row|rows", "20"), plural(".1f", 1.0)
    ('row', 'rows', None)
    """
    one, mark, many = spec.partition("|")
    return None if not mark else one if str(value) in ("1", "1.0") else many


_INDONESIAN = str.maketrans(".,", ",.")


class _Filling(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "comma":
            return str(value).translate(_INDONESIAN)
        chosen = plural(format_spec, value)
        return str(super().format_field(value, format_spec)) if chosen is None else chosen


def filled(text: str, values: Mapping[str, Any]) -> str:
    """``text`` with its braces filled; ``{count:row|rows}`` becomes the word that fits the count.

    ``{value:comma}`` is a number written with a decimal comma, as Indonesian texts have it.

    Parameters
    ----------
    text : str
    values : mapping of str to object
        By the names that stand in braces.

    Returns
    -------
    str

    Examples
    --------
    >>> filled("{n} {n:row|rows}", {"n": 1}), filled("{n} {n:row|rows}", {"n": 0})
    ('1 row', '0 rows')
    >>> filled("{share:comma}", {"share": 1234.5})
    '1234,5'
    """
    return _Filling().vformat(text, (), values)
