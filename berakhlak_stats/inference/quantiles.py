"""Weighted quantiles by several rules.

Source: Hyndman & Fan (1996), The American Statistician 50, 361-365, whose types 1, 2 and 7
are extended to weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from berakhlak_stats.totals.statistic import Array

QuantileRule = Literal["math", "school", "hf7", "math-4.1", "school-4.1"]
ROUNDING = 1e-12


@dataclass(frozen=True)
class Distribution:
    """Values in rising order with their weights, all above zero."""

    values: Array
    weights: Array

    @classmethod
    def of(cls, values: Array, weights: Array) -> Distribution:
        """Sort values; equal ones keep the order they came in."""
        live = weights > 0
        values, weights = values[live], weights[live]
        order = np.argsort(values, kind="stable")
        return cls(values[order], weights[order])

    def quantile(self, probs: Array, rule: QuantileRule) -> Array:
        """Quantiles at ``probs``; NaN where a probability lies outside 0 to 1.

        Parameters
        ----------
        probs : array
        rule : str
            "math": the smallest value that at least this share does not exceed. "school": the
            same, or midway to the next value where the share is met exactly. "hf7": linear
            between values, the default of R and NumPy. "math-4.1" and "school-4.1": as R's
            survey 4.1 has them, see :meth:`_as_survey_41`.

        Returns
        -------
        array
        """
        probs = np.asarray(probs, float)
        if not len(self.values):
            return np.full(probs.shape, np.nan)
        inside = (probs >= -ROUNDING) & (probs <= 1 + ROUNDING)
        p = np.clip(np.where(inside, probs, 0.5), 0.0, 1.0)
        if rule == "hf7":
            found = self._linear(p)
        else:
            step = self._as_survey_41 if rule.endswith("4.1") else self._step
            found = step(p, rule.startswith("school"))
        return np.where(inside, found, np.nan)

    def _step(self, p: Array, school: bool) -> Array:
        shares = np.cumsum(self.weights)
        shares /= shares[-1]
        last = len(shares) - 1
        # The first value whose share reaches p; rounding must not push a tie one value on.
        first = np.minimum(np.searchsorted(shares, p - ROUNDING), last)
        found = self.values[first]
        if not school:
            return np.asarray(found)
        met = np.abs(shares[first] - p) <= ROUNDING
        return np.where(met, (found + self.values[np.minimum(first + 1, last)]) / 2, found)

    def _as_survey_41(self, p: Array, school: bool) -> Array:
        """The same with two faults of R's survey 4.1, to compare numbers with it.

        Below the share of the smallest value it gives the second one, and whether a share is
        met exactly is left to the rounding of its sums (in extended precision).
        """
        sums = np.cumsum(self.weights, dtype=np.longdouble).astype(float)
        reached = np.searchsorted(sums, p * sums[-1], side="right")
        low = np.maximum(reached - 1, 0)
        high = np.minimum(low + 1, len(sums) - 1)
        at_low = self.values[low]
        met = (at_low + self.values[high]) / 2 if school else at_low
        return np.asarray(np.where(p - sums[low] / sums[-1] == 0, met, self.values[high]))

    def _linear(self, p: Array) -> Array:
        if len(self.values) == 1:
            return np.full(p.shape, self.values[0])
        before = np.concatenate([[0.0], np.cumsum(self.weights)[:-1]])
        return np.asarray(np.interp(p, before / before[-1], self.values))
