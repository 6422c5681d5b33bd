"""Tables stacked in one sheet: the header of each one below the first is no respondent."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import quote_rows
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.tail import is_outside, trim_tail
from berakhlak_stats.survey.texts import clean, name_key, shortened

_LOOKED_AT = 3
_MOST_CANDIDATES = 10_000
_MOSTLY = 0.8
_FEWEST = 2
_LINES_ABOVE = 5
# A person may answer 1, 2, 3 …, but on no scale longer than this.
_LEAST_NUMBERED, _LONGEST_SCALE, _LOOKED_BELOW = 3, 10, 20
_TITLES_NAMED, _LONGEST = 5, 40


def only_respondents(draft: Draft) -> None:
    """Take out what is no respondent.

    Headers between tables, numbers of the columns below the titles, totals and notes at the end.
    """
    set_repeats_apart(draft)
    set_numbering_apart(draft)
    trim_tail(draft)


def set_repeats_apart(draft: Draft) -> None:
    """Take repeated header rows out, with the titles and totals above them (E172).

    Raises
    ------
    FileError
        E173 where the titles stand in another order or only some of them do: what is below
        would be read under the wrong ones.
    """
    keys = [name_key(title) for title in draft.header[0]]
    titled = [place for place, key in enumerate(keys) if key]
    least = max(min(_FEWEST, len(titled)), _MOSTLY * len(titled))
    gone = np.zeros(len(draft.rows), dtype=bool)
    for place in _candidates(draft, titled):
        cells = _row(draft, place)
        found = [name_key(cell) for cell in cells]
        if sum(found[at] == keys[at] for at in titled) >= least:
            gone[place : place + len(draft.header)] = True
            _mark_above(draft, place, gone)
        elif len({key for key in found if key} & {keys[at] for at in titled}) >= least:
            _refuse(draft, place, cells)
    if gone.any():
        draft.drop_rows(gone, "E172", "outside")


def set_numbering_apart(draft: Draft) -> None:
    """Take the row out that numbers the columns below their titles: 1, 2, 3, … (E188).

    It is told from a person by a number that stands where others have words, or by its length.
    """
    gone = np.zeros(len(draft.rows), dtype=bool)
    for place in range(min(_LOOKED_AT, len(draft.rows))):
        cells = _row(draft, place)
        if not any(cells):
            continue
        gone[place] = _numbers_columns(cells) and (
            len(cells) > _LONGEST_SCALE or _stands_among_words(draft, place)
        )
        break
    draft.drop_rows(gone, "E188", "outside")


def _numbers_columns(cells: list[str]) -> bool:
    """Whether the cells are 1, 2, 3, … without a gap, perhaps in brackets or with a full stop."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    plain = [cell.strip("().[] ").removesuffix(".0") for cell in cells]
    return len(cells) >= _LEAST_NUMBERED and plain == [str(n + 1) for n in range(len(cells))]


def _stands_among_words(draft: Draft, place: int) -> bool:
    """Whether some column holds words below this row."""
    for column in draft.columns:
        below = column.slice(place + 1, _LOOKED_BELOW).to_pylist()
        texts = [text for text in (clean(cell_text(cell)) for cell in below) if text]
        if texts and not any(any(sign.isdecimal() for sign in text) for text in texts):
            return True
    return False


def _candidates(draft: Draft, titled: list[int]) -> list[int]:
    """Rows in which one of the first columns holds a title, told without reading the others."""
    import pyarrow as pa
    import pyarrow.compute as pc

    titles = pa.array([clean(draft.header[0][place]).lower() for place in titled], type=pa.string())
    found = np.zeros(len(draft.rows), dtype=bool)
    for place in titled[:_LOOKED_AT]:
        column = draft.columns[place]
        if pa.types.is_string(column.type):
            plain = pc.utf8_lower(pc.utf8_trim_whitespace(column))
            held: Any = pc.is_in(plain, value_set=titles)
            found |= held.to_numpy(zero_copy_only=False)
    rows: NDArray[np.intp] = np.flatnonzero(found)
    # Answers may be spelt like titles; where so many are, they are answers.
    return rows.tolist() if len(rows) <= _MOST_CANDIDATES else []


def _row(draft: Draft, place: int) -> list[str]:
    return [clean(cell_text(column[place].as_py())) for column in draft.columns]


def _mark_above(draft: Draft, place: int, gone: NDArray[np.bool_]) -> None:
    """Mark what belongs to no respondent right above: the title of this table, totals of the last.

    Counted only where something stands there; empty rows are told by the reader as such.
    """
    for above in range(place - 1, max(place - 1 - _LINES_ABOVE, -1), -1):
        cells = _row(draft, above)
        if not any(cells):
            continue
        if not is_outside(draft, cells):
            return
        gone[above] = True


def _refuse(draft: Draft, place: int, cells: list[str]) -> None:
    row = int(draft.rows[place])
    shown = ", ".join(f'"{shortened(cell, _LONGEST)}"' for cell in cells[:_TITLES_NAMED] if cell)
    more = ", …" if len(cells) > _TITLES_NAMED else ""
    raise make_error(
        "E173", place=f"{draft.source}:{quote_rows([row])}", row=row, titles=shown + more
    )
