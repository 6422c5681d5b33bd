"""Empirical-Bayes estimates of many means, whose errors allow for the estimated shrinkage.

All functions take arrays (units, k): one column per score, NaN where a unit has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.totals.statistic import Array

LEAST_UNITS = 4
"""With three, the estimated amount of shrinkage is known no better than by a guess."""


@dataclass(frozen=True)
class Shrunken:
    """Units (units, k) drawn to their centre (k,), and how far: ``factor`` 0 is not at all."""

    estimate: Array
    std_error: Array
    factor: Array
    centre: Array
    centre_error: Array


def shrink(y: Array, v: Array, tau2: Array) -> Shrunken:
    """Morris's estimates and standard errors; NaN for scores of fewer than four units.

    Parameters
    ----------
    y, v : array (units, k)
        Estimates and their sampling variances, above 0.
    tau2 : array (k,)
        Variance between units; may be 0.

    Notes
    -----
    With ``W = 1 / (v + tau2)``, ``m`` units and the centre ``mu`` weighted by ``W``: the factor
    is ``B = (m - 3) / (m - 1) v W``, the estimate ``(1 - B) y + B mu``, and its variance
    ``v (1 - B (1 - W / sum W))``, which knows that the centre is estimated, plus
    ``2 B^2 / (m - 3) (vbar + tau2) W (y - mu)^2``, which knows that the factor is; ``vbar`` is
    the mean of ``v`` weighted by ``W``. Even with ``tau2 = 0`` a part ``2 / (m - 1)`` of each
    deviation is kept.

    References
    ----------
    Morris (1983), Journal of the American Statistical Association 78, 47-55, section 5.
    """
    known = np.isfinite(y) & np.isfinite(v)
    units = known.sum(axis=0).astype(float)
    enough = units >= LEAST_UNITS
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(known, 1.0 / (v + tau2), 0.0)
        total = weight.sum(axis=0)
        centre = (weight * np.where(known, y, 0.0)).sum(axis=0) / total
        factor = np.where(enough & known, (units - 3) / (units - 1) * v * weight, np.nan)
        typical = (weight * np.where(known, v, 0.0)).sum(axis=0) / total
        unsure = 2 * factor**2 / (units - 3) * (typical + tau2) * weight
        variance = v * (1 - factor * (1 - weight / total)) + unsure * (y - centre) ** 2
        return Shrunken(
            (1 - factor) * y + factor * centre,
            np.sqrt(variance),
            factor,
            np.where(enough, centre, np.nan),
            np.where(enough, np.sqrt(1 / total), np.nan),
        )
