"""The rating module and numeric answers: a separate track, never mixed with pick-list indices."""

from __future__ import annotations

from dataclasses import replace

from berakhlak_stats.present.figures.dots import dots
from berakhlak_stats.present.select import select
from berakhlak_stats.report.blocks import Block, Line, Prose, Section
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.pictures import numbers_table, picture

_BANDS = ("band", "prob_A", "prob_B", "prob_C", "prob_D")


def ratings(book: Book) -> Section | None:
    """Mean scores of scales and items, and the share of favourable answers."""
    blocks: list[Block] = []
    for name, key in (("ratings", "ratings.mean"), ("favourable", "ratings.favourable")):
        result = book.results.get(name)
        if result is None:
            continue
        # Ratings carry no categories in print: the cuts were published for pick lists.
        bare = replace(result, frame=result.frame.drop(columns=list(_BANDS), errors="ignore"))
        scales = select(bare, lambda row: row.level in ("value", "total"))
        part = scales if len(scales) else bare
        blocks.append(
            picture(
                book,
                name,
                lambda width, part=part: dots(part, book.lang, width=width),  # type: ignore[misc]
                Line(book.word(key)),
                tables=[numbers_table(bare, book)],
            )
        )
    if not blocks:
        return None
    blocks.append(Prose((book.fact("ratings.note"),), "note"))
    return Section("ratings", book.word("section.ratings"), tuple(blocks))


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
