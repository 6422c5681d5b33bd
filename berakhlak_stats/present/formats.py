"""Numbers and dates as people here write them, and as English readers do.

Rounding happens here and nowhere else, half up and by decimal arithmetic, with the same rule that
assigns bands: a number that is shown and the band beside it can never disagree.
"""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from functools import cache
from typing import Any

from berakhlak_stats.instrument.bands import round_half_up
from berakhlak_stats.present.phrases import check_lang, phrase

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"


@cache
def _pattern(decimals: int, lang: str) -> tuple[Any, Any]:
    from babel import Locale
    from babel.numbers import parse_pattern

    check_lang(lang)
    shape = "#,##0." + "0" * decimals if decimals else "#,##0"
    return parse_pattern(shape), Locale.parse(lang)


def rounded(value: float, decimals: int = 1) -> Decimal:
    """``value`` to ``decimals`` places, half up; zero has no sign."""
    exact = Decimal(str(round_half_up(value, decimals))).quantize(Decimal(1).scaleb(-decimals))
    return abs(exact) if exact == 0 else exact


def number(value: float, lang: str, *, decimals: int = 1) -> str:
    """A number with ``decimals`` places: ``62,4`` or ``62.4``; a word where there is none."""
    if value is None or math.isnan(value):
        return phrase("state.no_number", lang)
    pattern, locale = _pattern(decimals, lang)
    exact = rounded(value, decimals)
    text: str = pattern.apply(abs(exact), locale)
    return f"{MINUS}{text}" if exact < 0 else text


def index(value: float, lang: str) -> str:
    """A score on 0-100 as published, with one decimal."""
    return number(value, lang, decimals=1)


def precise(value: float, lang: str) -> str:
    """A number in units of its own with three decimals: ``0,293``."""
    return number(value, lang, decimals=3)


def integer(value: float, lang: str) -> str:
    """A count of people: ``936.476`` or ``936,476``."""
    return number(value, lang, decimals=0)


def signed(value: float, lang: str, *, decimals: int = 1) -> str:
    """A difference with its sign, ``+26,9``; zero has none."""
    text = number(value, lang, decimals=decimals)
    if value is None or math.isnan(value):
        return text
    return f"+{text}" if rounded(value, decimals) > 0 else text


def percent(share: float, lang: str, *, decimals: int = 1) -> str:
    """A share of 0-1 as a percentage without a space: ``14,4%``."""
    if share is None or math.isnan(share):
        return phrase("state.no_number", lang)
    return f"{number(100 * share, lang, decimals=decimals)}%"


def interval(low: float, high: float, lang: str, *, decimals: int = 1) -> str:
    """An interval: ``60,1–64,6``; with a minus anywhere, as :func:`signed_interval`."""
    if math.isnan(low) or math.isnan(high):
        return phrase("state.no_interval", lang)
    if rounded(low, decimals) < 0:
        return signed_interval(low, high, lang, decimals=decimals)
    return f"{number(low, lang, decimals=decimals)}{EN_DASH}{number(high, lang, decimals=decimals)}"


def signed_interval(low: float, high: float, lang: str, *, decimals: int = 1) -> str:
    """An interval of a difference: ``−5,6 s.d. +9,2`` or ``−5.6 to +9.2``."""
    if math.isnan(low) or math.isnan(high):
        return phrase("state.no_interval", lang)
    ends = (signed(end, lang, decimals=decimals) for end in (low, high))
    return f" {phrase('word.to', lang)} ".join(ends)


def p_value(value: float, lang: str) -> str:
    """A p value: ``0,013``; at the ends ``<0,001`` and ``>0,999``."""
    if math.isnan(value):
        return phrase("state.no_number", lang)
    if rounded(value, 3) < Decimal("0.001"):
        return f"<{number(0.001, lang, decimals=3)}"
    if rounded(value, 3) > Decimal("0.999"):
        return f">{number(0.999, lang, decimals=3)}"
    return number(value, lang, decimals=3)


def probability(value: float, lang: str) -> str:
    """A probability as a whole percentage, ``86%``; ``>99%`` and ``<1%`` at the ends."""
    if math.isnan(value):
        return phrase("state.no_number", lang)
    if value > 0.99:
        return ">99%"
    return "<1%" if value < 0.01 else f"{number(100 * value, lang, decimals=0)}%"


def date(day: datetime.date, lang: str) -> str:
    """A date in words: ``15 Oktober 2022``."""
    from babel.dates import format_date

    return str(format_date(day, "d MMMM y", locale=check_lang(lang)))
