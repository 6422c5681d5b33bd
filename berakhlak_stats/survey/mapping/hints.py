"""What a message may propose: never applied, always for a person to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import shortened

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_SHOWN, _LONGEST = 6, 60
_SAMPLE = 2_000
NOTHING = Bilingual("", "")


def perhaps(
    table: RawTable, instrument: Instrument, among: Collection[str] | None = None
) -> Bilingual:
    """Which columns may be which question, how sure, as a part of a sentence."""
    # The proposal of a mapping stands above what reads a table.
    from berakhlak_stats.survey.column_map.guess import NEARLY
    from berakhlak_stats.survey.column_map.propose import propose_columns

    found = []
    first = {title: column.slice(0, _SAMPLE) for title, column in table.columns.items()}
    sample = replace(table, columns=first, rows=table.rows[:_SAMPLE])
    columns = propose_columns(sample, instrument).columns
    wanted = Counter(each.rivals[0].aim for each in columns if each.rivals)
    for place, each in enumerate(columns):
        title, target, sure = each.column.title, each.column.target, each.sure
        if not target and each.rivals:
            near = [rival for rival in each.rivals if each.rivals[0].sure - rival.sure < NEARLY]
            names = [rival.target for rival in near]
            if near[0].kind == "list" and wanted[near[0].aim] > 1:
                # Several columns hold such words alike: which list each is, only a person knows.
                names += [block.id for block in instrument.pick_lists]
            target = " / ".join(dict.fromkeys(names))
        if target and sure is not None and (among is None or title in among):
            shown = shortened(title, _LONGEST)
            found.append((column_letter(place), f"{shown!r} = {target} ({sure:.0%})"))
    if not found:
        return NOTHING
    more = f", … (+{len(found) - _SHOWN})" if len(found) > _SHOWN else ""
    said = [
        ", ".join(f"{word} {letter} {rest}" for letter, rest in found[:_SHOWN]) + more
        for word in ("kolom", "column")
    ]
    return Bilingual(f" (mungkin: {said[0]})", f" (perhaps: {said[1]})")


def column_letter(place: int) -> str:
    """What a spreadsheet calls the column at this place, from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
