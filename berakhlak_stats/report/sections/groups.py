"""Groups: scores with intervals, never a ranking; and what the rule of aggregation changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from berakhlak_stats.files import slug
from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.figure import Figure
from berakhlak_stats.present.figures.forest import forest
from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row, grouped, pick, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.report.blocks import Block, Cell, Column, Line, Picture, Prose, Section, Table
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.families import GROUP_SCORES, with_share
from berakhlak_stats.report.pictures import numbers_table, picture

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

PEOPLE = "people"


def groups(book: Book, column: str, *, first: bool) -> Section | None:
    """One column of groups; the first one in full."""
    result = book.results.get(f"indices:{column}")
    if result is None:
        return None
    name = column_name(column, book.lang)
    blocks: list[Block] = [Prose((book.fact("groups.lead"),), "lead")]
    items = GROUP_SCORES if first else GROUP_SCORES[:1]
    table = wide_table(book, result, book.word("groups.table", column=name))
    blocks += [_picture(book, result, column, item, table) for item in items]
    blocks += _benchmarks(book, column)
    rules = book.results.get(f"aggregation:{column}")
    if rules is not None and any(row.shown for row in rows_of(rules)):
        blocks += _aggregation(book, rules)
    title = book.word("section.groups", column=name)
    return Section(f"groups-{slug_of(column)}", title, tuple(blocks))


def slug_of(column: str) -> str:
    """A column's name as part of an id."""
    return slug(column)


def family_part(book: Book, result: Estimates, column: str, item: str) -> Estimates:
    """The groups of one score, tested as one family at its share of alpha, wherever it is told."""
    part = select(result, lambda row: row.item == item)
    share = book.shares.get(f"groups:{column}:{item}")
    return part if share is None else with_share(part, share)


def _picture(book: Book, result: Estimates, column: str, item: str, every: Table) -> Picture:
    part = family_part(book, result, column, item)
    said = book.narrate(part)
    book.tested(f"groups:{column}:{item}", said.sentences)
    remarks = [book.line(s) for s in said.sentences if not s.claim.rule_fired.startswith("hidden")]
    return picture(
        book,
        f"groups-{slug_of(column)}-{item.replace('_', '-')}",
        lambda width: forest(part, book.lang, item=item, width=width),
        _titled(book, book.line(said.heading), item),
        tables=[numbers_table(part, book), every] if item == "implementation" else [],
        remarks=remarks,
    )


def _benchmarks(book: Book, column: str) -> list[Block]:
    """Ranks, values and the funnel, as far as the report holds them for this column."""
    made: list[Block] = []
    for kind in ("ranks", "values", "funnel"):
        result = book.results.get(f"{kind}:{column}")
        if result is None or not any(row.shown for row in rows_of(result)):
            continue
        said = book.narrate(result)
        book.tested(f"{kind}:{column}", (said.heading, *said.sentences))
        heading = book.line(said.heading)
        kept = [s for s in said.sentences if not s.claim.rule_fired.startswith("hidden")]
        made.append(
            picture(
                book,
                f"groups-{slug_of(column)}-{kind}",
                partial(_plot, result, book.lang),
                _headed(book, heading, kind),
                tables=[numbers_table(result, book)],
                remarks=[book.line(sentence) for sentence in kept],
            )
        )
    return made


def _plot(result: Estimates, lang: str, width: float) -> Figure:
    return plot(result, lang, width=width)


def _headed(book: Book, heading: Line, kind: str) -> Line:
    if kind != "values":
        return _titled(book, heading, GROUP_SCORES[0])
    text = f"{heading.text[:1].lower()}{heading.text[1:]}"
    return replace(heading, text=f"{book.word('groups.values')}: {text}")


def _titled(book: Book, heading: Line, item: str) -> Line:
    """The message with the name of the score before it: two figures may have the same message."""
    text = heading.text
    return replace(heading, text=f"{book.labels.short(item)}: {text[:1].lower()}{text[1:]}")


def wide_table(book: Book, result: Estimates, caption: str, level: str = "index") -> Table:
    """All scores of a level for all groups, a score and its interval per cell."""
    rows = pick(grouped(rows_of(result)), level=level)
    items = list(dict.fromkeys(row.item for row in rows))
    names = list(dict.fromkeys(row.group for row in rows))
    found = {(row.group, row.item): row for row in rows}
    columns = (Column(""), *(Column(book.labels.short(item), True) for item in items))
    body = tuple(_group_row(book, name, [found[name, item] for item in items]) for name in names)
    return Table(caption, columns, body, style="stacked", wide=True)


def _group_row(book: Book, name: str, rows: list[Row]) -> tuple[Cell, ...]:
    """A group's scores; a hidden group has one cell that says so."""
    if all(row.hidden for row in rows):
        return Cell(name), Cell(state_words(rows[0], book.labels), span=len(rows))
    return Cell(name), *(_score(book, row) for row in rows)


def _score(book: Book, row: Row) -> Cell:
    if not row.shown:
        return Cell(state_words(row, book.labels))
    return Cell(
        formats.index(row.estimate, book.lang), formats.interval(row.low, row.high, book.lang)
    )


def _aggregation(book: Book, rules: Estimates) -> list[Block]:
    """Three rules side by side, and a warning where a band depends on the rule."""
    names = list(dict.fromkeys(rules.frame["item_2"]))
    columns = [Column(book.word("groups.rule"))]
    columns += [Column(book.word(f"groups.{name}"), True) for name in names]
    found = {
        (row.item, name): row
        for row, name in zip(rows_of(rules), rules.frame["item_2"], strict=True)
    }
    # The rule of the report is printed as it stands on the first page, not drawn anew.
    headline = rows_of(book.results.estimates["indices"])
    found |= {(row.item, PEOPLE): row for row in headline}
    items = list(dict.fromkeys(rules.frame["item"]))
    body = tuple(
        (Cell(book.labels.short(item)), *(_score(book, found[item, name]) for name in names))
        for item in items
    )
    caption = book.word("groups.aggregation_caption")
    table = Table(caption, tuple(columns), body, style="stacked")
    return [table, Prose((_agreement(book, rules),), "note")]


def _agreement(book: Book, rules: Estimates) -> Line:
    warned = [pair[0 if book.lang == "id" else 1] for pair in rules.provenance.warnings]
    if not warned:
        return book.fact("groups.agree")
    items = dict.fromkeys(rules.frame["item"])
    named = [book.labels.short(item) for item in items if any(item in each for each in warned)]
    names = ", ".join(named) or " ".join(warned)
    return book.fact("groups.differ", names=names)
