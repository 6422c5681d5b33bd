"""Tables with a question in one header row and its parts in the next."""

from __future__ import annotations

from collections.abc import Sequence

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import PLAIN, Choice
from berakhlak_stats.survey.texts import clean

_FEWEST_UNTITLED = 2
_SHARE_UNTITLED = 0.2


def fill_right(titles: Sequence[str], below: Sequence[str]) -> list[str]:
    """A question also stands above the parts to its right whose own cell is empty."""
    filled: list[str] = []
    last = ""
    for title, part in zip(titles, below, strict=True):
        last = clean(title) or (last if clean(part) else "")
        filled.append(last)
    return filled


def joined(titles: Sequence[str], below: Sequence[str], empty_words: Sequence[str]) -> list[str]:
    """One title per column: ``Question [Part]``, or the question where the part says nothing."""
    silent = {"", *(word.casefold() for word in empty_words)}
    return [
        title
        if clean(part).casefold() in silent or clean(part) == title
        else (f"{title} [{clean(part)}]" if title else clean(part))
        for title, part in zip(fill_right(titles, below), below, strict=True)
    ]


def refuse_second_header(draft: Draft, choice: Choice, above: Sequence[str] = ()) -> None:
    """Refuse a table whose titles stand in two rows, in no shape that is known (E113).

    Either the first row below completes the header, or the row ``above`` names its untitled
    columns.
    """
    untitled = [place for place, title in enumerate(draft.titles) if not title]
    if choice.source is not PLAIN or choice.header_rows > 1 or not untitled:
        return
    named = [place for place in untitled if place < len(above) and clean(above[place])]
    if named and sum(bool(clean(title)) for title in above) >= _FEWEST_UNTITLED:
        _refuse(draft, int(draft.rows[0]) - 1, len(named))
    first = [cell_text(draft.columns[place][0].as_py()) for place in untitled]
    enough = max(_FEWEST_UNTITLED, _SHARE_UNTITLED * len(draft.titles))
    if len(untitled) >= enough and all(text and not _is_number(text) for text in first):
        _refuse(draft, int(draft.rows[0]), len(untitled))


def _is_number(text: str) -> bool:
    return text.replace(".", "").isdecimal()


def _refuse(draft: Draft, row: int, count: int) -> None:
    raise make_error("E113", place=f"{draft.source}:{row}", row=row, count=count)
