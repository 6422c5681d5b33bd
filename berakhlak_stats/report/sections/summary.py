"""Page one: two scores, what the data support, and what cannot be concluded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.figures.headline import headline as draw_headline
from berakhlak_stats.present.narrative import Narrative, Sentence
from berakhlak_stats.present.narrative.jumps import narrate_jumps
from berakhlak_stats.present.narrative.narrate import headline
from berakhlak_stats.present.rows import Row, overall, pick, rows_of
from berakhlak_stats.present.select import select_limiting
from berakhlak_stats.present.verbs import difference_verb
from berakhlak_stats.report.blocks import Block, Card, Cards, Line, Listing, Section
from berakhlak_stats.report.book import Book, column_name, conf_words
from berakhlak_stats.report.families import GROUP_SCORES
from berakhlak_stats.report.sections.groups import family_part
from berakhlak_stats.report.sections.sensitivity import ways

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

SCORES = ("implementation", "culture_health")
MOST_FINDINGS = 3
MOST_OPEN = 5
LIMITING = "limiting"
TARGETS = {
    **dict.fromkeys(("lowest", "highest"), "implementation"),
    **dict.fromkeys(("jump_first", "gap_higher", "gap_lower", "gap_brought"), "gaps"),
    **dict.fromkeys(("score_higher", "score_lower"), "gaps"),
}


def summary(book: Book) -> Section:
    """The first page."""
    blocks: list[Block] = []
    cards = [card for item in _headline_items(book) if (card := _card(book, item)) is not None]
    if cards:
        blocks.append(Cards(tuple(cards)))
        blocks += ways(book)
    findings = tuple(_findings(book))[:MOST_FINDINGS]
    if findings:
        blocks.append(Listing(book.word("summary.findings"), findings))
    blocks.append(Listing(book.word("summary.open"), tuple(_open(book))[:MOST_OPEN], "open"))
    return Section("summary", book.word("section.summary"), tuple(blocks))


def dek(book: Book) -> list[Line]:
    """The sentence or two under the title."""
    result = book.results.get("indices")
    if result is None:
        return []
    rows = overall(rows_of(result))
    lines = []
    for item, stem in zip(SCORES, ("", "health_"), strict=True):
        for row in pick(rows, item=item):
            lines += _dek_line(book, row, stem)
    heading = book.narrate(result).heading
    if heading.claim.verb_level in ("higher", "lower"):
        lines.append(book.line(heading, target="implementation"))
        lines[-1] = Line(f"{lines[-1].text}.", lines[-1].claims)
    return lines


def _dek_line(book: Book, row: Row, stem: str) -> list[Line]:
    if not row.letters:
        return []
    lower, upper = (book.labels.band(code) for code in (row.letters[0], row.letters[-1]))
    if len(row.letters) == 1:
        return [book.fact(f"dek.{stem}inside", band=lower, letter=row.letters[0])]
    return [book.fact(f"dek.{stem}between", lower=lower, upper=upper)]


def _headline_items(book: Book) -> tuple[str, ...]:
    return SCORES if book.results.get("indices") is not None else ()


def _card(book: Book, item: str) -> Card | None:
    result = book.results.estimates["indices"]
    row = next(iter(pick(overall(rows_of(result)), item=item)), None)
    if row is None:
        return None
    sentence = headline(result, book.lang, item=item)
    line = book.line(sentence)
    strong, rest = split_reading(line.text)
    drawing = draw_headline(result, book.lang, item=item)
    return Card(
        title=book.labels.item(item),
        score=formats.index(row.estimate, book.lang) if row.shown else "",
        interval_label=book.word("summary.interval", conf=conf_words(book.made, book.lang)),
        interval=formats.interval(row.low, row.high, book.lang) if row.shown else "",
        reading=Line(rest, line.claims, strong),
        picture=drawing.svg(f"headline-{item}"),
    )


def split_reading(text: str) -> tuple[str, str]:
    """The reading of a score in two: what is printed bold, and the rest."""
    ends = [text.find(mark) for mark in (". ", ", ") if mark in text]
    if not ends:
        return text, ""
    cut = min(ends) + 1
    return text[:cut], text[cut:].strip()


CANDIDATES = (
    ("indices", "lowest", "lowest"),
    ("ratings", "lowest", "lowest"),
    ("jumps", "jump_first", "jump_first"),
    ("gap_words", "gap_higher", "gap_higher"),
    (LIMITING, "", ""),
    ("indices", "highest", "highest"),
    ("ratings", "highest", "highest"),
    ("gap_values", "score_higher", "score_higher"),
    ("gap_personal", "gap_lower", "gap_brought"),
    ("gap_words", "gap_lower", "gap_lower"),
    ("gap_values", "score_lower", "score_lower"),
)
"""Result, rule of the sentence, and the key of its strong words; the strongest kinds first."""
SAME_QUESTION = {"jump_first": "gap_higher"}
"""A rule that makes another needless: both would name the same word."""


def _findings(book: Book) -> Iterator[Line]:
    """Claims that passed their test, one per kind."""
    said: dict[str, Narrative | None] = {}
    answered: set[str] = set()
    for name, rule, key in CANDIDATES:
        if name == LIMITING:
            yield from _limiting(book)
            continue
        if name not in said:
            said[name] = _told(book, name)
        narrative = said[name]
        found = narrative.of_rule(rule)[:1] if narrative is not None else ()
        if found and key not in answered:
            answered |= {key, SAME_QUESTION.get(key, key)}
            strong = book.word(f"summary.{key}", subject=found[0].claim.subject)
            target = "ratings" if name == "ratings" else TARGETS[key]
            yield book.line(found[0], strong=strong, target=target)


def _told(book: Book, name: str) -> Narrative | None:
    """What may be said of a result; of the jumps only where their figure is in the report."""
    result = book.results.get("gap_words" if name == "jumps" else name)
    if result is None or (name == "jumps" and book.results.get("jump_ranks") is None):
        return None
    return narrate_jumps(result, book.lang) if name == "jumps" else book.narrate(result)


def limiting_share(book: Book) -> tuple[float, tuple[float, float]] | None:
    """Percent of current votes on limiting words, from positive energy, with its interval."""
    result = book.results.get("indices")
    rows = pick(overall(rows_of(result)), item="positive_energy") if result is not None else []
    if not rows or not rows[0].shown:
        return None
    return 100 - rows[0].estimate, (100 - rows[0].high, 100 - rows[0].low)


def _limiting(book: Book) -> Iterator[Line]:
    share, words = limiting_share(book), book.results.get("words")
    if share is None or words is None:
        return
    strong = book.fact("summary.limiting", value=share[0], span=share[1])
    said = book.narrate(select_limiting(words)).of_rule("share_first", "share_unknown")[:1]
    line = book.line(said[0], target="limiting") if said else strong
    rest = line.text if said else ""
    claims = tuple(dict.fromkeys((*strong.claims, *line.claims)))
    yield Line(rest, claims[-1:], strong.text, "limiting")


def _open(book: Book) -> Iterator[Line]:
    """What the data leave open, the headline scores first."""
    results = book.results
    if (indices := results.get("indices")) is not None:
        said = book.narrate(indices)
        yield from (book.line(s) for s in _uncertain_bands(said))
        yield from (book.line(s) for s in said.of_rule("lowest_unknown", "highest_unknown")[:1])
    if results.by:
        yield from _open_groups(book, results.by[0])
    if results.response.rate is None:
        yield book.fact("summary.open_frame")
    else:
        yield book.fact("summary.open_response", missing=100 * (1 - results.response.rate))
    if (gaps := results.get("gap_words")) is not None:
        yield from _open_gaps(book, gaps)
    if indices is not None:
        yield book.fact("summary.open_formula")


def _uncertain_bands(said: Narrative) -> list[Sentence]:
    between = said.of_rule("band_between", "between_plain")
    return list(between[:2])


_OPEN = ("groups_summary", "compared_cannot_tell")
"""Sentences on how many groups differ, or that of two one cannot tell."""


def _open_groups(book: Book, column: str) -> Iterator[Line]:
    result = book.results.get(f"indices:{column}")
    if result is None:
        return
    said = book.narrate(family_part(book, result, column, GROUP_SCORES[0]))
    untested = said.of_rule("groups_untested")
    if untested:
        yield book.fact("summary.open_order", column=column_name(column, book.lang))
    else:
        yield from (book.line(s, target="groups") for s in said.of_rule(*_OPEN)[:1])


def _open_gaps(book: Book, result: Estimates) -> Iterator[Line]:
    """How many differences have no direction."""
    verbs = [difference_verb(row) for row in overall(rows_of(result)) if row.shown]
    tests = [verb for verb in verbs if verb != "not_tested"]
    unknown = sum(verb == "cannot_tell" for verb in tests)
    if unknown:
        yield book.fact("summary.open_gaps", unknown=unknown, tests=len(tests))
