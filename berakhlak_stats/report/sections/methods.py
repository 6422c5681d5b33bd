"""How it was made: formulas and how sure they are, options, tests, what was hidden, the trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.verbs import ALPHA, FLOOR
from berakhlak_stats.report.blocks import Block, Cell, Column, Prose, Section, Table
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.families import BENCHMARKS, headline
from berakhlak_stats.report.sections.sensitivity import all_ways

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Claim

VARIANTS = {
    "value_score": "reach",
    "implementation": "plain_mean",
    "balance": "coverage",
    "positive_energy": "vote_share",
    "alignment_personal_current": "individual_overlap",
    "alignment_current_desired": "individual_overlap",
    "culture_health": "weighted_mean",
    "rating_score": "mean",
}
"""The variants that a report prints, by the name under which each can be asked for."""
OWN = "berakhlak_stats"
"""The source of what is our own proposal."""
OPTIONS = (
    "instrument", "sample", "weighting", "design", "aggregation", "interval", "bootstrap",
    "left_out", "tests", "profile", "weights", "confidentiality",
)  # fmt: skip


def methods(book: Book) -> Section:
    """Two tables and the closing statement. Call it last: it counts the claims."""
    blocks: list[Block] = []
    closing = [book.fact("methods.independent")]
    if book.made.synthetic:
        closing.append(book.fact("methods.synthetic"))
    formulas = tuple(_formula_rows(book))
    if formulas:
        heads = ("", *(book.word(f"methods.{name}") for name in ("formula",)))
        columns = tuple(Column(head) for head in heads)
        blocks.append(Table(book.word("methods.variants"), columns, formulas, style="methods"))
    rows = tuple(_option_rows(book))
    blocks.append(
        Table(book.word("methods.options"), (Column(""), Column("")), rows, style="methods")
    )
    blocks += all_ways(book)
    blocks.append(Prose(tuple(closing), "note"))
    return Section("methods", book.word("section.methods"), tuple(blocks))


def _formula_rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    """One row per note of the instrument, with its sureness and source."""
    instrument = book.labels.instrument
    for name, claim in instrument.notes.items() if instrument is not None else ():
        if claim.note is None:
            continue
        text = book.quote(claim.note.get(book.lang), f"note.{name}").text
        details = [f"[{book.word(f'variant.{VARIANTS[name]}')}]"] if name in VARIANTS else []
        if claim.source and claim.source != OWN:
            source = book.quote(claim.source, f"source.{name}").text
            details.append(f"{book.word('methods.source')} {source}")
        yield Cell(_note_name(book, name), _sureness(book, claim)), Cell(text, " ".join(details))


def _sureness(book: Book, claim: Claim) -> str:
    return book.word(f"sureness.{claim.sureness}")


def _note_name(book: Book, name: str) -> str:
    from berakhlak_stats.report.words import word_or

    known = word_or(f"methods.{name}", book.lang, "")
    return known or book.labels.short(name)


def _option_rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    for name in OPTIONS:
        text = _OPTION_TEXTS[name](book)
        if text:
            yield Cell(book.word(f"methods.{name}")), Cell(text)
    made = book.made
    claims = len(book.ledger) + 1
    trail = book.fact(
        "methods.trail_text", source=made.source or formats.EN_DASH, fingerprint=made.fingerprint,
        version=made.package_version, claims=claims,
    )  # fmt: skip
    yield Cell(book.word("methods.trail")), Cell(trail.text)


def _instrument(book: Book) -> str:
    made, instrument = book.made, book.labels.instrument
    title = instrument.title.get(book.lang) if instrument is not None else made.instrument
    return book.fact(
        "methods.instrument_text", title=title, id=made.instrument, version=made.instrument_version
    ).text


def _sample(book: Book) -> str:
    return book.fact("methods.sample_text", used=book.made.n_used, read=book.made.n_read).text


def _weighting(book: Book) -> str:
    if book.made.weighting == "none":
        return book.fact("methods.weighting_none").text
    return book.fact("methods.weighting_some", column=book.made.weighting).text


def _design(book: Book) -> str:
    made = book.made
    if not (made.strata or made.psu or made.population):
        return book.fact("methods.design_none").text
    dash = formats.EN_DASH
    text = book.fact(
        "methods.design_some", strata=made.strata or dash, psu=made.psu or dash,
        population=made.population or dash,
    ).text  # fmt: skip
    if not made.stages:
        return text
    persons = book.word("methods.stage_persons")
    later = (persons if each == "persons" else each for each in made.stages)
    chain = " → ".join([made.psu, *later])
    return f"{text} {book.fact('methods.design_stages', chain=chain).text}"


def _aggregation(book: Book) -> str:
    return book.fact("methods.aggregation_text").text


def _interval(book: Book) -> str:
    drawn = any(each.provenance.replicates for each in book.results.estimates.values())
    key = "text" if drawn and book.results.get("indices") is not None else "plain"
    return book.fact(f"methods.interval_{key}", conf=100 * book.made.conf_level).text


def _bootstrap(book: Book) -> str:
    every = (each.provenance for each in book.results.estimates.values())
    drawn = [made for made in every if made.replicates]
    if not drawn:
        return ""
    return book.fact(
        "methods.bootstrap_text", replicates=drawn[0].replicates, seed=str(drawn[0].seed)
    ).text


def _left_out(book: Book) -> str:
    return book.fact("methods.left_out_text").text


def _tests(book: Book) -> str:
    """Every family that was declared, with the comparisons made in it."""
    sizes = {name: book.tests.get(name, 0) for name in book.shares}
    if not sum(sizes.values()):
        return book.fact("methods.tests_none").text
    listed = "; ".join(
        f"{_family_name(book, name)} ({formats.integer(size, book.lang)})"
        for name, size in sizes.items()
        if size
    )
    alpha = formats.number(ALPHA, book.lang, decimals=2)
    return book.fact(
        "methods.tests_text", count=sum(sizes.values()), names=listed, alpha=alpha, floor=FLOOR,
        shares=_shares(book),
    ).text  # fmt: skip


def _shares(book: Book) -> str:
    """How the one alpha is divided among the families."""
    top, shares = headline(book.shares), book.shares
    least = min(shares.values())
    if not top or shares[top] == least:
        return book.word("methods.shares_equal", families=formats.integer(len(shares), book.lang))
    return book.word(
        "methods.shares_headline",
        headline=_family_name(book, top),
        share=formats.percent(shares[top], book.lang, decimals=0),
        families=formats.integer(len(shares) - 1, book.lang),
        each=formats.percent(least, book.lang),
    )


def _family_name(book: Book, name: str) -> str:
    kind, _, rest = name.partition(":")
    if not rest:
        return book.word(f"family.{name}")
    if kind == "words":
        return book.word("family.words", list=book.labels.list(rest))
    if kind in BENCHMARKS:
        return book.word(f"family.{kind}", column=column_name(rest, book.lang))
    column, _, score = rest.rpartition(":")
    subject = book.labels.short(score)
    return book.word("family.groups", column=column_name(column, book.lang), subject=subject)


def _profile(book: Book) -> str:
    """Group forms of alignment beside the default form, with what identical lists would give."""
    parts = []
    for name in ("profile_personal", "profile_desired"):
        result = book.results.get(name)
        if result is None:
            continue
        row = rows_of(result)[0]
        if row.shown:
            reference = float(result.frame["reference"].iloc[0])
            line = book.fact(
                "methods.profile_text", pair=book.labels.short(row.item), value=row.estimate,
                span=(row.low, row.high), reference=reference,
            )  # fmt: skip
            parts.append(line.text)
    return " ".join(parts)


def _weights(book: Book) -> str:
    result = book.results.get("indices")
    shares = dict(result.provenance.parameters.get("weights", {})) if result is not None else {}
    if not shares:
        return ""
    names = ", ".join(
        f"{book.labels.short(item)} {formats.percent(share, book.lang, decimals=0)}"
        for item, share in shares.items()
    )
    return book.fact("methods.weights_text", names=names).text


def _confidentiality(book: Book) -> str:
    parts = []
    compositions = book.results.response.compositions
    groups = sum(row.state != "shown" for each in compositions for row in each.rows)
    if groups:
        parts.append(book.fact("methods.hidden_groups", count=groups).text)
    words = book.results.get("words")
    rows = [row for row in rows_of(words) if row.hidden] if words is not None else []
    if rows:
        distinct = len({row.item for row in rows})
        parts.append(book.fact("methods.hidden_rows", count=len(rows), words=distinct).text)
    hidden = ", ".join(parts) or book.word("methods.hidden_none")
    return book.fact(
        "methods.confidentiality_text", least=book.made.smallest_group, hidden=hidden
    ).text


_OPTION_TEXTS = {
    "instrument": _instrument,
    "sample": _sample,
    "weighting": _weighting,
    "design": _design,
    "aggregation": _aggregation,
    "interval": _interval,
    "bootstrap": _bootstrap,
    "left_out": _left_out,
    "tests": _tests,
    "profile": _profile,
    "weights": _weights,
    "confidentiality": _confidentiality,
}
