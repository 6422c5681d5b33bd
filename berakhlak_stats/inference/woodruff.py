"""Limits of a share below a value, to be turned back into limits of a quantile.

Source: Woodruff (1952), JASA 47, 635-646.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.inference.summary import at_edge
from berakhlak_stats.totals.statistic import Array

ShareForm = Literal["mean", "beta", "xlogit"]
TINY = 1e-12


def share_limits(
    form: ShareForm, p: Array, std_error: Array, n: Array, df: Array, conf_level: float
) -> iv.Interval:
    """Interval of the share ``p`` of values at or below a quantile, by one of three forms.

    Parameters
    ----------
    form : {"mean", "beta", "xlogit"}
        t on the share, Korn-Graubard, or t on its log odds.
    p, std_error, n, df : array
    conf_level : float

    Returns
    -------
    Interval
        Not cut at 0 and 1: a limit outside means that the data do not reach so far. A share
        without spread is its own limits, but a share of 0 or 1 has none under "beta" and
        "xlogit".
    """
    if form == "mean":
        return iv.student(p, std_error, df, conf_level)
    if form == "beta":
        n_eff = iv.effective_n(p, std_error**2, n, df, conf_level)
        found = iv.clopper_pearson(p, n_eff, conf_level)
    else:
        found = iv.logit_student(p, std_error, df, conf_level)
    edge = at_edge(p, std_error) != 0
    itself = np.where((p > TINY) & (p < 1 - TINY), p, np.nan)
    return iv.Interval(np.where(edge, itself, found.low), np.where(edge, itself, found.high))
