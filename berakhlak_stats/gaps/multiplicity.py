"""Adjusted p values of many families at once.

Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini & Hochberg (1995),
JRSS B 57, 289-300.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from berakhlak_stats.indices.about import choice
from berakhlak_stats.totals.statistic import Array

Adjustment = Literal["holm", "bh", "none"]


def adjusted(p_values: Array, method: str) -> Array:
    """Adjust along the last axis; NaN are no tests and do not count.

    Parameters
    ----------
    p_values : array (..., tests)
    method : {"holm", "bh", "none"}
        "holm" bounds the chance of any false finding, "bh" their expected share.

    Returns
    -------
    array (..., tests)
    """
    choice("adjust", method, Adjustment)
    if method == "none" or not p_values.size:
        return np.array(p_values, float)
    order = np.argsort(p_values, axis=-1)
    ranked = np.take_along_axis(p_values, order, axis=-1)
    tests = np.isfinite(p_values).sum(axis=-1, keepdims=True)
    place = np.arange(p_values.shape[-1])
    if method == "holm":
        scaled = np.maximum.accumulate(np.nan_to_num(ranked) * (tests - place), axis=-1)
    else:
        grown = np.where(np.isnan(ranked), np.inf, ranked * tests / (place + 1))
        scaled = np.minimum.accumulate(grown[..., ::-1], axis=-1)[..., ::-1]
    scaled = np.where(np.isnan(ranked), np.nan, np.minimum(scaled, 1.0))
    out = np.empty_like(scaled)
    np.put_along_axis(out, order, scaled, axis=-1)
    return out
