"""Keep some rows of a result, with the covariance that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from berakhlak_stats.estimates.estimates import Estimates


def keep(result: Estimates, items: Sequence[str]) -> Estimates:
    """The rows whose ``item`` is one of ``items``."""
    rows = np.flatnonzero(result.frame["item"].isin(items).to_numpy())
    frame = result.frame.iloc[rows].reset_index(drop=True)
    covariance = None if result.covariance is None else result.covariance[np.ix_(rows, rows)]
    return replace(result, frame=frame, covariance=covariance)
