"""Trimming: weights cut back to limits, what was cut spread over the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.survey.design import check_weights
from berakhlak_stats.weighting.diagnostics import WeightDiagnostics, weight_diagnostics
from berakhlak_stats.weighting.distance import Array

MOST_ROUNDS = 10_000
# Rounds shrink what is left over; below this share of a limit it is rounding.
_LEFT = 1e-13


@dataclass(frozen=True)
class TrimmedWeights:
    """Trimmed weights with the report before and after.

    Attributes
    ----------
    weights : array (n,)
    before, after : WeightDiagnostics
    cut, raised : int
        Weights above the upper and below the lower limit at the start.
    trimmed : float
        Share (0-1) of the total weight that lay outside the limits at the start.
    """

    weights: NDArray[np.float64]
    before: WeightDiagnostics
    after: WeightDiagnostics
    cut: int
    raised: int
    trimmed: float


def trim_weights(
    weights: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    redistribute: bool = True,
    strict: bool = True,
) -> TrimmedWeights:
    """Weights cut back to limits.

    Parameters
    ----------
    weights : array (n,)
        Positive weights.
    low, high : float, optional
        Limits, in the units of the weights; at least one of them.
    redistribute : bool
        Spread what was cut over the weights inside the limits, in equal amounts, so that
        the total stays.
    strict : bool
        Repeat until no weight is outside, since what is spread can push others over a limit.

    Returns
    -------
    TrimmedWeights

    Raises
    ------
    DesignError
        E628 where the limits leave no room for the total.

    Notes
    -----
    Trimming trades bias for variance: report results with and without. Trimmed weights no
    longer meet the margins; calibrate with ``bounds`` where both are wanted.

    References
    ----------
    Potter (1990), Proceedings of the Survey Research Methods Section, ASA, 225-230.

    Examples
    --------
    >>> trim_weights([1.0, 1.0, 2.0, 8.0], high=4).weights.round(6).tolist()
    [2.333333, 2.333333, 3.333333, 4.0]
    """
    w = np.asarray(weights, float)
    if low is None and high is None:
        raise OptionError("E703", name="low, high", expected="low < high", given=None)
    floor, ceiling = low if low is not None else 0.0, high if high is not None else np.inf
    if not 0 <= floor < ceiling:
        raise OptionError("E703", name="low, high", expected="0 <= low < high", given=(low, high))
    check_weights(w)
    before = weight_diagnostics(w)
    mean = float(w.mean())
    if redistribute and not floor <= mean <= ceiling:
        raise DesignError("E628", low=f"{floor:g}", high=f"{ceiling:g}", mean=f"{mean:g}")
    outside = float(np.abs(w - np.clip(w, floor, ceiling)).sum() / w.sum())
    new = _trim(w, floor, ceiling, redistribute, strict)
    return TrimmedWeights(
        weights=new,
        before=before,
        after=weight_diagnostics(new, trimmed=outside),
        cut=int(np.count_nonzero(w > ceiling)),
        raised=int(np.count_nonzero(w < floor)),
        trimmed=outside,
    )


def _trim(w: Array, low: float, high: float, redistribute: bool, strict: bool) -> Array:
    for _ in range(MOST_ROUNDS if strict and redistribute else 1):
        outside = (w < low) | (w > high)
        clipped = np.clip(w, low, high)
        if not outside.any():
            return w
        surplus = float((w - clipped).sum())
        # Rounding is not a reason for another round.
        if not redistribute or abs(surplus) <= _LEFT * float(w.sum()):
            return np.asarray(clipped)
        taker = ~outside
        if not taker.any():
            taker = clipped < high if surplus > 0 else clipped > low
        w = clipped + np.where(taker, surplus / np.count_nonzero(taker), 0.0)
    return np.asarray(w)
