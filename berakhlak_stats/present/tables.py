"""A result as a publication table: label, n, estimate, interval, reading; words where hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.estimates.bounds import VOTE_LEVELS
from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.columns import item_column, n_words, value_column
from berakhlak_stats.present.inert import markup
from berakhlak_stats.present.labels import Labels, in_order, row_name
from berakhlak_stats.present.levels import COEFFICIENT, RANK
from berakhlak_stats.present.own import own_presentation
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.reading import everybody_words, p_words, reading
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.rulings import Rulings, reading_head, row_reading, rulings
from berakhlak_stats.present.verbs import PASSED, difference_verb
from berakhlak_stats.present.ways import second_head, second_words
from berakhlak_stats.survey.texts import printable

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

MOST = 15
_CELL = "padding:5px 10px;border:0;border-bottom:1px solid " + palette.GRID
_STYLES = {
    "table": f"border-collapse:collapse;font:14px {palette.FONT};color:{palette.INK}",
    "caption": "caption-side:top;text-align:left;font-weight:700;font-size:15px;padding:0 0 8px",
    "head": f"{_CELL};border-bottom:1.5px solid {palette.INK};font-weight:400",
    "text": f"{_CELL};text-align:left;font-weight:400",
    "num": f"{_CELL};text-align:right;font-variant-numeric:tabular-nums",
    "note": f"font:12.5px {palette.FONT};color:{palette.SECOND};text-align:left",
}


@dataclass(frozen=True)
class Cell:
    """Finished words; ``kind`` is "text" or "num", ``span`` columns wide."""

    words: str
    kind: str = "text"
    bold: bool = False
    span: int = 1


@dataclass(frozen=True, repr=False)
class Table:
    """A caption that is a message, a head, rows of cells, and a note."""

    lang: str
    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __repr__(self) -> str:
        return f"Table({self.caption!r}, {len(self.rows)} rows)"

    def html(self, *, inline: bool = False, caption: bool = True) -> str:
        """The table as HTML; everything from data is escaped.

        ``inline`` writes styles into the tags, for pages without the style sheet of a report.
        """
        head = "".join(self._cell(cell, "col", inline) for cell in self.head)
        body = "".join(
            "<tr>"
            + self._cell(row[0], "row", inline)
            + "".join(self._cell(cell, "", inline) for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        top = (
            f"<caption{_style('caption', inline)}>{markup(self.caption)}</caption>"
            if caption
            else ""
        )
        made = (
            f'<table class="bs-table" lang="{self.lang}"{_style("table", inline)}>{top}'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        if self.note:
            made += f'<p class="bs-note"{_style("note", inline)}>{markup(self.note)}</p>'
        return made

    def _cell(self, cell: Cell, scope: str, inline: bool) -> str:
        tag = "th" if scope else "td"
        attributes = f' scope="{scope}"' if scope else ""
        attributes += f' class="{cell.kind}"'
        if cell.span > 1:
            attributes += f' colspan="{cell.span}"'
        attributes += _style(cell.kind, inline, head=scope == "col")
        words = markup(cell.words)
        return f"<{tag}{attributes}>{f'<b>{words}</b>' if cell.bold else words}</{tag}>"

    def _repr_html_(self) -> str:
        return self.html(inline=True)

    def __str__(self) -> str:
        lines = [[cell.words for cell in row] for row in (self.head, *self.rows)]
        made = [self.caption, *("\t".join(line) for line in lines)]
        return printable("\n".join([*made, self.note] if self.note else made))


def _style(kind: str, inline: bool, *, head: bool = False) -> str:
    if not inline:
        return ""
    style = _STYLES[kind]
    if head:
        style = _STYLES["head"] + (";text-align:right" if kind == "num" else ";text-align:left")
    return f' style="{style}"'


@dataclass(frozen=True)
class _Plan:
    """Which columns a table has."""

    labels: Labels
    conf: str
    least: int
    items: bool
    seconds: bool
    lists: bool
    groups: bool
    others: bool
    """Whether differences are from one and another group, which a column names."""
    differences: bool
    tests: bool
    readings: bool
    units: bool
    """Whether numbers need their unit, for the head of the column does not say it."""
    ruled: Rulings


def _plan(result: Estimates, rows: Sequence[Row], lang: str) -> _Plan:
    labels = Labels.of(result.provenance, lang)
    groups = any(row.group for row in rows)
    ruled = rulings(result)
    return _Plan(
        labels,
        formats.percent(result.provenance.conf_level, lang, decimals=0),
        result.provenance.smallest_group,
        items=not groups or len({row_name(labels, row) for row in rows}) > 1,
        seconds=any(row.way for row in rows),
        lists=len({row.list for row in rows if ">" not in row.list} - {""}) > 1,
        groups=groups,
        others=len({row.against for row in rows}) > 1,
        differences=any(row.p_adjusted == row.p_adjusted for row in rows),
        tests=any(row.level == COEFFICIENT and row.p_value == row.p_value for row in rows),
        readings=bool(ruled) or any(reading(row, labels) for row in rows),
        units=value_column(rows) == "estimate",
        ruled=ruled,
    )


def table(
    result: Estimates, lang: str = "en", *, caption: str = "", most: int | None = MOST
) -> Table:
    """A publication table of any result.

    Parameters
    ----------
    result : Estimates
        Scores are printed on 0-100, shares in percent, differences in points.
    lang : str
        "id" or "en".
    caption : str
        The message; by default what the verb gate allows as a heading.
    most : int or None
        Rows to show; None shows all. The note says how many there are.

    Returns
    -------
    Table
        Displays itself in a notebook; ``html()`` gives the tags.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> table(bs.indices.implementation(survey), "id").head[0].words
    'Indeks'
    """
    if own := own_presentation(result):
        return own.table(result, lang, caption=caption, most=most)
    every = _ordered(tested_first(rows_of(result)))
    if any(row.verdict for row in every):
        from berakhlak_stats.present.verdicts import verdict_table

        return verdict_table(result, lang, caption=caption, most=most)
    rows = every if most is None else every[:most]
    plan = _plan(result, rows, lang)
    level = ""
    if not caption:
        from berakhlak_stats.present.narrative.narrate import narrate, own_level

        said = narrate(result, lang)
        caption, level = str(said.heading), own_level(said, result)
    return Table(
        lang,
        caption,
        _head(rows, plan),
        tuple(_cells(row, plan) for row in rows),
        " ".join(filter(None, (_note(every, rows, lang), level))),
    )


def tested_first(rows: list[Row]) -> list[Row]:
    """Differences only, where a result also holds the shares they are made of."""
    return [row for row in rows if row.difference] or rows


def _ordered(rows: list[Row]) -> list[Row]:
    """Words, behaviours and areas from the largest estimate down within a list; others as given."""
    if rows and all(row.level == RANK and not row.group for row in rows):
        return sorted(rows, key=lambda row: (row.list, not row.shown, row.estimate))
    votes = [row for row in rows if row.level in VOTE_LEVELS]
    rest = [row for row in rows if row.level not in VOTE_LEVELS]
    if any(row.group or row.way for row in rows) or any(row.level != "item" for row in rest):
        return rows
    lists = {name: place for place, name in enumerate(in_order(row.list for row in votes))}
    votes.sort(
        key=lambda row: (lists[row.list], not row.shown, -row.estimate if row.shown else 0.0)
    )
    return votes + rest


def _head(rows: Sequence[Row], plan: _Plan) -> tuple[Cell, ...]:
    lang, names = plan.labels.lang, []
    if plan.groups:
        names.append(phrase("column.group", lang))
    if plan.others:
        names.append(phrase("column.against", lang))
    if plan.items:
        names.append(phrase(f"column.{item_column(rows, plan.groups)}", lang))
    if plan.seconds:
        names.append(second_head(next(row.way for row in rows if row.way), lang))
    if plan.lists:
        names.append(phrase("column.list", lang))
    value = value_column(rows)
    cells = [Cell(name) for name in names]
    cells += [Cell("n", "num"), Cell(phrase(f"column.{value}", lang), "num")]
    cells.append(Cell(say("column.interval", lang, conf=plan.conf), "num"))
    if plan.tests:
        cells.append(Cell(phrase("column.p_value", lang), "num"))
    if plan.differences:
        cells.append(Cell(phrase("column.p_adjusted", lang), "num"))
    if plan.readings:
        cells.append(Cell(reading_head(plan.ruled, lang)))
    return tuple(cells)


def _cells(row: Row, plan: _Plan) -> tuple[Cell, ...]:
    labels, lang = plan.labels, plan.labels.lang
    cells = [Cell(row.group or everybody_words(row, lang))] if plan.groups else []
    cells += [Cell(row.against)] if plan.others else []
    if plan.items:
        cells.append(Cell(row_name(labels, row)))
    if plan.seconds:
        cells.append(Cell(second_words(labels, row.way)))
    if plan.lists:
        cells.append(Cell(labels.list(row.list, short=True)))
    cells.append(Cell(n_words(row, plan.least, lang), "num"))
    if not row.shown:
        wide = 2 + plan.differences + plan.tests + plan.readings
        return (*cells, Cell(reading(row, labels), "text", span=wide))
    signed = row.difference or row.level == "change"
    bold = row.difference and difference_verb(row) in PASSED
    write = formats.signed if signed else formats.number
    spread = formats.signed_interval if signed else formats.interval
    unit = row.scale.unit if plan.units else ""
    cells.append(Cell(write(row.estimate, lang, decimals=row.decimals) + unit, "num", bold))
    cells.append(Cell(spread(row.low, row.high, lang, decimals=row.decimals), "num"))
    if plan.tests:
        cells.append(Cell(formats.p_value(row.p_value, lang), "num"))
    if plan.differences:
        cells.append(Cell(p_words(row, lang), "num"))
    if plan.readings:
        cells.append(Cell(row_reading(row, labels, plan.ruled)))
    return tuple(cells)


def _note(every: Sequence[Row], rows: Sequence[Row], lang: str) -> str:
    notes = []
    if len(rows) < len(every):
        shown, total = (formats.integer(len(part), lang) for part in (rows, every))
        notes.append(say("table.shown_of", lang, shown=shown, total=total))
    hidden = sum(row.hidden for row in every)
    if hidden:
        key = "table.hidden_one" if hidden == 1 else "table.hidden"
        notes.append(say(key, lang, hidden=formats.integer(hidden, lang)))
    if any(row.difference for row in rows):
        notes.append(phrase("table.rounding", lang))
    return " ".join(notes)
