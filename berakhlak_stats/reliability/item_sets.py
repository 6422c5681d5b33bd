"""Which sets of items a coefficient of reliability is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.association.items import check_items, scales_of
from berakhlak_stats.errors import OptionError, message
from berakhlak_stats.reliability.pick_lists import refuse_pick_lists

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

ALL = "all_items"
"""The name of the set of all rating items."""
Said = tuple[tuple[str, str], ...]
"""Warnings as (Indonesian, English) pairs."""


@dataclass(frozen=True)
class ItemSet:
    """A scale of the instrument, all of its rating items, or items that were named."""

    name: str
    items: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.items)


def item_sets(
    instrument: Instrument, items: Sequence[str] | None, statistic: str, *, least: int = 2
) -> tuple[tuple[ItemSet, ...], Said]:
    """The sets to analyse, and warnings about scales that have too few items.

    Parameters
    ----------
    instrument : Instrument
    items : sequence of str or None
        One set; without it every scale of the instrument, and all rating items together.
    statistic : str
        For the messages.
    least : int
        Items that a set needs.

    Returns
    -------
    (sets, warnings)

    Raises
    ------
    StatisticError
        E850 for items of a pick list, and for an instrument that has nothing else.
    OptionError
        E701 for an unknown item, E702 for an instrument without such items, E703 for too few.
    """
    if items is not None:
        refuse_pick_lists(instrument, items, statistic)
        names = check_items(instrument, items, least=least)
        return (ItemSet("+".join(names), names),), ()
    found = scales_of(instrument)
    every = tuple(item.id for item in instrument.ratings)
    if not every:
        refuse_pick_lists(instrument, instrument.list_index, statistic)
        every = tuple(item.id for item in instrument.numbers)
    sets = [ItemSet(name, group) for name, group in found.items() if len(group) >= least]
    if len(every) >= least and every not in found.values():
        sets.append(ItemSet(ALL, every))
    if not sets:
        needed = f">= {least} butir / items"
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic=statistic)
    short = [
        message("E800", scale=name, least=least)
        for name, group in found.items()
        if len(group) < least
    ]
    return tuple(sets), tuple((each.id, each.en) for each in short)
