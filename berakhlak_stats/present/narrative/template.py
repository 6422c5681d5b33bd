"""Templates with typed places: ``{value:index}`` becomes ``62,4`` and is noted as 62.4.

Formats: ``own`` and ``own_interval`` for numbers on the scale of the row that a sentence is about;
``index``, ``signed``, ``interval``, ``signed_interval``, ``coefficient``,
``coefficient_interval``, ``integer``, ``integer_interval``, ``probability``, ``p`` for numbers;
``{count:row|rows}`` for the word that agrees with a number printed elsewhere; a place without a
format takes finished text. What was printed is kept as language-free decimals, so that an auditor
can look every number up again.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from berakhlak_stats.errors import plural
from berakhlak_stats.present import formats
from berakhlak_stats.present.levels import SCORE, Scale
from berakhlak_stats.present.phrases import phrase

LEAST_P, MOST_P = 0.001, 0.999
_ONE: dict[str, tuple[Callable[..., str], int]] = {
    "index": (formats.index, 1),
    "precise": (formats.precise, 3),
    "signed": (formats.signed, 1),
    "coefficient": (partial(formats.number, decimals=2), 2),
    "integer": (formats.integer, 0),
    "p": (formats.p_value, 3),
}
_TWO: dict[str, tuple[Callable[..., str], int]] = {
    "interval": (formats.interval, 1),
    "signed_interval": (formats.signed_interval, 1),
    "coefficient_interval": (partial(formats.interval, decimals=2), 2),
    "integer_interval": (partial(formats.interval, decimals=0), 0),
}


class _Filler(string.Formatter):
    def __init__(self, lang: str, scale: Scale) -> None:
        self.lang = lang
        self.scale = scale
        self.printed: list[str] = []

    def format_field(self, value: Any, format_spec: str) -> str:
        decimals = self.scale.decimals
        if format_spec == "own":
            self.printed.append(canonical(value, decimals))
            return formats.number(value, self.lang, decimals=decimals) + self.scale.unit
        if format_spec == "own_interval":
            self.printed += [canonical(end, decimals) for end in value if end == end]
            return formats.interval(value[0], value[1], self.lang, decimals=decimals)
        if format_spec in _TWO:
            write_both, decimals = _TWO[format_spec]
            self.printed += [canonical(end, decimals) for end in value if end == end]
            return write_both(value[0], value[1], self.lang)
        if format_spec == "probability":
            self.printed.append(_percent(value))
            return formats.probability(value, self.lang)
        if format_spec in _ONE:
            write, decimals = _ONE[format_spec]
            # A p near an end is printed as a bound, which is then what the sentence says.
            stated = min(max(value, LEAST_P), MOST_P) if format_spec == "p" else value
            self.printed.append(canonical(stated, decimals))
            return write(value, self.lang)
        return plural(format_spec, value) or str(value)


def _percent(share: float) -> str:
    """The whole percentage that is printed for a probability."""
    if share > 0.99:
        return "99"
    return "1" if share < 0.01 else canonical(100 * share, 0)


def canonical(value: float, decimals: int = 1) -> str:
    """A printed number without its language: rounded, unsigned, with a point, no end zeros."""
    text = str(abs(formats.rounded(value, decimals)))
    return text.rstrip("0").rstrip(".") if "." in text else text


def fill(
    key: str, lang: str, values: Mapping[str, Any], scale: Scale = SCORE
) -> tuple[str, tuple[str, ...]]:
    """The sentence of template ``key`` and the canonical numbers it prints."""
    return fill_text(phrase(key, lang), lang, values, scale)


def fill_text(
    template: str, lang: str, values: Mapping[str, Any], scale: Scale = SCORE
) -> tuple[str, tuple[str, ...]]:
    """The same for a template from elsewhere, such as the report's own."""
    filler = _Filler(lang, scale)
    text = filler.vformat(template, (), dict(values))
    return text, tuple(filler.printed)
