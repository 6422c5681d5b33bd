"""A part of a result that is itself a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.rows import Row, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


def select(result: Estimates, keep: Callable[[Row], bool]) -> Estimates:
    """The rows that ``keep`` accepts, with their part of the covariance."""
    places = np.array([row.index for row in rows_of(result) if keep(row)], dtype=int)
    frame = result.frame.iloc[places].reset_index(drop=True)
    cov = result.covariance
    return replace(
        result, frame=frame, covariance=None if cov is None else cov[np.ix_(places, places)]
    )


def select_limiting(result: Estimates, *, name: str = "current") -> Estimates:
    """The limiting words of one list."""
    labels = Labels.of(result.provenance, "en")
    return select(result, lambda row: row.list == name and labels.limiting(row.item))


def select_level(result: Estimates, level: str) -> Estimates:
    """The rows of one level about everybody."""
    return select(result, lambda row: row.level == level and row.group == "")
