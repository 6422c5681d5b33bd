"""What people hold, see and hope for: gaps, jumps, matches, entropy, and profiles of votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.gaps import gaps as draw_gaps
from berakhlak_stats.present.figures.jumps import jumps as draw_jumps
from berakhlak_stats.present.figures.profile import profile as draw_profile
from berakhlak_stats.present.narrative import Narrative, Sentence
from berakhlak_stats.present.narrative.between_lists import (
    against_others,
    change_heading_of,
    change_sentence,
    tested,
)
from berakhlak_stats.present.narrative.comparison import Comparison
from berakhlak_stats.present.narrative.jumps import narrate_jumps
from berakhlak_stats.present.narrative.measures import match_sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import overall, pick, rows_of
from berakhlak_stats.present.select import select
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
from berakhlak_stats.report.families import BETWEEN_LISTS
from berakhlak_stats.report.pictures import numbers_table, picture

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

CURRENT = "current"
MATCHES = ("matches_personal", "matches_desired")


def leading(book: Book, said: Narrative) -> list[Line]:
    """How many differences passed, and the largest in each direction; the table holds the rest."""
    rules = (
        *("gap_summary", "gap_summary_level", "compared_untested"),
        *("gap_higher", "score_higher", "gap_lower", "score_lower"),
    )
    chosen = [said.of_rule(rule)[:1] for rule in rules]
    return [book.line(sentence) for found in chosen for sentence in found]


def gaps(book: Book) -> Section | None:
    """Values and words: hoped for and met; the jumps; then what people bring and meet."""
    blocks: list[Block] = []
    for name in ("gap_values", "gap_words"):
        blocks += _gap(book, name)
    blocks += jumps(book)
    blocks += _gap(book, "gap_personal")
    blocks = blocks or _nothing(book)
    return Section("gaps", book.word("section.gaps"), tuple(blocks)) if blocks else None


def _nothing(book: Book) -> list[Block]:
    """That no gap may be shown, said once for all of them."""
    held = [name for name in ("gap_words", "gap_personal") if book.results.get(name) is not None]
    said = [book.narrate(book.results.estimates[name]) for name in held[:1]]
    return [Prose(tuple(book.line(each) for each in found.sentences)) for found in said]


def _gap(book: Book, name: str) -> list[Picture]:
    result = book.results.get(name)
    if result is None:
        return []
    own = select(result, lambda row: row.difference)
    with_ends = len(own) < len(result)
    shares = result if with_ends else book.results.get("words")
    ends = (
        [numbers_table(select(result, lambda row: not row.difference), book)] if with_ends else []
    )
    if all(row.hidden for row in rows_of(own)):
        return []
    said = book.narrate(own)
    book.tested(name, said.sentences)
    block = picture(
        book,
        name.replace("_", "-"),
        lambda width: draw_gaps(own, book.lang, shares=shares, width=width),
        book.line(said.heading),
        tables=[numbers_table(own, book), *ends],
        remarks=leading(book, said),
    )
    return [block]


def jumps(book: Book) -> list[Picture]:
    """The largest increases with their ranks; nothing where no increase passed."""
    result, ranks = book.results.get("gap_words"), book.results.get("jump_ranks")
    said = narrate_jumps(result, book.lang) if result is not None else None
    if result is None or ranks is None or said is None:
        return []
    book.tested("jumps", said.sentences)
    block = picture(
        book,
        "jumps",
        lambda width: draw_jumps(result, book.lang, ranks=ranks, width=width),
        book.line(said.heading),
        tables=[numbers_table(_by_rank(ranks), book)],
        remarks=[*(book.line(sentence) for sentence in said.sentences), *family(book, "jumps")],
    )
    return [block]


def _by_rank(ranks: Estimates) -> Estimates:
    """The highest rank first, hidden words last."""
    rows = rows_of(ranks)
    order = sorted(rows, key=lambda row: (not row.shown, row.estimate if row.shown else 0.0))
    frame = ranks.frame.iloc[[row.index for row in order]].reset_index(drop=True)
    return replace(ranks, frame=frame, covariance=None)


def family(book: Book, name: str) -> list[Line]:
    """Which test stands behind the sentences, in which family; nothing where there was none."""
    tests = book.tests.get(name, 0)
    if not tests:
        return []
    share = 100 * book.shares.get(name, 1.0)
    return [book.fact(_TESTED.get(name, "between.parts"), tests=tests, share=share)]


_TESTED = {"jumps": "between.jumps", "entropy": "between.entropy"}


@dataclass(frozen=True)
class Matched:
    """Counts of matches: a heading with both, and a sentence and a table of words for each."""

    heading: Line
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def matched(book: Book) -> Matched | None:
    """How many of the top words two lists share, with what the population may have."""
    parts: list[Line] = []
    lines: list[Line] = []
    tables: list[Table] = []
    for name in MATCHES:
        result = book.results.get(name)
        if result is None:
            continue
        writer = Writer(result, book.lang)
        for row in pick(writer.rows, level="matches"):
            if row.shown and row.low == row.low:
                key = "heading.match_more" if parts else "heading.match_first"
                parts.append(book.line(match_sentence(writer, row, key)))
                lines.append(book.line(match_sentence(writer, row)))
                tables += _match_words(book, result, row.list)
    if not parts:
        return None
    claims = tuple(claim for part in parts for claim in part.claims)
    lines.append(book.fact("between.matches"))
    return Matched(
        Line("; ".join(part.text for part in parts), claims), tuple(lines), tuple(tables)
    )


def _match_words(book: Book, result: Estimates, pair: str) -> list[Table]:
    """The words that match, with the share of resamples in which they do."""
    words = select(result, lambda row: row.level == "word")
    if not len(words):
        return []
    rows = [row for row in rows_of(words) if row.shown]
    columns = (
        Column(phrase("column.word", book.lang)),
        Column(book.word("between.resamples"), True),
    )
    body = tuple(
        (Cell(book.labels.item(row.item)), Cell(formats.probability(row.estimate / 100, book.lang)))
        for row in rows
    )
    caption = book.word("between.match_table", pair=book.labels.list(pair, short=True))
    return [Table(caption, columns, body)]


def entropy(book: Book) -> list[Block]:
    """Votes on limiting words in every list, today's against the others, and the ratio."""
    result = book.results.get("entropy")
    if result is None or not any(row.shown for row in rows_of(result)):
        return []
    writer = Writer(result, book.lang)
    found = against_others(writer, CURRENT)
    tests, subject = tested(found), phrase("claim.limiting_subject", book.lang)
    said = [change_sentence(writer, each, tests, subject=subject) for each in found]
    book.tested("entropy", said)
    remarks = [*(book.line(each) for each in said), *family(book, "entropy"), *_ratio(book)]
    if len({row.list for row in rows_of(result)}) < 2:
        return [Prose(tuple(remarks))] if remarks else []
    heading = book.line(_entropy_heading(writer, found, subject))
    block = picture(
        book,
        "entropy",
        lambda width: draw_profile(result, book.lang, width=width),
        heading,
        tables=[numbers_table(result, book)],
        remarks=remarks,
    )
    return [block]


def _entropy_heading(writer: Writer, found: Sequence[Comparison], subject: str) -> Sentence:
    """The difference between today and hope where it passed, else the first that did."""
    passed = [each for each in found if each.verb in ("higher", "lower")]
    if not passed:
        if not tested(found):
            return writer.plain("title.entropy")
        return writer.plain("heading.entropy_none", verb="cannot_tell", family=tested(found))
    passed.sort(key=lambda each: each.other.list != "desired")
    key = "lists_up" if passed[0].verb == "higher" else "lists_down"
    return change_heading_of(writer, key, passed[0], tested(found), {"subject": subject})


def _ratio(book: Book) -> list[Line]:
    result = book.results.get("ratio")
    if result is None:
        return []
    writer = Writer(result, book.lang)
    rows = [row for row in overall(writer.rows) if row.shown and row.low == row.low]
    words = {"list": writer.list_words(CURRENT)}
    return [book.line(writer.about("claim.per_limiting", row, words)) for row in rows]


def profiles(book: Book) -> Section | None:
    """An annex: votes by level, type and need, on every list."""
    blocks = [block for name in BETWEEN_LISTS for block in _profile(book, name)]
    return Section("profiles", book.word("section.profiles"), tuple(blocks)) if blocks else None


def _profile(book: Book, name: str) -> Sequence[Picture]:
    result = book.results.get(name)
    if result is None or not any(row.shown for row in rows_of(result)):
        return []
    said = book.narrate(result)
    # Which part of one list is largest is no question of this report, so it is not tested here.
    kept = said.of_rule("gap_summary", "gap_summary_level", "lists_higher", "lists_lower")
    book.tested(name, kept)
    block = picture(
        book,
        f"profile-{name}",
        lambda width: draw_profile(result, book.lang, width=width),
        book.line(said.heading),
        tables=[numbers_table(result, book)],
        remarks=[*(book.line(sentence) for sentence in kept), *family(book, name)],
    )
    return [block]
