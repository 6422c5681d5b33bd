"""The rating module and numeric answers: a separate track, never mixed with pick-list indices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from berakhlak_stats.present.figures.dots import dots
from berakhlak_stats.present.select import select
from berakhlak_stats.report.blocks import Block, Line, Picture, Prose, Section
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.pictures import numbers_table, picture
from berakhlak_stats.report.sections.groups import slug_of, wide_table

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_BANDS = ("band", "prob_A", "prob_B", "prob_C", "prob_D")


def ratings(book: Book) -> Section | None:
    """Mean scores of scales and items, the share of favourable answers, and groups."""
    result = book.results.get("ratings")
    if result is None:
        return None
    said = book.narrate(select(result, lambda row: row.level == "value"))
    for name in ("highest", "lowest"):
        book.tested(f"ratings_{name}", said.of_rule(name, f"{name}_unknown"))
    remarks = [book.line(s) for s in said.of_rule("highest", "lowest")]
    blocks: list[Block] = [_scales(book, result, "ratings", "ratings.mean", remarks)]
    favourable = book.results.get("favourable")
    if favourable is not None:
        blocks.append(_scales(book, favourable, "favourable", "ratings.favourable", []))
    for column in book.results.by:
        part = book.results.get(f"ratings:{column}")
        if part is not None:
            blocks.append(_groups(book, part, column))
    blocks.append(Prose((book.fact("ratings.note"),), "note"))
    return Section("ratings", book.word("section.ratings"), tuple(blocks))


def _bare(result: Estimates) -> Estimates:
    """Without categories: the cuts were published for pick lists, not for ratings."""
    return replace(result, frame=result.frame.drop(columns=list(_BANDS), errors="ignore"))


def _scales(book: Book, result: Estimates, name: str, heading: str, remarks: list[Line]) -> Picture:
    bare = _bare(result)
    scales = select(bare, lambda row: row.level in ("value", "total"))
    part = scales if len(scales) else bare
    return picture(
        book,
        name,
        lambda width: dots(part, book.lang, width=width),
        Line(book.word(heading)),
        tables=[numbers_table(bare, book)],
        remarks=remarks,
    )


def _groups(book: Book, result: Estimates, column: str) -> Picture:
    """The mean of all scales by group, in the order of the groups: no ranking."""
    name = column_name(column, book.lang)
    part = select(_bare(result), lambda row: row.level == "total")
    caption = book.word("ratings.table", column=name)
    return picture(
        book,
        f"ratings-{slug_of(column)}",
        lambda width: dots(part, book.lang, width=width, most=60),
        Line(book.word("ratings.groups", column=name)),
        tables=[wide_table(book, _bare(result), caption, level="value")],
    )


def numbers(book: Book) -> Section | None:
    """Means of numeric items in their own units."""
    result = book.results.get("numbers")
    if result is None:
        return None
    said = book.narrate(result)
    block = picture(
        book,
        "numbers",
        lambda width: dots(result, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(result, book)],
    )
    return Section("numbers", book.word("section.numbers"), (block,))
