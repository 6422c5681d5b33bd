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


def shield_gaps(gap: Estimates, shares: Estimates) -> Estimates:
    """Hide each difference of which one share is hidden: the other share would reveal it.

    Parameters
    ----------
    gap : Estimates
        Paired differences, ``list`` as ``"current>desired"``.
    shares : Estimates
        Vote shares of both lists, as they are published beside the differences.

    Returns
    -------
    Estimates
        The same rows; those at risk are marked "protected" and hold no numbers.
    """
    hidden = {(r.list, r.item, r.group) for r in rows_of(shares) if r.hidden}
    risky = [
        not row.hidden
        and any((name, row.item, row.group) in hidden for name in row.list.split(">"))
        for row in rows_of(gap)
    ]
    if not any(risky):
        return gap
    frame, mask = gap.frame.copy(), np.array(risky)
    frame["n"] = frame["n"].astype(float)
    numbers = [name for name in frame.columns if frame[name].dtype.kind == "f"]
    frame.loc[mask, numbers] = np.nan
    frame.loc[mask, "suppressed"] = True
    frame.loc[mask, "note"] = "protected"
    cov = None if gap.covariance is None else gap.covariance.copy()
    if cov is not None:
        cov[mask, :] = np.nan
        cov[:, mask] = np.nan
    return replace(gap, frame=frame, covariance=cov)
