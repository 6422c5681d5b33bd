"""Who answered: counts, response, and composition; participation before scores."""

from __future__ import annotations

from berakhlak_stats.present import formats
from berakhlak_stats.report.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Line,
    Listing,
    Prose,
    Section,
    Table,
    Tables,
)
from berakhlak_stats.report.book import Book, column_name
from berakhlak_stats.report.results import Composition, CompositionRow


def respondents(book: Book) -> Section:
    """Numbers of respondents, tables of composition, what the reader understood."""
    blocks: list[Block] = [Prose((_lead(book),), "lead"), Figures(tuple(_figures(book)))]
    first, others = _split(book)
    blocks += [_table(book, each) for each in first]
    if others:
        blocks.append(Tables(tuple(_table(book, each) for each in others)))
    blocks.append(Prose(tuple(_notes(book)), "note"))
    blocks.append(Listing(book.word("respondents.reading"), tuple(_reading(book)), "fold"))
    return Section("respondents", book.word("section.respondents"), tuple(blocks))


def _split(book: Book) -> tuple[list[Composition], list[Composition]]:
    """Compositions by the columns of the groups, and the small ones of all other columns."""
    found = book.results.response.compositions
    return (
        [each for each in found if each.column in book.results.by],
        [each for each in found if each.column not in book.results.by],
    )


def _lead(book: Book) -> Line:
    response = book.results.response
    if response.population is None:
        return book.fact("respondents.lead", n=response.n)
    return book.fact("respondents.lead_rate", n=response.n, population=response.population)


def _figures(book: Book) -> list[Figure]:
    response, reading = book.results.response, book.results.reading
    if response.population is None:
        note = book.fact("respondents.n_read", rows=reading.rows_read)
    else:
        note = book.fact("respondents.n_of", population=response.population)
    figures = [_figure(book, "respondents.n", formats.integer(response.n, book.lang), note)]
    figures.append(_rate(book))
    if response.n_eff is not None and response.deff is not None:
        words = book.word(
            "respondents.deff", deff=formats.number(response.deff, book.lang, decimals=2)
        )
        figures.append(
            _figure(
                book,
                "respondents.n_eff",
                formats.integer(response.n_eff, book.lang),
                book.quote(words, "response.deff"),
            )
        )
    picks = _picks(book)
    if picks is not None:
        figures.append(picks)
    if book.results.by and response.compositions:
        figures.append(_shown(book, response.compositions[0]))
    return figures


def _figure(book: Book, label: str, number: str, note: Line) -> Figure:
    return Figure(book.word(label), book.quote(number, label), note)


def _rate(book: Book) -> Figure:
    rate = book.results.response.rate
    if rate is None:
        unknown = Line(formats.EN_DASH)
        return Figure(
            book.word("respondents.rate"), unknown, Line(book.word("respondents.rate_note"))
        )
    note = book.fact("respondents.rate_missing", missing=100 * (1 - rate))
    return _figure(book, "respondents.rate", formats.percent(rate, book.lang), note)


def _picks(book: Book) -> Figure | None:
    """How many words each person picked per list."""
    instrument = book.labels.instrument
    sizes = {block.k for block in instrument.pick_lists} if instrument is not None else set()
    if len(sizes) != 1:
        return None
    number = formats.integer(sizes.pop(), book.lang)
    return _figure(book, "respondents.lists", number, book.fact("respondents.lists_note"))


def _shown(book: Book, composition: Composition) -> Figure:
    total = len(composition.rows)
    hidden = sum(row.state != "shown" for row in composition.rows)
    if hidden:
        note = book.fact("respondents.shown_of", total=total, hidden=hidden)
    else:
        note = book.fact("respondents.shown_all", total=total)
    number = formats.integer(total - hidden, book.lang)
    return _figure(book, "respondents.shown", number, note)


def _table(book: Book, composition: Composition) -> Table:
    """Counts and shares; with a frame also the response rate."""
    framed = any(row.population is not None for row in composition.rows)
    name = column_name(composition.column, book.lang)
    key = "caption_rate" if framed else "caption"
    heads = ["head_population", "head_n", "head_rate"] if framed else ["head_n", "head_share"]
    columns = [Column(name[:1].upper() + name[1:])]
    columns += [Column(book.word(f"respondents.{head}"), True) for head in heads]
    rows = tuple(_row(book, row, framed) for row in composition.rows)
    return Table(
        book.word(f"respondents.{key}", column=name),
        tuple(columns),
        rows,
        _foot(book, framed),
    )


def _row(book: Book, row: CompositionRow, framed: bool) -> tuple[Cell, ...]:
    n = Cell(_n_words(book, row))
    lang = book.lang
    if not framed:
        share = "" if row.n is None else formats.percent(row.n / book.results.response.n, lang)
        return Cell(row.label), n, Cell(share or formats.EN_DASH)
    population = "" if row.population is None else formats.integer(row.population, lang)
    known = row.n is not None and row.population
    rate = formats.percent((row.n or 0) / (row.population or 1), lang) if known else formats.EN_DASH
    return Cell(row.label), Cell(population or formats.EN_DASH), n, Cell(rate)


def _n_words(book: Book, row: CompositionRow) -> str:
    if row.n is not None:
        return formats.integer(row.n, book.lang)
    if row.state == "protected":
        return book.word("respondents.shield")
    least = formats.integer(book.made.smallest_group, book.lang)
    return book.word("respondents.hidden", least=least)


def _foot(book: Book, framed: bool) -> tuple[Cell, ...]:
    response, lang = book.results.response, book.lang
    total = Cell(book.word("respondents.sum"))
    n = Cell(formats.integer(response.n, lang))
    if not framed:
        return ()
    if response.population is None:
        return total, Cell(formats.EN_DASH), n, Cell(formats.EN_DASH)
    population = formats.integer(response.population, lang)
    return total, Cell(population), n, Cell(formats.percent(response.rate or 0, lang))


def _notes(book: Book) -> list[Line]:
    response = book.results.response
    if response.rate is None:
        notes = [book.fact("respondents.note_plain")]
    else:
        notes = [book.fact("respondents.note", missing=100 * (1 - response.rate))]
    hidden = any(row.state != "shown" for each in response.compositions for row in each.rows)
    if hidden:
        notes.append(book.fact("respondents.hidden_note", least=book.made.smallest_group))
    notes += [
        book.fact("respondents.empty_note", count=each.empty, column=each.column)
        for each in response.compositions
        if each.empty
    ]
    notes += [book.quote(pair[0 if book.lang == "id" else 1], "frame") for pair in response.remarks]
    if response.remarks:
        partly = "frame_partly" if response.population is None else "frame_whole"
        notes.append(Line(book.word(f"respondents.{partly}")))
    return notes


def _reading(book: Book) -> list[Line]:
    reading = book.results.reading
    place = 0 if book.lang == "id" else 1
    lines = [book.quote(pair[place], "reading") for pair in reading.understood]
    if reading.dropped:
        lines.append(book.fact("respondents.dropped", columns=", ".join(reading.dropped)))
    if book.results.response.left_out:
        columns = ", ".join(book.results.response.left_out)
        lines.append(book.fact("respondents.left_out", columns=columns))
    if reading.problems:
        count, codes = sum(reading.problems.values()), ", ".join(sorted(reading.problems))
        lines.append(book.fact("respondents.problems", count=count, codes=codes))
    return lines
