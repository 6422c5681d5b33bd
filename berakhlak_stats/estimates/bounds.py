"""What a row can carry: the ends of its scale, and the persons it counts as in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

VOTE_LEVELS = frozenset({"word", "behaviour", "area", "category"})
"""Levels of answers that were chosen."""
PEOPLE_LEVELS = frozenset({"flag", "missing", "pattern"})
"""Levels of how people answered."""
PROFILE_LEVELS = frozenset({"stage", "type", "need"})
"""Levels whose estimates are shares of all votes of a list."""
SCORE_LEVELS = frozenset({"index", "value", "total"})
"""Levels of scores on 0-100, which have bands where the survey has any."""
SCORED = frozenset({"rating_score"})
"""Statistics whose estimates are all on 0-100."""


def upper_ends(frame: pd.DataFrame, statistic: str) -> Array:
    """The upper end (rows,) of the scale of each estimate, which begins at 0.

    Infinite where there is none, or none is known: means in units of their own, differences.
    """
    out = np.full(len(frame), np.inf)
    if "p_value" in frame:
        return out
    level = frame["level"]
    out[level.isin(VOTE_LEVELS | PEOPLE_LEVELS | PROFILE_LEVELS)] = 1.0
    out[level.isin(SCORE_LEVELS).to_numpy() | (statistic in SCORED)] = 100.0
    return out


def tested_size(frame: pd.DataFrame) -> Array:
    """Persons (rows,) behind each estimate, or what unequal weights leave of them (Kish 1965)."""
    n = frame["n"].to_numpy(float)
    return np.fmin(n, frame["n_kish"].to_numpy(float)) if "n_kish" in frame else n
