"""Groups: scores with intervals, never a ranking; and what the rule of aggregation changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.forest import forest
from berakhlak_stats.present.rows import Row, grouped, pick, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.report.blocks import Block, Cell, Column, Line, Picture, Prose, Section, Table
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.pictures import numbers_table, picture

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

SHOWN = ("implementation", "culture_health")


def groups(book: Book, column: str, *, first: bool) -> Section | None:
    """One column of groups; the first one in full."""
    result = book.results.get(f"indices:{column}")
    if result is None:
        return None
    name = column_name(column, book.lang)
    blocks: list[Block] = [Prose((book.fact("groups.lead"),), "lead")]
    items = SHOWN if first else SHOWN[:1]
    blocks += [_picture(book, result, column, item) for item in items]
    blocks.append(_wide_table(book, result, book.word("groups.table", column=name)))
    rules = book.results.get(f"aggregation:{column}")
    if rules is not None:
        blocks += _aggregation(book, rules)
    title = book.word("section.groups", column=name)
    return Section(f"groups-{_slug(column)}", title, tuple(blocks))


def _slug(column: str) -> str:
    from berakhlak_stats.files import slug

    return slug(column)


def _picture(book: Book, result: Estimates, column: str, item: str) -> Picture:
    # The score of everybody stands in the same frame, so that the figure can draw its line.
    part = select(result, lambda row: row.item == item)
    said = book.narrate(part)
    remarks = [book.line(s) for s in said.sentences if not s.claim.rule_fired.startswith("hidden")]
    return picture(
        book,
        f"groups-{_slug(column)}-{item.replace('_', '-')}",
        lambda width: forest(part, book.lang, item=item, width=width),
        book.line(said.heading),
        tables=[numbers_table(part, book)],
        remarks=remarks,
    )


def _wide_table(book: Book, result: Estimates, caption: str) -> Table:
    """All indices of all groups, a score and its interval per cell."""
    rows = pick(grouped(rows_of(result)), level="index")
    items = list(dict.fromkeys(row.item for row in rows))
    names = list(dict.fromkeys(row.group for row in rows))
    found = {(row.group, row.item): row for row in rows}
    columns = (Column(""), *(Column(book.labels.short(item), True) for item in items))
    body = tuple(
        (Cell(name), *(_score(book, found[name, item]) for item in items)) for name in names
    )
    return Table(caption, columns, body, wide=True)


def _score(book: Book, row: Row) -> Cell:
    if not row.shown:
        from berakhlak_stats.present.phrases import phrase

        return Cell(phrase(f"state.{row.state}", book.lang))
    return Cell(
        formats.index(row.estimate, book.lang), formats.interval(row.low, row.high, book.lang)
    )


def _aggregation(book: Book, rules: Estimates) -> list[Block]:
    """Three rules side by side, and a warning where a band depends on the rule."""
    frame = rules.frame
    names = list(dict.fromkeys(frame["item_2"]))
    items = list(dict.fromkeys(frame["item"]))
    columns = [Column(book.word("groups.rule"))]
    columns += [Column(book.word(f"groups.{name}"), True) for name in names]
    body = []
    for item in items:
        cells = [Cell(book.labels.short(item))]
        for name in names:
            row = frame[(frame["item"] == item) & (frame["item_2"] == name)].iloc[0]
            cells.append(
                Cell(
                    formats.index(row["estimate"], book.lang),
                    formats.interval(row["conf_low"], row["conf_high"], book.lang),
                )
            )
        body.append(tuple(cells))
    table = Table(book.word("groups.aggregation_caption"), tuple(columns), tuple(body))
    return [table, Prose((_agreement(book, rules),), "note")]


def _agreement(book: Book, rules: Estimates) -> Line:
    warned = [pair[0 if book.lang == "id" else 1] for pair in rules.provenance.warnings]
    if not warned:
        return book.fact("groups.agree")
    labels = book.labels
    items = [item for item in dict.fromkeys(rules.frame["item"]) if any(item in pair for pair in warned)]
    names = ", ".join(labels.item(item) for item in items) or " ".join(warned)
    return book.fact("groups.differ", names=names)
