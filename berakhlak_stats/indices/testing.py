"""Tests of "no difference" for results whose rows are differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.inference.multiplicity import adjust_p_values


def with_tests(result: Estimates) -> Estimates:
    """Add ``statistic``, ``p_value`` and ``p_adjusted`` (BH within each group).

    Rows that nobody picked on either list show no spread; they are not tested.
    """
    from scipy.special import stdtr

    frame = result.frame.copy()
    estimate, se = frame["estimate"].to_numpy(), frame["std_error"].to_numpy()
    tested = np.isfinite(estimate) & (se > 1e-12)
    t = np.full(len(frame), np.nan)
    t[tested] = estimate[tested] / se[tested]
    df = np.maximum(frame["df"].to_numpy(), 1)
    p = np.where(
        tested, 2 * stdtr(np.where(tested, df, 1), -np.abs(np.where(tested, t, 0))), np.nan
    )
    adjusted = np.full(len(frame), np.nan)
    for rows in frame.groupby("group", sort=False).indices.values():
        adjusted[rows] = adjust_p_values(p[rows], "BH")
    frame["statistic"], frame["p_value"], frame["p_adjusted"] = t, p, adjusted
    frame.loc[~tested & ~frame["suppressed"] & (frame["note"] == ""), "note"] = (
        "not tested: no spread"
    )
    return replace(result, frame=frame)
