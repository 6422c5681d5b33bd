"""Pearson statistics of many two-by-two tables at once."""

from __future__ import annotations

from typing import Literal

import numpy as np

from berakhlak_stats.totals.statistic import Array

ZeroCells = Literal["add_half", "plain"]
HALF = 0.5
EMPTY = 1e-9


def pearson(both: Array, first: Array, second: Array, total: float, zero_cells: str) -> Array:
    """Pearson's chi-square of every table.

    Parameters
    ----------
    both : array (a, b)
        People with the first and the second mark.
    first, second : arrays that broadcast to (a, b)
        People with each mark.
    total : float
        People.
    zero_cells : {"add_half", "plain"}
        "add_half" puts 0.5 into each empty cell of a table, as MRCV does.

    Returns
    -------
    array (a, b)
        NaN where a margin is empty.
    """
    a = both
    b, c = first - both, second - both
    d = total - first - second + both
    if zero_cells == "add_half":
        a, b, c, d = (np.where(cell < EMPTY * total, HALF, cell) for cell in (a, b, c, d))
    n = a + b + c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        product = (a + b) * (c + d) * (a + c) * (b + d)
        return np.asarray(n * (a * d - b * c) ** 2 / product)


def class_pearson(both: Array, sizes: Array, zero_cells: str) -> Array:
    """Pearson's chi-square of each table of all classes by one mark.

    Parameters
    ----------
    both : array (classes, b)
        People of a class with the mark.
    sizes : array (classes,)
        People of a class.
    zero_cells : {"add_half", "plain"}

    Returns
    -------
    array (b,)
    """
    yes, no = both, sizes[:, None] - both
    if zero_cells == "add_half":
        total = sizes.sum()
        yes, no = (np.where(cell < EMPTY * total, HALF, cell) for cell in (yes, no))
    rows = yes + no
    n = rows.sum(axis=0)
    out = np.zeros(both.shape[1])
    for cell in (yes, no):
        expected = rows * cell.sum(axis=0) / n
        with np.errstate(divide="ignore", invalid="ignore"):
            out += ((cell - expected) ** 2 / expected).sum(axis=0)
    return np.asarray(out)
