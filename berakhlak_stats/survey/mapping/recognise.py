"""Which instrument a file answers, where the caller does not say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.plan import make_plan

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

_TITLES_NAMED = 12


def resolve_instrument(given: Any, titles: Sequence[str] = (), source: str = "") -> Instrument:
    """The instrument that was named, or the bundled one that the column titles fit best."""
    from berakhlak_stats.instrument import load_instrument

    if given is None:
        name = recognise(titles)
        if name is None:
            raise make_error("E242", place=source, columns=", ".join(titles[:_TITLES_NAMED]))
        return load_instrument(name)
    if isinstance(given, (str, os.PathLike)):
        return load_instrument(given if isinstance(given, str) else os.fspath(given))
    instrument: Instrument = given
    return instrument


def recognise(titles: Sequence[str]) -> str | None:
    """The bundled instrument with the largest share of its questions among the titles.

    None where no title fits, or where two instruments fit equally well.
    """
    from berakhlak_stats.instrument import available_instruments, load_instrument

    scores = {}
    for name in available_instruments():
        instrument = load_instrument(name)
        asked = len(instrument.pick_lists) + len(instrument.ratings) + len(instrument.numbers)
        scores[name] = make_plan(titles, instrument).found / max(asked, 1)
    ranked = sorted(scores.values(), reverse=True)
    if not ranked or ranked[0] == 0 or (len(ranked) > 1 and ranked[0] == ranked[1]):
        return None
    return max(scores, key=scores.__getitem__)
