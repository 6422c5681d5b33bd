"""Results to document: the parts in the order in which readers here expect them."""

from __future__ import annotations

from berakhlak_stats.report.blocks import Document, Line, Section
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.results import ReportResults
from berakhlak_stats.report.sections import between, culture, evidence, scores
from berakhlak_stats.report.sections.actions import actions
from berakhlak_stats.report.sections.groups import groups
from berakhlak_stats.report.sections.methods import methods
from berakhlak_stats.report.sections.ratings import numbers, ratings
from berakhlak_stats.report.sections.respondents import respondents
from berakhlak_stats.report.sections.summary import dek, summary


def compose(results: ReportResults, lang: str) -> Document:
    """The whole report in one language; nothing is computed, everything is booked."""
    book = Book(results, lang)
    facts = tuple(_facts(book))
    opening = tuple(dek(book))
    sections = _sections(book)
    return Document(
        lang=lang,
        title=results.title,
        eyebrow=book.word("page.eyebrow", instrument=_instrument_title(book)),
        dek=opening,
        facts=facts,
        sections=sections,
        closing=book.word("page.made_with", version=book.made.package_version),
        synthetic=book.made.synthetic,
        ledger=book.ledger,
    )


def _sections(book: Book) -> tuple[Section, ...]:
    found = [
        summary(book),
        respondents(book),
        scores.implementation(book),
        scores.indices(book),
        culture.areas(book),
        culture.lists(book),
        between.gaps(book),
        culture.limiting(book),
        *(groups(book, name, first=i == 0) for i, name in enumerate(book.results.by)),
        ratings(book),
        numbers(book),
        evidence.reliability(book),
        evidence.agreement(book),
        evidence.quality(book),
        actions(book),
        between.profiles(book),
        methods(book),
    ]
    return tuple(section for section in found if section is not None)


def _instrument_title(book: Book) -> str:
    instrument = book.labels.instrument
    return instrument.title.get(book.lang) if instrument is not None else book.made.instrument


def _facts(book: Book) -> list[Line]:
    response, made = book.results.response, book.made
    if response.rate is None:
        facts = [book.fact("facts.respondents", n=response.n)]
    else:
        facts = [
            book.fact(
                "facts.respondents_of",
                n=response.n,
                population=response.population,
                rate=100 * response.rate,
            )
        ]
    if made.weighting == "none":
        facts.append(book.fact("facts.unweighted"))
    else:
        facts.append(book.fact("facts.weighted", column=made.weighting))
    facts.append(book.fact("facts.interval", conf=100 * made.conf_level))
    facts.append(book.fact("page.independent"))
    return facts
