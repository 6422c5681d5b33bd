"""Which instrument a file answers, where the caller does not say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.by_content import plan_of
from berakhlak_stats.survey.texts import shortened

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.readers.table import RawTable

_TITLES_NAMED = 12
_LONGEST_TITLE = 60


def resolve_instrument(given: Any, table: RawTable | None = None) -> Instrument:
    """The instrument that was named, or the bundled one that the columns fit best."""
    from berakhlak_stats.instrument import load_instrument

    if given is None:
        name = None if table is None else recognise(table)
        if name is None:
            refuse_one_column(table)
            titles = [] if table is None else list(table.columns)
            shown = ", ".join(titles[:_TITLES_NAMED])
            raise make_error("E242", place=table.source if table else "", columns=shown)
        return load_instrument(name)
    if isinstance(given, (str, os.PathLike)):
        return load_instrument(given if isinstance(given, str) else os.fspath(given))
    instrument: Instrument = given
    return instrument


def refuse_one_column(table: RawTable | None) -> None:
    """Refuse a text file that no separator divides and that answers nothing as it is (E136)."""
    if table is not None and table.separator is not None and len(table.columns) == 1:
        title = shortened(next(iter(table.columns)), _LONGEST_TITLE)
        raise make_error("E136", place=table.source, column=title)


def recognise(table: RawTable) -> str | None:
    """The bundled instrument with the largest share of its questions among the columns.

    None where no column fits, or where two instruments fit equally well.
    """
    from berakhlak_stats.instrument import available_instruments, load_instrument

    scores = {}
    for name in available_instruments():
        instrument = load_instrument(name)
        asked = len(instrument.pick_lists) + len(instrument.ratings) + len(instrument.numbers)
        scores[name] = plan_of(table, instrument).found / max(asked, 1)
    ranked = sorted(scores.values(), reverse=True)
    if not ranked or ranked[0] == 0 or (len(ranked) > 1 and ranked[0] == ranked[1]):
        return None
    return max(scores, key=scores.__getitem__)
