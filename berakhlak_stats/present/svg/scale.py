"""From numbers to pixels, and the round numbers worth a tick."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear scale: ``low`` sits at pixel ``left``, ``high`` at pixel ``right``."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """The pixel of ``value``; what lies outside sits at the edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    @property
    def span(self) -> float:
        """Width in pixels."""
        return self.right - self.left


def nice_step(reach: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, 20, ... that covers ``reach`` in at most ``most`` steps."""
    if reach <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(reach / most))
    steps = (power * factor for factor in (1, 2, 5, 10, 20))
    return next(step for step in steps if math.ceil(reach / step - 1e-9) <= most)


def ticks_from_zero(high: float, most: int = 4) -> list[float]:
    """0, step, ... up to the first tick at or above ``high``."""
    step = nice_step(high, most)
    return [step * i for i in range(max(1, math.ceil(high / step - 1e-9)) + 1)]


def ticks_around_zero(low: float, high: float, most: int = 4) -> list[float]:
    """Ticks that hold ``low``, zero and ``high``."""
    low, high = min(low, 0.0), max(high, 0.0)
    step = nice_step(max(high - low, 1e-9), most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * i for i in range(first, max(last, first + 1) + 1)]


def ticks_over(low: float, high: float, most: int = 4) -> list[float]:
    """Ticks that hold ``low`` and ``high``, from zero where zero is not far away."""
    if low >= 0 and low <= 0.6 * high:
        return ticks_from_zero(high, most)
    if low < 0:
        return ticks_around_zero(low, high, most)
    step = nice_step(max(high - low, 1e-9), most)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return [step * i for i in range(first, last + 1)]
