"""Pick lists as an index of careless answering reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, OptionError, make_error
from berakhlak_stats.survey.survey import unpack_picks

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
LEAST_PICKS = 3
"""Fewer picks form a block, or a copy, too easily."""


def asked_lists(
    instrument: Instrument, lists: Sequence[str] | str | None, index: str, *, least: int = 1
) -> tuple[PickList, ...]:
    """The lists asked for, all where none are named.

    Raises
    ------
    OptionError
        E701 for an unknown list.
    StatisticError
        E840 where there are fewer than ``least``.
    """
    known = instrument.list_index
    given = (lists,) if isinstance(lists, str) else lists
    names = tuple(known) if given is None else tuple(dict.fromkeys(given))
    for name in names:
        if name not in known:
            raise OptionError("E701", name="lists", given=name, choices=", ".join(known) or "-")
    if len(names) < least:
        needed = Bilingual(f"{least} daftar kata atau lebih", f"{least} pick lists or more")
        raise make_error("E840", index=index, needed=needed, found=len(names))
    return tuple(known[name] for name in names)


def in_order(block: PickList, order: Sequence[str] | None) -> NDArray[np.intp]:
    """Places of the words of a list in the order in which they were shown.

    Raises
    ------
    StatisticError
        E846 where ``order`` does not hold the words of the list, once each.
    """
    if order is None:
        return np.arange(len(block.words))
    if sorted(order) != sorted(block.words):
        odd = sorted(set(order) ^ set(block.words)) or [w for w in order if order.count(w) > 1]
        raise make_error("E846", place=block.id, words=", ".join(odd[:5]))
    place = {word: j for j, word in enumerate(block.words)}
    return np.array([place[word] for word in order])


def picked(survey: Survey, block: PickList) -> NDArray[np.uint8]:
    """The picks of one list, 0/1 (n, words) in the order of the instrument."""
    return unpack_picks(survey.picks[block.id], len(block.words))
