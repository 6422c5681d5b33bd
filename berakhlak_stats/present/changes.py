"""Changes between waves: which rows belong together, and their table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels, row_name
from berakhlak_stats.present.phrases import has_phrase, phrase, say
from berakhlak_stats.present.reading import p_words, state_words, verb_reading
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.tables import Cell, Table
from berakhlak_stats.present.verbs import ALPHA, PASSED, TESTED, Verb, difference_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_OWN_UNITS = ("number_",)
"""Statistics in units of their own, which the floor in index points says nothing about."""


@dataclass(frozen=True)
class Change:
    """The difference of two waves, with the estimates it is made of."""

    before: Row
    after: Row
    difference: Row
    before_wave: str
    after_wave: str
    points: bool
    """Whether it is in index points or percentage points, to which the floor applies."""

    @property
    def verb(self) -> Verb:
        """What its test allows; without a floor no direction is earned."""
        found = difference_verb(self.difference)
        if self.points or found not in TESTED:
            return found
        return "unsure" if self.difference.p_adjusted < ALPHA else "cannot_tell"


def waves_of(result: Estimates) -> list[str]:
    """Labels of the waves, in the order of time."""
    return [str(each) for each in result.provenance.parameters["waves"]]


def changes(result: Estimates) -> list[Change]:
    """Every difference of a result with its two waves, in the order of the result."""
    rows = rows_of(result)
    waves = [str(each) for each in result.frame["wave"]]
    points = not result.provenance.variant.startswith(_OWN_UNITS)
    place = {
        (_key(row), wave): row for row, wave in zip(rows, waves, strict=True) if not row.against
    }
    made = []
    for row, wave in zip(rows, waves, strict=True):
        if not row.against:
            continue
        before, after = (place.get((_key(row), x)) or _absent(row) for x in (row.against, wave))
        made.append(Change(before, after, row, row.against, wave, points and row.scale.points))
    return made


def _absent(row: Row) -> Row:
    """The place of an estimate that a wave does not have."""
    gone = math.nan
    return replace(
        row, estimate=gone, low=gone, high=gone, n=gone, state="not_computed", difference=False
    )


def _key(row: Row) -> tuple[str, ...]:
    return (row.list, row.level, row.item, row.item_2, row.group)


def change_reading(change: Change, labels: Labels) -> str:
    """The verb of a change in words: "meningkat" rather than "lebih tinggi"."""
    row, found = change.difference, change.verb
    if not row.shown:
        return state_words(row, labels)
    key = f"waves.reading.{found}"
    if has_phrase(key, labels.lang):
        return phrase(key, labels.lang)
    if not change.points and found == "cannot_tell":
        return phrase("state.cannot_tell", labels.lang)
    return verb_reading(row, labels.lang)


def pair_words(change: Change) -> str:
    """``2022–2023``."""
    return f"{change.before_wave}{formats.EN_DASH}{change.after_wave}"


def change_table(result: Estimates, lang: str, caption: str = "", most: int | None = None) -> Table:
    """A line per difference: both waves, the difference, its interval and what may be said.

    Parameters
    ----------
    result : Estimates
        From ``waves`` or ``wave_difference``.
    lang : str
        "id" or "en".
    caption : str
        The message; by default what the verb gate allows.
    most : int or None
        Lines to show; None shows all.

    Returns
    -------
    Table
    """
    from berakhlak_stats.present.narrative.narrate import heading

    every, labels = changes(result), Labels.of(result.provenance, lang)
    shown = every[:most]
    plan = _Plan.of(every, labels)
    lines = tuple(_line(change, plan) for change in shown)
    return Table(
        lang,
        caption or str(heading(result, lang)),
        _head(result, plan),
        lines,
        _note(every, shown, lang),
    )


@dataclass(frozen=True)
class _Plan:
    """Which columns vary."""

    labels: Labels
    groups: bool
    items: bool
    lists: bool
    pairs: bool

    @classmethod
    def of(cls, every: Sequence[Change], labels: Labels) -> _Plan:
        rows = [change.difference for change in every]
        groups = any(row.group for row in rows)
        return cls(
            labels,
            groups=groups,
            items=not groups or len({row_name(labels, row) for row in rows}) > 1,
            lists=len({row.list for row in rows if ">" not in row.list} - {""}) > 1,
            pairs=len({pair_words(change) for change in every}) > 1,
        )


def _head(result: Estimates, plan: _Plan) -> tuple[Cell, ...]:
    lang, waves = plan.labels.lang, waves_of(result)
    conf = formats.percent(result.provenance.conf_level, lang, decimals=0)
    ends = [phrase("waves.column.before", lang), phrase("waves.column.after", lang)]
    named = ends if plan.pairs else [waves[0], waves[-1]]
    cells = [Cell(phrase("column.group", lang))] if plan.groups else []
    cells += [Cell(phrase("column.label", lang))] if plan.items else []
    cells += [Cell(phrase("column.list", lang))] if plan.lists else []
    cells += [Cell(phrase("waves.column.pair", lang))] if plan.pairs else []
    cells += [Cell(f"n {name}" if not plan.pairs else f"n {name.lower()}", "num") for name in named]
    cells += [Cell(name, "num") for name in named]
    cells.append(Cell(phrase("column.difference", lang), "num"))
    cells.append(Cell(say("column.interval", lang, conf=conf), "num"))
    cells.append(Cell(phrase("column.p_adjusted", lang), "num"))
    return (*cells, Cell(phrase("column.reading", lang)))


def _line(change: Change, plan: _Plan) -> tuple[Cell, ...]:
    labels, row, lang = plan.labels, change.difference, plan.labels.lang
    cells = [Cell(row.group or phrase("word.everybody", lang))] if plan.groups else []
    cells += [Cell(row_name(labels, row))] if plan.items else []
    cells += [Cell(labels.list(row.list, short=True))] if plan.lists else []
    cells += [Cell(pair_words(change))] if plan.pairs else []
    if row.hidden:
        return (*cells, Cell(state_words(row, labels), "text", span=8))
    for end in (change.before, change.after):
        known = end.n == end.n
        cells.append(Cell(formats.integer(end.n, lang) if known else formats.EN_DASH, "num"))
    cells += [Cell(_value(end, lang), "num") for end in (change.before, change.after)]
    if row.estimate != row.estimate:
        return (*cells, Cell(change_reading(change, labels), "text", span=4))
    bold = change.verb in PASSED
    cells.append(Cell(formats.signed(row.estimate, lang, decimals=row.decimals), "num", bold))
    span = formats.signed_interval(row.low, row.high, lang, decimals=row.decimals)
    cells.append(Cell(span, "num"))
    tested = row.p_adjusted == row.p_adjusted
    cells.append(Cell(p_words(row, lang) if tested else formats.EN_DASH, "num"))
    return (*cells, Cell(change_reading(change, labels)))


def _value(row: Row, lang: str) -> str:
    known = row.estimate == row.estimate
    return formats.number(row.estimate, lang, decimals=row.decimals) if known else formats.EN_DASH


def _note(every: Sequence[Change], shown: Sequence[Change], lang: str) -> str:
    notes = []
    if len(shown) < len(every):
        counts = [formats.integer(len(part), lang) for part in (shown, every)]
        notes.append(say("table.shown_of", lang, shown=counts[0], total=counts[1]))
    hidden = sum(change.difference.hidden for change in every)
    if hidden:
        key = "table.hidden_one" if hidden == 1 else "table.hidden"
        notes.append(say(key, lang, hidden=formats.integer(hidden, lang)))
    notes.append(phrase("table.rounding", lang))
    if any(change.verb == "broken" for change in every):
        notes.append(phrase("waves.note.broken", lang))
    return " ".join(notes)
