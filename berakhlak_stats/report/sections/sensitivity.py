"""The headline scores computed in other ways: the range on page one, every way in the methods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.ways import way_words
from berakhlak_stats.report.blocks import Block, Cell, Column, Fold, Line, Prose, Table
from berakhlak_stats.report.book import Book
from berakhlak_stats.weighting.sensitivity import OTHER_BAND, OTHER_SIGN, SEPARATOR

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

SCALE = 100.0
HEADLINES = ("implementation", "culture_health")


@dataclass(frozen=True)
class Way:
    """One row with the choices behind it: aggregation, weighting, missing rule, formula."""

    row: Row
    choices: tuple[str, ...]


def ways(book: Book) -> list[Block]:
    """Per headline score the lowest and the highest, and by which ways."""
    found = ((index, book.results.get(f"sensitivity:{index}")) for index in HEADLINES)
    lines = [
        line
        for index, result in found
        if result is not None and (line := _range(book, index, _ways(result))) is not None
    ]
    if not lines:
        return []
    lines[0] = replace(lines[0], strong=book.word("sensitivity.strong"))
    return [Prose(tuple(lines), "note")]


def all_ways(book: Book) -> list[Block]:
    """Every way of computing the headline scores, folded; and the gaps that turn round."""
    found = ((index, book.results.get(f"sensitivity:{index}")) for index in HEADLINES)
    gaps = book.results.get("sensitivity:gap")
    signs = None if gaps is None else _signs(book, gaps)
    folds: list[Block] = [
        Fold(book.word("sensitivity.table", name=book.labels.item(index)), _table(book, result))
        for index, result in found
        if result is not None
    ]
    return folds if signs is None else [*folds, Prose((signs,), "note")]


def _ways(result: Estimates) -> list[Way]:
    names = result.frame["item_2"]
    return [
        Way(row, tuple(str(name).split(SEPARATOR)))
        for row, name in zip(rows_of(result), names, strict=True)
    ]


def _range(book: Book, index: str, found: list[Way]) -> Line | None:
    """Nothing to say where the headline is hidden or there is one way only."""
    own = found[0]
    # A sum of votes has no upper end; beyond that of the scores it is no score any more.
    shown = [way for way in found if way.row.shown and way.row.estimate <= SCALE]
    if not own.row.shown or len(shown) < 2:
        return None
    low = min(shown, key=lambda way: way.row.estimate)
    high = max(shown, key=lambda way: way.row.estimate)
    moved = any(way.row.note == OTHER_BAND for way in shown)
    return book.fact(
        "sensitivity.other_bands" if moved else "sensitivity.same_band",
        name=book.labels.item(index),
        low=low.row.estimate,
        lowest=_words(book, low, own),
        high=high.row.estimate,
        highest=_words(book, high, own),
        count=len(shown),
    )


def _signs(book: Book, result: Estimates) -> Line | None:
    """Which gaps of areas turn round under another way; nothing where there is one way only."""
    found = [way for way in _ways(result) if way.row.shown]
    count = len({way.choices for way in found})
    if count < 2:
        return None
    turned = [way.row.item for way in found if way.row.note == OTHER_SIGN]
    if not turned:
        return book.fact("sensitivity.signs_agree", count=count)
    names = ", ".join(book.labels.short(item) for item in dict.fromkeys(turned))
    return book.fact("sensitivity.signs_differ", names=names, count=count)


def _words(book: Book, way: Way, own: Way) -> str:
    """Only the choices that differ from those of the report."""
    pairs = zip(way.choices, own.choices, strict=True)
    changed = [_word(book, choice) for choice, usual in pairs if choice != usual]
    return ", ".join(changed) or book.word("sensitivity.own")


def _word(book: Book, choice: str) -> str:
    return way_words(book.labels, choice)


def _table(book: Book, result: Estimates) -> Table:
    """Formulas side by side; a row per rule of aggregation, weighting and missing rule."""
    found = _ways(result)
    formulas = list(dict.fromkeys(way.choices[-1] for way in found))
    rules = list(dict.fromkeys(way.choices[:-1] for way in found))
    by_choices = {way.choices: way.row for way in found}
    columns = [Column(book.word("sensitivity.rule"))]
    columns += [Column(_word(book, formula), True) for formula in formulas]
    body = tuple(
        (
            Cell(", ".join(_word(book, choice) for choice in rule)),
            *(_cell(book, by_choices[*rule, formula]) for formula in formulas),
        )
        for rule in rules
    )
    return Table("", tuple(columns), body, style="stacked", wide=True)


def _cell(book: Book, row: Row) -> Cell:
    if not row.shown:
        return Cell(state_words(row, book.labels))
    moved = row.note == OTHER_BAND
    small = book.word("sensitivity.other_band") if moved else ""
    return Cell(formats.index(row.estimate, book.lang), small)
