"""What the pick lists say: areas, top tens, hopes, limiting words."""

from __future__ import annotations

from berakhlak_stats.present.figures.areas import areas as draw_areas
from berakhlak_stats.present.figures.gaps import gaps as draw_gaps
from berakhlak_stats.present.figures.limiting import limiting as draw_limiting
from berakhlak_stats.present.figures.top_ten import matches, ranked
from berakhlak_stats.present.figures.top_ten import top_ten as draw_top_ten
from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.narrative import Narrative
from berakhlak_stats.present.rows import overall, rows_of
from berakhlak_stats.present.select import select_limiting
from berakhlak_stats.report.blocks import Block, Line, Section
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.pictures import numbers_table, picture
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
    remarks = [*_matches(book), *(book.line(each) for each in firsts)]
    block = picture(
        book,
        "lists",
        lambda width: draw_top_ten(result, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(result, book)],
        remarks=remarks,
    )
    return Section("lists", _lists_title(book), (block,))


def _lists_title(book: Book) -> str:
    """The title for the three known lists, else the names of the lists there are."""
    names = in_order(row.list for row in rows_of(book.results.estimates["words"]))
    if set(names) == {"personal", "current", "desired"}:
        return book.word("section.lists")
    return ", ".join(book.labels.list(name) for name in names)


def leading(book: Book, said: Narrative) -> list[Line]:
    """How many differences passed, and the largest in each direction; the table holds the rest."""
    chosen = [said.of_rule(rule)[:1] for rule in ("gap_summary", "gap_higher", "gap_lower")]
    return [book.line(sentence) for found in chosen for sentence in found]


def _matches(book: Book) -> list[Line]:
    rows = overall(rows_of(book.results.estimates["words"]))
    tops = {name: ranked(rows, name) for name in ("personal", "current", "desired")}
    if not all(tops.values()):
        return []
    first = len(matches(tops["personal"], tops["current"]))
    second = len(matches(tops["current"], tops["desired"]))
    return [book.fact("lists.matches", first=first, second=second)]


def gaps(book: Book) -> Section | None:
    """Hopes: desired minus current; then what people bring against what they meet."""
    blocks: list[Block] = []
    for name, key in (("gap_words", ""), ("gap_personal", "gaps.personal")):
        result, shares = book.results.get(name), book.results.get("words")
        if result is None:
            continue
        said = book.narrate(result)
        book.tested(name, said.sentences)
        heading = Line(book.word(key)) if key else book.line(said.heading)
        blocks.append(
            picture(
                book,
                name.replace("_", "-"),
                lambda width, result=result, shares=shares: draw_gaps(  # type: ignore[misc]
                    result, book.lang, shares=shares, width=width
                ),
                heading,
                tables=[numbers_table(result, book)],
                remarks=leading(book, said),
            )
        )
    return Section("gaps", book.word("section.gaps"), tuple(blocks)) if blocks else None


def limiting(book: Book) -> Section | None:
    """Limiting words of the current culture."""
    words = book.results.get("words")
    result = select_limiting(words) if words is not None else None
    if result is None or not len(result):
        return None
    said = book.narrate(result)
    book.tested("limiting", said.sentences)
    share = limiting_share(book)
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
    return Section("limiting", book.word("section.limiting"), (block,))
