"""Which groups may not be shown: the rule of the first day, on unweighted counts.

A group below the threshold is hidden. Because the total over all groups is published too,
what is hidden must not follow by subtraction: the hidden groups together must be at least
two and hold at least the threshold; siblings are hidden with them until they do
(Hundepool et al. 2012, Statistical Disclosure Control, ch. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Reason = Literal["", "suppressed", "protected", "few picks"]


def hidden_groups(counts: NDArray[np.int64] | Sequence[int], minimum: int) -> list[Reason]:
    """A reason per group: "" (shown), "suppressed" (too few) or "protected" (a shield).

    Parameters
    ----------
    counts : int array, shape (groups,)
        Unweighted respondents. Groups without any are not there to be revealed.
    minimum : int

    Returns
    -------
    list of str

    Examples
    --------
    >>> hidden_groups([15, 5, 3], 11)
    ['protected', 'suppressed', 'suppressed']
    """
    sizes = np.asarray(counts)
    reasons: list[Reason] = ["suppressed" if 0 < size < minimum else "" for size in sizes]
    return shield(sizes, reasons, minimum)


def shield(
    counts: NDArray[np.int64] | Sequence[int], reasons: Sequence[Reason], minimum: int
) -> list[Reason]:
    """``reasons`` with the smallest shown siblings protected until nothing can be inferred."""
    sizes, reasons = np.asarray(counts), list(reasons)
    if len(sizes) < 2:
        return reasons
    while _exposed(sizes, reasons, minimum):
        shown = [i for i, reason in enumerate(reasons) if not reason and sizes[i] > 0]
        if not shown:
            break
        reasons[min(shown, key=lambda i: (sizes[i], i))] = "protected"
    return reasons


def _exposed(sizes: NDArray[np.int64], reasons: Sequence[Reason], minimum: int) -> bool:
    hidden = [int(size) for size, reason in zip(sizes, reasons, strict=True) if reason and size]
    return bool(hidden) and (len(hidden) < 2 or sum(hidden) < minimum)
