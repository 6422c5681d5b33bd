"""Ranks and benchmarks of groups as records, and their tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import has_phrase, phrase, say
from berakhlak_stats.present.reading import state_words, unranked_words
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.tables import Cell, Table

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.present.figures.figure import Figure

INNER, OUTER = 95.0, 99.8
"""Levels of the limits of a funnel, in percent."""
MAIN = "implementation"
_COLUMNS = (
    *("limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high", "statistic"),
    *("raw", "reliability", "place", "place_low", "place_high"),
    *("between_variance", "between_high", "dispersion", "per_person", "df"),
)


@dataclass(frozen=True)
class Standing:
    """A row with the numbers that only these results have; NaN where one has none or is hidden."""

    row: Row
    limit_95_low: float = math.nan
    limit_95_high: float = math.nan
    limit_998_low: float = math.nan
    limit_998_high: float = math.nan
    statistic: float = math.nan
    raw: float = math.nan
    reliability: float = math.nan
    place: float = math.nan
    place_low: float = math.nan
    place_high: float = math.nan
    between_variance: float = math.nan
    between_high: float = math.nan
    dispersion: float = math.nan
    per_person: float = math.nan
    df: float = math.nan

    @property
    def ranked(self) -> bool:
        """Whether the group has a place."""
        return self.row.shown and not math.isnan(self.place)

    @property
    def position(self) -> str:
        """Where a group lies in its funnel: "inside", "outside" or "far"."""
        if _beyond(self.row.estimate, self.limit_998_low, self.limit_998_high):
            return "far"
        beyond = _beyond(self.row.estimate, self.limit_95_low, self.limit_95_high)
        return "outside" if beyond else "inside"


def _beyond(value: float, low: float, high: float) -> bool:
    return value < low or value > high


def standings_of(result: Estimates) -> list[Standing]:
    """All rows of a result, in its order."""
    held = [name for name in _COLUMNS if name in result.frame]
    columns = {name: result.frame[name].to_numpy(float) for name in held}
    found = []
    for row in rows_of(result):
        numbers = {name: float(columns[name][row.index]) for name in held} if row.shown else {}
        if result.provenance.statistic == "rank_sets":
            numbers |= {"place": row.estimate, "place_low": row.low, "place_high": row.high}
        found.append(Standing(row, **numbers))
    return found


def main_item(standings: Sequence[Standing]) -> str:
    """The item that a figure shows: implementation, else the first."""
    items = [each.row.item for each in standings]
    return MAIN if MAIN in items or not items else items[0]


def groups_of(standings: Sequence[Standing], item: str) -> list[Standing]:
    """The groups of one item."""
    return [each for each in standings if each.row.item == item and each.row.group]


def whole_of(standings: Sequence[Standing], item: str) -> Standing | None:
    """The centre of one item, where it is known."""
    rows = (each for each in standings if each.row.item == item and not each.row.group)
    return next((each for each in rows if each.row.shown), None)


def level_words(result: Estimates, lang: str) -> str:
    """The confidence level with as many decimals as it needs: ``95%``, ``99,7%``."""
    level = 100 * result.provenance.conf_level
    return f"{formats.number(level, lang, decimals=0 if float(level).is_integer() else 1)}%"


def places_in_order(standings: Sequence[Standing]) -> list[Standing]:
    """By place, hidden groups last."""
    return sorted(standings, key=lambda each: (math.isnan(each.place), each.place, each.row.group))


Write = Callable[[Standing, str], str]


def _score(each: Standing, lang: str) -> str:
    return formats.index(each.row.estimate, lang)


def _span(each: Standing, lang: str) -> str:
    return formats.interval(each.row.low, each.row.high, lang)


def _place(each: Standing, lang: str) -> str:
    return formats.number(each.place, lang, decimals=0) if each.ranked else formats.EN_DASH


def _places(each: Standing, lang: str) -> str:
    if not each.ranked:
        return unranked_words(each.row, lang)
    return formats.interval(each.place_low, each.place_high, lang, decimals=0)


def _kinds(lang: str) -> dict[str, tuple[str, Write, bool]]:
    """Columns by name: head, what is written, and whether rows about everybody have it too."""

    def head(name: str) -> str:
        return phrase(f"benchmark.column.{name}", lang)

    def decimals(name: str, places: int) -> Write:
        return lambda each, lang: formats.number(getattr(each, name), lang, decimals=places)

    def limits(name: str) -> Write:
        return lambda each, lang: formats.interval(
            getattr(each, f"limit_{name}_low"), getattr(each, f"limit_{name}_high"), lang
        )

    return {
        "score": (phrase("column.score", lang), _score, True),
        "shrunken": (head("shrunken"), _score, True),
        "interval": ("", _span, True),
        "raw": (head("raw"), decimals("raw", 1), False),
        "reliability": (head("reliability"), decimals("reliability", 2), False),
        "place": (head("place"), _place, False),
        "places": (head("places"), _places, False),
        "limits_95": (head("limits_95"), limits("95"), False),
        "limits_998": (head("limits_998"), limits("998"), False),
        "p_adjusted": (
            phrase("column.p_adjusted", lang),
            lambda each, lang: formats.p_value(each.row.p_adjusted, lang),
            False,
        ),
        "position": (
            head("position"),
            lambda each, lang: phrase(f"benchmark.position.{each.position}", lang),
            False,
        ),
    }


_TABLES = {
    "funnel": ("score", "interval", "limits_95", "limits_998", "p_adjusted", "position"),
    "rank_sets": ("place", "places"),
    "shrunken_scores": ("raw", "shrunken", "interval", "reliability"),
    "standings": ("place", "places", "raw", "shrunken", "interval", "reliability"),
}


def benchmark_table(
    result: Estimates, lang: str, *, caption: str = "", most: int | None = None
) -> Table:
    """A line per group and item; ranked groups by place, others in the order of the result.

    Parameters
    ----------
    result : Estimates
        Of one of :data:`~berakhlak_stats.present.own.BENCHMARKS`.
    lang : str
        "id" or "en".
    caption : str
        The message; by default what the tests allow as a heading.
    most : int or None
        Rows to show; None shows all.

    Returns
    -------
    Table
    """
    every = _in_order(result)
    shown = every[:most]
    labels = Labels.of(result.provenance, lang)
    kinds, names = _kinds(lang), _TABLES[result.provenance.statistic]
    several = len({each.row.item for each in every}) > 1
    conf = level_words(result, lang)
    head = [Cell(phrase("column.label", lang))] if several else []
    head += [Cell(phrase("column.group", lang)), Cell("n", "num")]
    head += [
        Cell(kinds[name][0] or say("column.interval", lang, conf=conf), _align(name))
        for name in names
    ]
    rows = []
    for each in shown:
        cells = [Cell(labels.short(each.row.item))] if several else []
        rows.append((*cells, *_line(each, labels, names)))
    if not caption:
        from berakhlak_stats.present.narrative.benchmarks import benchmark_narrative

        caption = str(benchmark_narrative(result, lang).heading)
    return Table(lang, caption, tuple(head), tuple(rows), _note(result, every, shown, lang))


def _align(name: str) -> str:
    return "text" if name == "position" else "num"


def _in_order(result: Estimates) -> list[Standing]:
    """Item by item, the centre first; ranked groups by place."""
    every, made = standings_of(result), []
    ranked = result.provenance.statistic in ("rank_sets", "standings")
    for item in dict.fromkeys(each.row.item for each in every):
        made += [each for each in every if each.row.item == item and not each.row.group]
        groups = groups_of(every, item)
        made += places_in_order(groups) if ranked else groups
    return made


def _line(each: Standing, labels: Labels, names: Sequence[str]) -> tuple[Cell, ...]:
    row, lang = each.row, labels.lang
    hidden = say("state.fewer_than", lang, least=row.least)
    n = hidden if row.state == "suppressed" else formats.EN_DASH
    first = Cell(row.group or phrase("benchmark.centre", lang))
    count = Cell(formats.integer(row.n, lang) if row.n == row.n else n, "num")
    if not row.shown:
        return first, count, Cell(_why(row, labels), span=len(names))
    kinds = _kinds(lang)
    cells = [
        Cell(kinds[name][1](each, lang) if row.group or kinds[name][2] else formats.EN_DASH,
             _align(name))
        for name in names
    ]  # fmt: skip
    return first, count, *cells


def _why(row: Row, labels: Labels) -> str:
    """Why a row has no numbers."""
    key = f"stability.note.{row.note.replace(' ', '_')}"
    if not row.hidden and row.note and has_phrase(key, labels.lang):
        return phrase(key, labels.lang)
    return state_words(row, labels)


def _note(
    result: Estimates, every: Sequence[Standing], shown: Sequence[Standing], lang: str
) -> str:
    notes = []
    names = _TABLES[result.provenance.statistic]
    if "places" in names:
        notes.append(say("benchmark.note.places", lang, level=level_words(result, lang)))
    if "shrunken" in names:
        notes.append(phrase("benchmark.note.shrunken", lang))
    if len(shown) < len(every):
        counts = [formats.integer(len(part), lang) for part in (shown, every)]
        notes.append(say("table.shown_of", lang, shown=counts[0], total=counts[1]))
    hidden = sum(each.row.hidden for each in every)
    if hidden:
        key = "table.hidden_one" if hidden == 1 else "table.hidden"
        notes.append(say(key, lang, hidden=formats.integer(hidden, lang)))
    return " ".join(notes)


def benchmark_figure(result: Estimates, lang: str, *, width: float, title: str = "") -> Figure:
    """The funnel, the pairs of raw and shrunken scores, or the ranks that remain possible."""
    from berakhlak_stats.present.figures.funnel import funnel
    from berakhlak_stats.present.figures.rank_intervals import rank_intervals
    from berakhlak_stats.present.figures.shrunken import shrunken
    from berakhlak_stats.present.narrative.benchmarks import benchmark_narrative

    message = title or str(benchmark_narrative(result, lang).heading)
    drawn = {"funnel": funnel, "shrunken_scores": shrunken}
    draw = drawn.get(result.provenance.statistic, rank_intervals)
    return draw(result, lang, width=width, title=message)
