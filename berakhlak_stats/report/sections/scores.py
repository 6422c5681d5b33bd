"""Implementation with its seven tiles, band table and behaviours; then the six indices."""

from __future__ import annotations

from dataclasses import replace

from berakhlak_stats.present import formats
from berakhlak_stats.present.bands import band_spans
from berakhlak_stats.present.figures.behaviours import behaviours as draw_behaviours
from berakhlak_stats.present.figures.indices import indices as draw_indices
from berakhlak_stats.present.figures.tiles import tiles as draw_tiles
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import overall, pick, rows_of
from berakhlak_stats.present.select import select_level
from berakhlak_stats.present.verbs import ALPHA
from berakhlak_stats.report.blocks import (
    Block,
    Cell,
    Column,
    Line,
    Picture,
    Prose,
    Section,
    Table,
)
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.pictures import numbers_table, picture

MOST_UNCERTAIN = 3


def implementation(book: Book) -> Section | None:
    """Seven tiles and their mean, what the bands mean, the behaviours behind the scores."""
    result = book.results.get("indices")
    if result is None:
        return None
    said = book.narrate(select_level(result, "value"))
    for name in ("highest", "lowest"):
        book.tested(f"values_{name}", said.of_rule(name, f"{name}_unknown"))
    chosen = [*said.of_rule("highest", "lowest"), *said.of_rule("band_between")[:MOST_UNCERTAIN]]
    remarks = [book.line(sentence) for sentence in chosen]
    rest = [s.claim.subject for s in said.of_rule("band_between")[MOST_UNCERTAIN:]]
    if rest:
        remarks.append(book.fact("bands.more", names=enumerate_words(rest, book.lang)))
    remarks.append(book.fact("bands.level", level=100 * ALPHA))
    tiles = picture(
        book,
        "tiles",
        lambda width: draw_tiles(result, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(select_level(result, "value"), book)],
        remarks=remarks,
    )
    blocks: list[Block] = [*_meaning(book), tiles]
    if book.labels.bands:
        blocks.append(_band_table(book))
    if (behaviours := _behaviours(book)) is not None:
        blocks.append(behaviours)
    return Section("implementation", book.word("section.implementation"), tuple(blocks))


def _meaning(book: Book) -> list[Block]:
    """The published wording of the band, only where one band is certain."""
    rows = pick(overall(rows_of(book.results.estimates["indices"])), item="implementation")
    if not rows or len(rows[0].letters) != 1:
        return []
    row = rows[0]
    band = next(band for band in book.labels.bands if band.code == row.letters[0])
    wording = band.wording.get(book.lang)
    line = book.fact(
        "bands.lead", subject=book.labels.item(row.item), value=row.estimate,
        span=(row.low, row.high), letter=band.code, wording=wording,
    )  # fmt: skip
    return [Prose((line,), "lead")]


def _band_table(book: Book) -> Table:
    """Letters, ranges as published, wording and how sure each is."""
    heads = ("code", "range", "meaning")
    columns = tuple(Column(book.word(f"bands.{head}")) for head in heads)
    spans = {span.code: span for span in band_spans(book.labels)}
    rows = []
    for band in book.labels.bands:
        span = spans[band.code]
        high = span.high if span.high >= 100 else span.high - 0.1
        sure = book.word(f"sureness.{band.claim.sureness}")
        rows.append(
            (
                Cell(band.label.get(book.lang), badge=band.code),
                Cell(formats.interval(span.low, high, book.lang)),
                Cell(band.wording.get(book.lang), small=f"({sure})"),
            )
        )
    return Table(book.word("bands.caption"), columns, tuple(rows), style="bands")


def _behaviours(book: Book) -> Picture | None:
    result, scores = book.results.get("behaviours"), book.results.get("indices")
    if result is None:
        return None
    said = book.narrate(result)
    book.tested("behaviours", said.sentences)
    heading = book.line(said.heading)
    if said.heading.claim.rule_fired == "share_unknown":
        heading = replace(heading, text=book.word("behaviours.unknown"))
    return picture(
        book,
        "behaviours",
        lambda width: draw_behaviours(result, book.lang, scores=scores, width=width),
        heading,
        tables=[numbers_table(result, book)],
        remarks=[book.line(s) for s in said.sentences if s.claim.rule_fired != "nothing"],
    )


def indices(book: Book) -> Section | None:
    """All six on one scale."""
    result = book.results.get("indices")
    if result is None:
        return None
    six = select_level(result, "index")
    said = book.narrate(six)
    remarks: list[Line] = [book.line(s) for s in said.of_rule("band_between", "between_plain")]
    remarks.append(_note(book, "balance"))
    block = picture(
        book,
        "indices",
        lambda width: draw_indices(six, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(six, book)],
        remarks=[line for line in remarks if line.text],
    )
    return Section("indices", book.word("section.indices"), (block,))


def _note(book: Book, name: str) -> Line:
    """The instrument's own remark on a formula."""
    instrument = book.labels.instrument
    claim = instrument.notes.get(name) if instrument is not None else None
    if claim is None or claim.note is None:
        return Line("")
    return book.quote(claim.note.get(book.lang), f"note.{name}")
