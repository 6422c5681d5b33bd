"""What a cited rule calls the rows of a result: the verdicts of all tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret.interpret import interpret
from berakhlak_stats.interpret.reading import Reading
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.levels import PAIR
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.reading import reading
from berakhlak_stats.present.rows import Row

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

NO_RULE = ("E831", "E835", "E860")
"""Codes by which a result says that no rule is about it."""
Rulings = Mapping[int, Reading]
"""Readings under one rule, by the row they are about."""


def rulings(result: Estimates) -> Rulings:
    """By row, what the default rule of the measure calls it; only rows that have an interval.

    Correlations of many pairs are read only when asked, by
    :func:`~berakhlak_stats.interpret.interpret`: a word to each would drown the numbers.
    """
    if (result.frame["level"] == PAIR).all():
        return {}
    try:
        found = interpret(result)
    except StatisticError as error:
        if error.code in NO_RULE:
            return {}
        raise
    return {each.place: each for each in found if each.verdict()}


def row_reading(row: Row, labels: Labels, ruled: Rulings) -> str:
    """The row's own reading, else what a rule calls it."""
    own = reading(row, labels)
    found = None if own else ruled.get(row.index)
    return own if found is None else found.verdict(labels.lang)


def reading_head(ruled: Rulings, lang: str) -> str:
    """The head of a column of readings, which names the rule where one speaks."""
    first = next(iter(ruled.values()), None)
    if first is None:
        return phrase("column.reading", lang)
    return say("column.ruled", lang, rule=first.source(lang))
