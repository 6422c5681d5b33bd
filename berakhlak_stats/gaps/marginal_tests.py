"""From cells and the spread of their products to tests: Rao-Scott, Bonferroni, resampling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from berakhlak_stats.gaps.cell_spread import CellSpread
from berakhlak_stats.totals.statistic import Array

Form = Literal["auto", "IJ", "trace"]
"""How the second-order correction is scaled; see :func:`second_order`."""


@dataclass(frozen=True)
class Corrected:
    """A chi-square statistic with its degrees of freedom and p value."""

    statistic: float
    df: float
    p_value: float


def chi_square(statistic: float, df: float) -> Corrected:
    """``statistic`` against chi-square."""
    from scipy.special import chdtrc

    return Corrected(statistic, df, float(chdtrc(df, statistic)))


def second_order(x2: float, spread: CellSpread, form: str, degrees: float) -> Corrected:
    """Rao-Scott's second-order correction of a sum of Pearson statistics.

    Notes
    -----
    ``S`` is the covariance of ``sqrt(n)`` times the standardised products. The form "trace",
    ``X2 tr S / tr S^2`` on ``(tr S)^2 / tr S^2``, holds for any design; "IJ" puts the
    ``degrees`` that a simple random sample has without any association in the place of ``tr S``
    (Bilder & Loughin 2004), and rejects far too often in clusters.

    With far more cells than primary units, ``tr S^2`` of an estimated ``S`` is much too large:
    by ``(tr S)^2`` over the degrees of freedom. Under "trace" that excess is taken off (Bai &
    Saranadasa 1996), without which the test would hardly ever reject, and F with those degrees
    of freedom pays for the estimate of ``tr S``.
    """
    from scipy.special import fdtrc

    if form == "IJ":
        return chi_square(degrees * x2 / spread.simple, degrees**2 / spread.simple)
    trace = spread.n * spread.trace
    square = spread.n**2 * unbiased_square(spread, cells=degrees)
    df = trace**2 / square
    p = float(fdtrc(df, max(df * spread.df, 1.0), x2 / trace))
    return Corrected(trace * x2 / square, df, p)


def unbiased_square(spread: CellSpread, cells: float) -> float:
    """``tr V^2`` without what the error of an estimated ``V`` adds to it.

    References
    ----------
    Bai & Saranadasa (1996), Statistica Sinica 6, 311-329.
    """
    df, floor = spread.df, spread.trace**2 / cells
    if df <= 2:
        return spread.trace_square
    plain = spread.trace_square - spread.trace**2 / df
    return float(max(df**2 / ((df - 1) * (df + 2)) * plain, floor))


def cell_p_values(statistics: Array, spread: CellSpread, form: str, degrees: int) -> Array:
    """The p value of every cell: chi-square of its Pearson statistic, divided by its design effect.

    Under the form "trace" the variance of the cell is in the place of the one of independent
    answers, and F with the degrees of freedom of the design takes the place of chi-square.
    """
    from scipy.special import chdtrc, fdtrc

    if form == "IJ":
        return np.asarray(chdtrc(degrees, statistics))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = statistics / (spread.n * spread.variance)
    return np.asarray(fdtrc(1.0, max(spread.df, 1.0), ratio))


def word_p_values(statistics: Array, spread: CellSpread, form: str, degrees: int) -> Array:
    """The p value of every word over all labels: by the mean design effect of its cells.

    Under the form "IJ" chi-square of the Pearson statistic itself.
    """
    from scipy.special import chdtrc, fdtrc

    if form == "IJ":
        return np.asarray(chdtrc(degrees, statistics))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = statistics / (spread.n * spread.variance.sum(axis=0))
    return np.asarray(fdtrc(float(degrees), max(degrees * spread.df, 1.0), ratio))
