"""Counts that are too small to show, and the larger ones that must be hidden with them.

The picks of a word are published for everybody and for groups, and those of related words add
up to a published total (an area, the limiting words, the answers to an item). So a small count
must not follow by subtraction, neither over groups nor over its family.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.threshold import Reason, hidden_groups, shield
from berakhlak_stats.totals.state import Totals

ROUNDS = 20


def thin_cells(
    families: Sequence[Sequence[str]], totals: Totals, minimum: int
) -> dict[str, list[Reason]]:
    """A reason per path and group: "" (shown), "few picks" or "protected".

    Parameters
    ----------
    families : sequence of sequences of paths
        Counts that add up to something published. Every path stands in one family.
    totals : Totals
    minimum : int

    Returns
    -------
    dict of path to list over groups
    """
    n = totals.by_group(totals.cells.n.astype(float)).astype(np.int64)
    groups = hidden_groups(n, minimum)
    counts = {path: _count(totals, path) for family in families for path in family}
    cells: dict[str, list[Reason]] = {
        path: [
            group or ("few picks" if size < minimum else "")
            for group, size in zip(groups, sizes, strict=True)
        ]
        for path, sizes in counts.items()
    }
    for _ in range(ROUNDS):
        before = {path: list(reasons) for path, reasons in cells.items()}
        _over_families(cells, counts, families, groups, minimum)
        for path, reasons in cells.items():
            cells[path] = shield(counts[path], reasons, minimum)
        if cells == before:
            break
    return cells


def _over_families(
    cells: dict[str, list[Reason]],
    counts: dict[str, NDArray[np.int64]],
    families: Sequence[Sequence[str]],
    groups: Sequence[Reason],
    minimum: int,
) -> None:
    """Shield the members of each family, within every group that is shown."""
    for family in families:
        for g in (g for g, reason in enumerate(groups) if not reason):
            sizes = np.array([counts[path][g] for path in family])
            found = shield(sizes, [cells[path][g] for path in family], minimum)
            for path, reason in zip(family, found, strict=True):
                cells[path][g] = reason


def _count(totals: Totals, path: str) -> NDArray[np.int64]:
    column = totals.plan.layout.column(path)
    return np.rint(totals.by_group(totals.cells.count[:, column])).astype(np.int64)
