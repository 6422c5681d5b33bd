"""Material for a plan of action: judgement, labelled as such, tied to the claims it rests on."""

from __future__ import annotations

from berakhlak_stats.present import formats
from berakhlak_stats.present.narrative import Sentence
from berakhlak_stats.present.rows import overall, pick, rows_of
from berakhlak_stats.present.select import select_limiting
from berakhlak_stats.report.blocks import Block, Cell, Column, Line, Listing, Prose, Section, Table
from berakhlak_stats.report.book import Book

REPORTED = ("implementation", "culture_health")


def actions(book: Book) -> Section:
    """Steps to discuss, and the block of the accountability report for the agency to fill."""
    blocks: list[Block] = [Prose((Line(book.word("actions.tag")),), "tag")]
    blocks.append(Listing("", tuple(_steps(book)), "steps"))
    if book.results.get("indices") is not None:
        blocks += [_report_block(book), Prose((book.fact("actions.series"),), "note")]
    return Section("actions", book.word("section.actions"), tuple(blocks))


def _steps(book: Book) -> list[Line]:
    steps = [line for line in (_lowest(book), _gap(book), _limiting(book)) if line is not None]
    steps.append(_step(book, "response", None))
    steps.append(_step(book, "team", None))
    return steps


def _step(book: Book, key: str, basis: Sentence | None) -> Line:
    """A step with the claim it rests on; steps of good practice rest on none."""
    subject = basis.claim.subject if basis is not None else ""
    strong = book.word(f"actions.{key}_strong", subject=subject)
    claims = book.line(basis).claims if basis is not None else ()
    return Line(book.word(f"actions.{key}"), claims, strong)


def _lowest(book: Book) -> Line | None:
    result = book.results.get("indices") or book.results.get("ratings")
    if result is None:
        return None
    found = book.narrate(result).of_rule("lowest")
    return _step(book, "lowest", found[0]) if found else None


def _gap(book: Book) -> Line | None:
    result = book.results.get("gap_words")
    if result is None:
        return None
    found = book.narrate(result).of_rule("gap_higher")
    return _step(book, "gap", found[0]) if found else None


def _limiting(book: Book) -> Line | None:
    words = book.results.get("words")
    if words is None:
        return None
    found = book.narrate(select_limiting(words)).of_rule("share_first", "share_unknown")
    if not found:
        return None
    # A word is named only where the test says that it comes first.
    supported = found[0].claim.rule_fired == "share_first"
    return _step(book, "limiting" if supported else "limiting_some", found[0])


def _report_block(book: Book) -> Table:
    """Actual, target, achieved, last year: what only the agency knows is left to it."""
    found = overall(rows_of(book.results.estimates["indices"]))
    rows = [row for item in REPORTED for row in pick(found, item=item) if row.shown]
    columns = (
        Column(book.word("actions.indicator")),
        *(Column(book.labels.item(row.item), True) for row in rows),
    )
    actual = [
        Cell(
            formats.index(row.estimate, book.lang),
            f"({formats.interval(row.low, row.high, book.lang)})",
        )
        for row in rows
    ]
    empty = [Cell("", book.word("actions.fill_in")) for _ in rows]
    body = [(Cell(book.word("actions.actual")), *actual)]
    for name in ("target", "achieved", "last_year", "national"):
        body.append((Cell(book.word(f"actions.{name}")), *empty))
    return Table(book.word("actions.report_block"), columns, tuple(body))
