"""How far a group may lie from the mean of all groups by chance, by its number of respondents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from berakhlak_stats.totals.statistic import Array

LEVELS = (0.95, 0.998)
"""Inner and outer limits: about two and three standard errors."""


@dataclass(frozen=True)
class FunnelShape:
    """What the limits of a funnel follow from; each a number, or an array (k,) of one per score.

    Attributes
    ----------
    centre : float or array
        Mean of the groups by their respondents.
    per_person : float or array
        Variance that one respondent contributes.
    total : float or array
        Respondents of all groups.
    dispersion : float or array
        Factor on the sampling variance; 1 is chance alone.
    between : float or array
        Variance between groups that is taken as usual; 0 is chance alone.
    squares : float or array
        Sum of the squared shares of the groups among the respondents.
    df : float or array
        Degrees of freedom of ``per_person``.
    """

    centre: Any
    per_person: Any
    total: Any
    dispersion: Any = 1.0
    between: Any = 0.0
    squares: Any = 0.0
    df: Any = np.inf

    def variance(self, n: Array) -> Array:
        """Of the distance of a group of ``n`` respondents from the centre, of which it is part."""
        with np.errstate(divide="ignore", invalid="ignore"):
            sampling = self.dispersion * self.per_person * (1 / n - 1 / self.total)
            usual = self.between * (1 - 2 * n / self.total + self.squares)
            return np.asarray(np.maximum(sampling + usual, 0.0))

    def limits(self, n: Array, level: float) -> tuple[Array, Array]:
        """Lower and upper limit at ``n`` respondents."""
        from scipy.special import stdtrit

        reach = stdtrit(self.df, 0.5 + level / 2) * np.sqrt(self.variance(n))
        return np.asarray(self.centre - reach), np.asarray(self.centre + reach)
