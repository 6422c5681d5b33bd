"""Variance from sets of replicate weights that came with the data or were made of its design.

Source: Wolter (2007), Introduction to Variance Estimation, ch. 3-5.
"""

from __future__ import annotations

import numpy as np

from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.pieces import is_small
from berakhlak_stats.inference.taylor import Variance
from berakhlak_stats.survey.replicate_weights import ReplicateWeights
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic


def replicated(
    statistic: Statistic, totals: Totals, weights: ReplicateWeights
) -> tuple[Variance, Array]:
    """Estimates, variances and replicates (R, G, k) under replicate weights.

    Parameters
    ----------
    statistic : Statistic
        Smooth or not: the function is evaluated at every replicate.
    totals : Totals
        Collected with ``drawn`` sums.
    weights : ReplicateWeights
        Supplies scale, rscales and the centre.

    Returns
    -------
    tuple of Variance and array
    """
    columns = totals.plan.columns_of(statistic)
    estimate = evaluate(statistic, totals.by_group(totals.cells.total[:, columns]))
    sums = totals.by_group(totals.cells.drawn[:, :, columns])
    drawn = evaluate(statistic, np.moveaxis(sums, 1, 0))
    moved = deviations(estimate, drawn, weights)
    flat = moved.reshape(len(moved), -1)
    covariance = flat.T @ flat if is_small(*estimate.shape) else None
    return Variance(estimate, (moved**2).sum(axis=0), covariance), drawn


def deviations(estimate: Array, drawn: Array, weights: ReplicateWeights) -> Array:
    """Deviations (R, ...) of replicates, scaled so that their squares add up to the variance.

    Their centre is ``estimate`` under ``mse``, otherwise the mean of the replicates that count:
    one with an rscale of 0 does not.
    """
    centre = estimate if weights.mse else drawn[weights.rscales > 0].mean(axis=0)
    scale = np.sqrt(weights.scale * weights.rscales)
    return np.asarray((drawn - centre) * scale.reshape(-1, *[1] * (drawn.ndim - 1)))
