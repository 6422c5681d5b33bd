"""Reference distributions of summed Pearson statistics by multipliers of primary units.

Each replicate multiplies the influence of every unit by a random number of mean zero, so that
there is no association in it, while clusters, weights and the dependence of picks on each
other stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.gaps.cell_spread import CellSpread
from berakhlak_stats.gaps.crossed import Crossed, weighted_sums
from berakhlak_stats.inference.strata import Strata
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Codes = NDArray[Any]


def multiplier_p_values(
    survey: Survey,
    crossed: Crossed,
    spread: CellSpread,
    strata: Strata,
    *,
    replicates: int,
    seed: int,
) -> tuple[float, float]:
    """P values of the sum of squared cells, and of the largest cell over its own spread.

    References
    ----------
    Mammen (1993), Annals of Statistics 21, 255-285, for the wild bootstrap.
    """
    rng = np.random.default_rng(seed)
    weights = row_weights(survey)
    whole = float(weights[(crossed.left != 0).any(axis=1)].sum())
    codes = survey.design.stratum_codes
    home = np.zeros(survey.n, np.intp) if codes is None else codes.astype(np.intp)
    psus = survey.design.psu_codes
    # Multipliers follow the lots of persons, so that the order of rows says nothing.
    units = np.argsort(np.argsort(survey.lots)) if psus is None else psus
    _, unit = np.unique(np.stack([home, units]), axis=1, return_inverse=True)
    unit = unit.reshape(-1)
    scale = np.sqrt(strata.factor * strata.boost)[home] * weights / whole
    variance = np.where(spread.variance > 0, spread.variance, np.nan)
    observed = np.array([(spread.mean**2).sum(), np.nanmax(spread.mean**2 / variance)])
    hits = np.zeros(2)
    for _ in range(replicates):
        factor = _centred(rng.standard_normal(unit.max() + 1), unit, home, strata)
        moved = weighted_sums(crossed, factor * scale) ** 2
        hits += np.array([moved.sum(), np.nanmax(moved / variance)]) >= observed
    p = (1 + hits) / (1 + replicates)
    return float(p[0]), float(p[1])


def _centred(draw: Array, unit: Codes, home: Codes, strata: Strata) -> Array:
    """Multipliers per row, of mean zero over the units of each stratum with several."""
    place = np.zeros(len(draw), np.intp)
    place[unit] = home
    mean = np.bincount(place, draw, len(strata.m)) / np.maximum(strata.m, 1)
    mean = np.where(strata.lonely, 0.0, mean)
    return np.asarray((draw - mean[place])[unit], float)
