"""How far the results can be relied on: reliability, agreement within units, answer quality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.interpret.reading import source_words
from berakhlak_stats.interpret.rules import available_rules
from berakhlak_stats.present.narrative.ruled import RULED
from berakhlak_stats.present.narrative.stability import RULE, target
from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.report.blocks import Block, Cell, Column, Line, Picture, Prose, Section, Table
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.pictures import numbers_table, picture

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

VERDICT = "verdict:"


def reliability(book: Book) -> Section | None:
    """Whether the same would come out again: scales, profiles of words, the top ten, units."""
    blocks: list[Block] = []
    profile = book.results.get("stability")
    if profile is not None:
        blocks.append(Prose(_said(book, profile)))
    alpha, omega = book.results.get("alpha"), book.results.get("omega")
    if alpha is not None:
        name = book.word("reliability.omega")
        extra = [] if omega is None else [numbers_table(omega, book, name)]
        said = book.narrate(alpha).of_rule(*RULED)
        ruled = [book.line(sentence) for sentence in said]
        blocks.append(_drawn(book, "alpha", alpha, [*ruled, *_caveats(book, alpha)], extra))
    top = book.results.get("top_stability")
    if top is not None:
        blocks.append(_drawn(book, "top_stability", top, _said(book, top)))
    units = book.results.get("unit_reliability")
    if units is not None:
        blocks.append(_units(book, units))
    if not blocks:
        return None
    lead = Prose((book.fact("reliability.lead"),), "lead")
    return Section("reliability", book.word("section.reliability"), (lead, *blocks))


def _units(book: Book, result: Estimates) -> Picture:
    """Reliability of the scores of units; of ratings, those of scales and of all together."""
    items = (
        {item.id for item in book.labels.instrument.ratings} if book.labels.instrument else set()
    )
    whole = select(
        result,
        lambda row: not row.group and row.level == "coefficient" and row.item not in items,
    )
    rows = [row for row in rows_of(whole) if row.shown]
    high = sum(row.estimate >= target() for row in rows)
    rule = source_words(available_rules()[RULE], book.lang)
    line = book.fact("reliability.units", high=high, count=len(rows), least=target(), rule=rule)
    return _drawn(book, "unit_reliability", whole, (line,))


def agreement(book: Book) -> Section | None:
    """Whether the mean of a unit may stand for it: one verdict per unit and scale."""
    held = book.results.estimates
    found = {name.removeprefix(VERDICT): each for name, each in held.items()
             if name.startswith(VERDICT)}  # fmt: skip
    if not found or not book.results.by:
        return None
    column = column_name(book.results.by[0], book.lang)
    first = next(iter(found.values()))
    table = _verdicts(book, found, book.word("agreement.table", column=column))
    rule = [book.line(s) for s in book.narrate(first).of_rule("verdict_rule")]
    blocks: list[Block] = [Prose((book.fact("agreement.lead"),), "lead"), table]
    blocks.append(Prose((*rule, book.fact("agreement.note")), "note"))
    return Section("agreement", book.word("section.agreement"), tuple(blocks))


def quality(book: Book) -> Section | None:
    """Answers that look careless, what leaving them out would do, and what was left empty."""
    flags = book.results.get("flags")
    if flags is None:
        return None
    blocks: list[Block] = [Prose((book.fact("quality.lead"),), "lead")]
    seen = any(row.shown for row in rows_of(flags))
    said = _said(book, flags)
    blocks.append(_drawn(book, "flags", flags, said) if seen else Prose(said))
    for name in ("exclusion", "missing"):
        result = book.results.get(name)
        if result is not None:
            blocks.append(Prose(_said(book, result, most=4)))
    return Section("quality", book.word("section.quality"), tuple(blocks))


def _said(book: Book, result: Estimates, most: int = 6) -> tuple[Line, ...]:
    """The first sentences of a result, without the count of what is hidden."""
    told = book.narrate(result).sentences
    kept = [each for each in told if not each.claim.rule_fired.startswith("hidden")]
    return tuple(book.line(sentence) for sentence in kept[:most])


def _drawn(
    book: Book,
    name: str,
    result: Estimates,
    remarks: Sequence[Line],
    tables: Sequence[Table] = (),
) -> Picture:
    """The figure of a result under its message, remarks and its numbers below."""
    return picture(
        book,
        name.replace("_", "-"),
        lambda width: plot(result, book.lang, width=width),
        book.line(book.narrate(result).heading),
        tables=[numbers_table(result, book), *tables],
        remarks=remarks,
    )


def _caveats(book: Book, result: Estimates) -> list[Line]:
    """What the result itself warns of, in the language of the report."""
    place = 0 if book.lang == "id" else 1
    return [book.quote(pair[place], "alpha.warning") for pair in result.provenance.warnings]


def _verdicts(book: Book, found: dict[str, Estimates], caption: str) -> Table:
    """Units by scales, a verdict per cell."""
    columns = (Column(""), *(Column(book.labels.short(scale)) for scale in found))
    of = {
        scale: {row.group: row.verdict for row in rows_of(result) if row.group}
        for scale, result in found.items()
    }
    units = dict.fromkeys(unit for each in of.values() for unit in each)
    rows = tuple(
        (Cell(unit), *(Cell(_words(book, of[scale].get(unit, ""))) for scale in found))
        for unit in units
    )
    return Table(caption, columns, rows, style="stacked", wide=True)


def _words(book: Book, verdict: str) -> str:
    return book.word(f"agreement.{verdict}") if verdict else ""
