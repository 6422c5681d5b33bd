"""Distance functions of calibration: how far a weight may move, and what it costs.

Each gives the factor ``g = F(u)`` and its derivative, with ``u = x'lambda``.

Source: Deville & Sarndal (1992), JASA 87, 376-382; Deville, Sarndal & Sautory (1993), JASA
88, 1013-1020.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError

Array = NDArray[np.float64]
Method = Literal["raking", "linear", "logit"]
LARGEST_EXPONENT = 500.0


@dataclass(frozen=True)
class Distance:
    """Factor and slope as functions of ``u``, and the bounds the factor keeps."""

    factor: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    low: float
    high: float


def distance(method: str, bounds: tuple[float, float] | None) -> Distance:
    """The distance of a method: "linear" (with bounds: truncated), "raking" or "logit"."""
    low, high = bounds if bounds is not None else (-np.inf, np.inf)
    if bounds is not None and not low < 1 < high:
        raise OptionError("E703", name="bounds", expected="low < 1 < high", given=bounds)
    if method == "linear":
        return _linear(low, high)
    if method == "raking":
        return _raking(low, high)
    if method != "logit":
        raise OptionError("E701", name="method", given=method, choices="raking, linear, logit")
    if bounds is None:
        raise OptionError("E703", name="bounds", expected="(low, high)", given=None)
    return _logit(low, high)


def _linear(low: float, high: float) -> Distance:
    def inside(u: Array) -> Array:
        return np.asarray((1 + u > low) & (1 + u < high), float)

    return Distance(lambda u: np.clip(1 + u, low, high), inside, low, high)


def _raking(low: float, high: float) -> Distance:
    def raw(u: Array) -> Array:
        return np.asarray(np.exp(np.clip(u, -LARGEST_EXPONENT, LARGEST_EXPONENT)))

    def slope(u: Array) -> Array:
        return np.where((raw(u) > low) & (raw(u) < high), raw(u), 0.0)

    return Distance(lambda u: np.clip(raw(u), low, high), slope, low, high)


def _logit(low: float, high: float) -> Distance:
    a = (high - low) / ((1 - low) * (high - 1))

    def factor(u: Array) -> Array:
        e = np.exp(np.clip(a * u, -LARGEST_EXPONENT, LARGEST_EXPONENT))
        below = (high - 1) + (1 - low) * e
        return np.asarray((low * (high - 1) + high * (1 - low) * e) / below)

    def slope(u: Array) -> Array:
        # In terms of the factor nothing can overflow.
        g = factor(u)
        return np.asarray(a * (g - low) * (high - g) / (high - low))

    return Distance(factor, slope, low, high)
