"""What the pick lists say: areas, top tens, limiting words."""

from __future__ import annotations

from berakhlak_stats.present.figures.areas import areas as draw_areas
from berakhlak_stats.present.figures.limiting import limiting as draw_limiting
from berakhlak_stats.present.figures.top_ten import matches, ranked
from berakhlak_stats.present.figures.top_ten import top_ten as draw_top_ten
from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.rows import overall, rows_of
from berakhlak_stats.present.select import select_limiting
from berakhlak_stats.report.blocks import Line, Section
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.pictures import numbers_table, picture
from berakhlak_stats.report.sections.between import entropy, leading, matched
from berakhlak_stats.report.sections.summary import limiting_share

QUIET = ("hidden", "hidden_one", "nothing")
"""Sentences that the figure and its heading say already."""


def areas(book: Book) -> Section | None:
    """Where votes lie, and the tested differences between hope and today."""
    result, gap = book.results.get("areas"), book.results.get("gap_areas")
    if result is None:
        return None
    tested = book.narrate(gap) if gap is not None else None
    if tested is not None:
        book.tested("gap_areas", tested.sentences)
    heading = (tested or book.narrate(result)).heading
    tables = [numbers_table(result, book, book.word("section.areas"))]
    if gap is not None:
        tables.append(numbers_table(gap, book, book.word("areas.caption_gap")))
    block = picture(
        book,
        "areas",
        lambda width: draw_areas(result, book.lang, width=width),
        book.line(heading),
        tables=tables,
        remarks=leading(book, tested) if tested else [],
    )
    return Section("areas", book.word("section.areas"), (block,))


def lists(book: Book) -> Section | None:
    """Three top tens side by side with their matches."""
    result = book.results.get("words")
    if result is None:
        return None
    said = book.narrate(result)
    firsts = [each for each in said.sentences if each.claim.rule_fired not in QUIET]
    for name in in_order(row.list for row in rows_of(result)):
        book.tested(f"words:{name}", firsts)
    counted = matched(book)
    remarks = [
        *(counted.lines if counted is not None else _drawn_matches(book)),
        *(book.line(each) for each in firsts),
    ]
    block = picture(
        book,
        "lists",
        lambda width: draw_top_ten(result, book.lang, width=width),
        counted.heading if counted is not None else book.line(said.heading),
        tables=[numbers_table(result, book), *(counted.tables if counted is not None else ())],
        remarks=remarks,
    )
    return Section("lists", _lists_title(book), (block,))


def _lists_title(book: Book) -> str:
    """The title for the three known lists, else the names of the lists there are."""
    names = in_order(row.list for row in rows_of(book.results.estimates["words"]))
    if set(names) == {"personal", "current", "desired"}:
        return book.word("section.lists")
    return ", ".join(book.labels.list(name) for name in names)


def _drawn_matches(book: Book) -> list[Line]:
    """Matches as they are drawn, for results that hold no count with an interval."""
    rows = overall(rows_of(book.results.estimates["words"]))
    tops = {name: ranked(rows, name) for name in ("personal", "current", "desired")}
    if not all(tops.values()):
        return []
    first = len(matches(tops["personal"], tops["current"]))
    second = len(matches(tops["current"], tops["desired"]))
    return [book.fact("lists.matches", first=first, second=second)]


def limiting(book: Book) -> Section | None:
    """Limiting words of the current culture."""
    words = book.results.get("words")
    result = select_limiting(words) if words is not None else None
    if result is None or not len(result):
        return None
    said = book.narrate(result)
    book.tested("limiting", said.sentences)
    above = entropy(book)
    share = limiting_share(book) if not above else None
    remarks = [book.fact("summary.limiting", value=share[0], span=share[1])] if share else []
    block = picture(
        book,
        "limiting",
        lambda width: draw_limiting(result, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(result, book)],
        remarks=[
            *remarks,
            *(book.line(s) for s in said.sentences if s.claim.rule_fired != "nothing"),
        ],
    )
    return Section("limiting", book.word("section.limiting"), (*above, block))
