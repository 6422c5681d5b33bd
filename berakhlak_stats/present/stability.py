"""Table and figure of reliability results: one line per coefficient, component or word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.dot_rows import DotRow, draw_dot_rows
from berakhlak_stats.present.figures.figure import Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.measures import Measure, group_words, heading_words, measures
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.rows import reach
from berakhlak_stats.present.svg.scale import ticks_over
from berakhlak_stats.present.tables import Cell, Table

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_DRAWN = ("resample_share", "coefficient", "respondents")
"""Levels that share an axis, the first that is there."""
_MOST_DRAWN = 30


def stability_table(
    result: Estimates, lang: str, *, caption: str = "", most: int | None = None
) -> Table:
    """A line per row: group, what it is, list, n, value, interval, and what is to be said of it.

    Parameters
    ----------
    result : Estimates
        Of one of :data:`~berakhlak_stats.present.own.STABILITY`.
    lang : str
        "id" or "en".
    caption : str
        The message; by default what the result is about.
    most : int or None
        Rows to show; None shows all.

    Returns
    -------
    Table
    """
    every = measures(result, lang)
    shown = every[:most]
    groups = any(each.row.group for each in every)
    lists = len({each.row.list for each in every if ">" not in each.row.list} - {""}) > 1
    conf = formats.percent(result.provenance.conf_level, lang, decimals=0)
    head = [Cell(phrase("column.group", lang))] if groups else []
    head.append(Cell(phrase("column.label", lang)))
    head += [Cell(phrase("column.list", lang))] if lists else []
    head += [Cell("n", "num"), Cell(phrase("stability.value.estimate", lang), "num")]
    head += [Cell(say("column.interval", lang, conf=conf), "num")]
    head.append(Cell(phrase("column.reading", lang)))
    rows = tuple(_cells(result, each, groups=groups, lists=lists) for each in shown)
    return Table(
        lang, caption or heading_words(result, lang), tuple(head), rows, _note(every, shown, lang)
    )


def _cells(result: Estimates, each: Measure, *, groups: bool, lists: bool) -> tuple[Cell, ...]:
    row, labels = each.row, each.labels
    lang = labels.lang
    cells = [Cell(group_words(result, row, lang))] if groups else []
    cells.append(Cell(each.name))
    cells += [Cell(labels.list(row.list, short=True) if row.list else "")] if lists else []
    least = say("state.fewer_than", lang, least=row.least)
    n = least if row.state == "suppressed" else formats.EN_DASH
    cells.append(Cell(formats.integer(row.n, lang) if row.n == row.n else n, "num"))
    if not row.shown:
        return (*cells, Cell(each.note, "text", span=3))
    return (*cells, Cell(each.value, "num"), Cell(each.span, "num"), Cell(each.note))


def _note(every: Sequence[Measure], shown: Sequence[Measure], lang: str) -> str:
    notes = []
    if len(shown) < len(every):
        counts = [formats.integer(len(part), lang) for part in (shown, every)]
        notes.append(say("table.shown_of", lang, shown=counts[0], total=counts[1]))
    hidden = sum(each.row.hidden for each in every)
    if hidden:
        key = "table.hidden_one" if hidden == 1 else "table.hidden"
        notes.append(say(key, lang, hidden=formats.integer(hidden, lang)))
    return " ".join(notes)


def stability_figure(result: Estimates, lang: str, *, width: float, title: str = "") -> Figure:
    """A dot on its interval per row, of the one level whose rows share an axis."""
    pen = Pen.of(result, lang, width)
    every = measures(result, lang)
    level = next((name for name in _DRAWN if any(each.row.level == name for each in every)), "")
    chosen = _ordered([each for each in every if each.row.level == level])
    drawn = chosen[:_MOST_DRAWN]
    ends = reach(each.row for each in drawn)
    ticks = ticks_over(min(ends, default=0.0), max(ends, default=1.0), 4 if pen.wide else 3)
    names = [_name(each, drawn) for each in drawn]
    rows = [_drawn(each, name) for each, name in zip(drawn, names, strict=True)]
    draw_dot_rows(pen, rows, ticks, pen.word(f"stability.head.{level}") if level else "")
    pairs = [(name, each.value) for name, each in zip(names, drawn, strict=True) if each.row.shown]
    resampled = level == _DRAWN[0]
    caption = pen.say("stability.figure.caption" if resampled else "caption.plain")
    subtitle = pen.say("stability.figure.sub" if resampled else "sub.plain")
    if len(chosen) > len(drawn):
        count = formats.integer(len(chosen) - len(drawn), lang)
        caption += " " + pen.say("caption.left_out", count=count)
    what = heading_words(result, lang)
    hidden = sum(each.row.hidden for each in drawn)
    return Figure(
        "stability",
        lang,
        title or what,
        f"{subtitle} {sample_words(result, lang)}",
        caption,
        alt_text(pen, "plain", what, pairs[:3], hidden),
        pen.canvas,
    )


def _ordered(chosen: list[Measure]) -> list[Measure]:
    """Shares of resamples from the surest word down, list by list; others as they come."""
    if not chosen or chosen[0].row.level != _DRAWN[0]:
        return chosen
    seen = dict.fromkeys((each.row.group, each.row.list) for each in chosen)
    order = {key: i for i, key in enumerate(seen)}

    def key(each: Measure) -> tuple[int, bool, float]:
        row = each.row
        return order[row.group, row.list], not row.shown, -row.estimate if row.shown else 0.0

    return sorted(chosen, key=key)


def _drawn(each: Measure, name: str) -> DotRow:
    if not each.row.shown:
        return DotRow(name, each.ends, note=each.note)
    return DotRow(name, each.ends, each.value, each.span if each.row.level != _DRAWN[0] else "")


def _name(each: Measure, drawn: Sequence[Measure]) -> str:
    parts = [each.item if each.row.level == _DRAWN[0] else each.name]
    if len({other.row.list for other in drawn if ">" not in other.row.list} - {""}) > 1:
        parts.append(each.labels.list(each.row.list, short=True))
    if each.row.group:
        parts.append(each.row.group)
    return " \N{MIDDLE DOT} ".join(filter(None, parts))
