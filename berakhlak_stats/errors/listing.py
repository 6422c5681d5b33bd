"""Several names in one message."""

from __future__ import annotations

from collections.abc import Sequence

from berakhlak_stats.errors.tree import Bilingual

SHOWN = 5
"""Names that a message gives one by one."""


def listed(names: Sequence[str]) -> Bilingual:
    """Names in a row: a handful one by one, then a count of the others.

    Parameters
    ----------
    names : sequence of str
        One or more.

    Returns
    -------
    Bilingual
    """
    rest = len(names) - SHOWN
    if rest > 0:
        inner = ", ".join(names[:SHOWN])
        return Bilingual(f"{inner}, dan {rest} lainnya", f"{inner} and {rest} more")
    if len(names) == 1:
        return Bilingual(names[0], names[0])
    inner, last = ", ".join(names[:-1]), names[-1]
    return Bilingual(f"{inner} dan {last}", f"{inner} and {last}")
