"""Why no coefficient of internal consistency is given for pick lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from berakhlak_stats.errors import StatisticError

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument


def refuse_pick_lists(instrument: Instrument, items: Iterable[str], statistic: str) -> None:
    """Refuse lists, their words and picked words such as ``"current:a1"`` among ``items``.

    Where everybody picks k of m words and no word is favoured, two words correlate at
    -1 / (m - 1), and alpha of all words is minus infinity or nearly so, whatever people think
    (Cattell 1944; Hicks 1970). Rating and numeric items of the same name are let through.

    Raises
    ------
    StatisticError
        E850, which says what to report instead.

    References
    ----------
    Cattell (1944), Psychological Review 51, 292-303; Hicks (1970), Psychological Bulletin 74,
    167-184, on ipsative measures.
    """
    rated = {each.id for each in instrument.ratings} | {each.id for each in instrument.numbers}
    words = {word for block in instrument.list_index.values() for word in block.words}
    for item in items:
        listed = item in words or item.partition(":")[0] in instrument.list_index
        if listed and item not in rated:
            raise StatisticError("E850", statistic=statistic, item=item)
