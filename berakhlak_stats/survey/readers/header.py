"""Which row of a table holds its titles: by the questions it names, else by its shape."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.titles import looks_identifying
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.source import Row, Top
from berakhlak_stats.survey.texts import answer_key, clean, vocabulary_set

HEADER_WITHIN = 15
_LOOKED_AT = 30
_FULL = 0.8
_NARROW = 2
_MOST_TRIED = 100
_LEAST_RATED = 3
_HIGHEST, _DIGITS = 10, 9
_MOSTLY = 0.5


def header_place(top: Top, claims: Claims, place: str = "") -> int:
    """The row that holds the titles.

    Raises
    ------
    FileError
        E190 where every row that could hold them is what a person answered.
    """
    found = find_header(top, claims)
    if found is None:
        raise make_error("E190", place=place, row=_filled(top)[0] + 1)
    return found


def find_header(top: Top, claims: Claims) -> int | None:
    """The row that names most questions; the first one shaped like titles where none names any.

    A row of answers or one that holds an identifier is no header, whatever its words are; None
    where there is no other.
    """
    filled = _filled(top)
    offered = [at for at in filled if not _is_respondent(at, top.rows, claims)]
    named = {at: len(claims.of(top.rows[at])) for at in offered}
    if any(named.values()):
        return max(offered, key=lambda at: (named[at], -at))
    # No titles stand below the first one who rated something.
    rated = next((at for at in filled if _is_rated(at, top.rows, claims)), len(top.rows))
    offered = [at for at in offered if at < rated]
    if not offered:
        return None if filled else 0
    return _by_shape(offered, top.rows)


def _filled(top: Top) -> list[int]:
    return [at for at, row in enumerate(top.rows[:HEADER_WITHIN]) if any(row)]


def _is_respondent(at: int, rows: Sequence[Row], claims: Claims) -> bool:
    """Whether the cells are what a person answered."""
    row = rows[at]
    if any(looks_identifying(cell) for cell in row) or _is_rated(at, rows, claims):
        return True
    words = [place for place, cell in enumerate(row) if cell and claims.is_word(cell)]
    if not words:
        return False
    cells = [
        cell for each in rows[at + 1 : at + 1 + _LOOKED_AT] for cell in _differing(each, row, words)
    ]
    if any(claims.is_word(cell) for cell in cells):
        # Other words that go on below in the same columns: picks.
        return True
    # Words under titles of their own are picks as well, unless marks or ratings follow them.
    return _titled(rows[:at], words) and not (cells and _are_marks(cells, claims))


def _is_rated(at: int, rows: Sequence[Row], claims: Claims) -> bool:
    """Whether several cells are answers on a scale, as those below them are.

    Titles that are numbers count on; answers come back or go down.
    """
    below = rows[at + 1 : at + 1 + _LOOKED_AT]
    rated = []
    tried = (place for place, cell in enumerate(rows[at]) if _is_rating(cell, claims))
    # So many columns tell; a table may have thousands.
    for place in islice(tried, _MOST_TRIED):
        others = [text for row in below for text in _cells(row, [place])]
        if others and sum(_is_rating(text, claims) for text in others) > _MOSTLY * len(others):
            rated.append(clean(rows[at][place]))
    if len(rated) < _LEAST_RATED:
        return False
    if all(text.isdecimal() for text in rated):
        numbers = [int(text) for text in rated]
        return not all(one < other for one, other in pairwise(numbers))
    return True


def _is_rating(cell: str, claims: Claims) -> bool:
    text = clean(cell)
    return (text.isdecimal() and int(text[:_DIGITS]) <= _HIGHEST) or claims.is_label(text)


def _differing(below: Row, row: Row, places: Sequence[int]) -> list[str]:
    """Filled cells that do not repeat what stands above them, as ticks of a word may do."""
    cells = [
        "" if clean(cell) == clean(top) else cell for cell, top in zip(below, row, strict=False)
    ]
    return _cells(cells, places)


def _cells(row: Row, places: Sequence[int]) -> list[str]:
    found = [clean(row[place]) for place in places if place < len(row)]
    return [cell for cell in found if cell]


def _titled(above: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether a row above gives each of these columns a text of its own."""
    for row in above:
        titles = _cells(row, places)
        if len(titles) == len(places) == len(set(titles)) and not any(map(_is_number, titles)):
            return len([cell for cell in row if cell]) > 1
    return False


def _are_marks(cells: Sequence[str], claims: Claims) -> bool:
    marks = vocabulary_set("yes") | vocabulary_set("no")
    known = [
        _is_number(cell) or answer_key(cell) in marks or claims.is_label(cell) for cell in cells
    ]
    return sum(known) >= _MOSTLY * len(cells)


def _by_shape(offered: Sequence[int], rows: Sequence[Row]) -> int:
    """The first full row of texts; lines above a table fill one cell, or end at a blank row."""
    width = max(sum(bool(cell) for cell in row) for row in rows)
    if width <= _NARROW:
        return offered[0]
    for at in offered:
        texts = [cell for cell in rows[at] if cell]
        alone = len(texts) == 1
        apart = at + 1 < len(rows) and not any(rows[at + 1]) and len(texts) < _FULL * width
        if not (alone or apart) and sum(map(_is_number, texts)) < _MOSTLY * len(texts):
            return at
    return offered[0]


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").isdecimal()
