"""Take the numbers of hidden rows out of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.thin import thin_cells
from berakhlak_stats.estimates.threshold import hidden_groups, shield

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.totals.state import Totals

BLANKED = (
    *("estimate", "std_error", "conf_low", "conf_high", "n", "df", "n_eff", "deff", "count"),
    "n_kish",
    *("statistic", "p_value", "p_adjusted", "raw", "reliability", "sampling_variance"),
    *("limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high"),
    *("place", "place_low", "place_high"),
)


def suppress(
    frame: pd.DataFrame, totals: Totals, smallest_group: int, counts: Mapping[str, str]
) -> pd.DataFrame:
    """Blank every row of a hidden group, and rows that rest on too few persons.

    ``frame`` stands group by group; ``_guards`` holds the paths of the counts that a row's
    publication rests on beside its base. ``counts`` maps all such paths to what they add up to.
    """
    why = _reasons(frame, totals, smallest_group)
    few = _few_picks(frame, totals, smallest_group, counts)
    _blank(frame, np.where(why == "", few, why))
    return frame


def hide(
    frame: pd.DataFrame, covariance: NDArray[np.float64] | None, why: NDArray[np.object_]
) -> dict[str, Any]:
    """Frame and covariance without the numbers of rows that have a reason in ``why``."""
    _blank(frame, why)
    if covariance is not None:
        covariance = covariance.copy()
        covariance[why != "", :] = np.nan
        covariance[:, why != ""] = np.nan
    return {"frame": frame, "covariance": covariance}


def _blank(frame: pd.DataFrame, why: NDArray[np.object_]) -> None:
    hidden = why != ""
    frame.loc[hidden, "note"] = why[hidden]
    frame["suppressed"] = hidden
    columns = [c for c in frame.columns if c in BLANKED or c.startswith("prob_")]
    base = frame["n"].copy()
    frame.loc[hidden, columns] = np.nan
    # That a group answered is no secret where only the pickers of a word are few.
    small = why == "few picks"
    frame.loc[small, "n"] = base[small]
    if "band" in frame:
        frame.loc[hidden, "band"] = ""
        frame["band"] = frame["band"].fillna("")


def _few_picks(
    frame: pd.DataFrame, totals: Totals, smallest_group: int, counts: Mapping[str, str]
) -> NDArray[np.object_]:
    """Why each row is hidden by a count of its own: too few picked it, or it shields another."""
    families: dict[str, list[str]] = {}
    for path, family in counts.items():
        families.setdefault(family, []).append(path)
    cells = thin_cells(list(families.values()), totals, smallest_group)
    place = {group: g for g, group in enumerate(totals.groups)}
    why = np.full(len(frame), "", dtype=object)
    rows = zip(frame["_guards"], frame["group"], frame["n"], strict=True)
    for i, (paths, group, n) in enumerate(rows):
        found = {cells[path][place[group]] for path in paths} - {""}
        # Where nobody answered, nobody picked, and the row says so.
        if found and n > 0:
            why[i] = "few picks" if "few picks" in found else "protected"
    return why


def group_reasons(totals: Totals, smallest_group: int) -> list[str]:
    """Why each group is hidden ("" where it is shown), from unweighted counts."""
    n = totals.by_group(totals.cells.n.astype(float)).astype(np.int64)
    return [str(reason) for reason in hidden_groups(n, smallest_group)]


def _reasons(frame: pd.DataFrame, totals: Totals, smallest_group: int) -> NDArray[np.object_]:
    """Why each row is hidden: its group is, or too few of the group answered the item."""
    groups = len(totals.groups)
    return answer_reasons(frame["n"].to_numpy().reshape(groups, -1), totals, smallest_group).ravel()


def answer_reasons(
    answers: NDArray[np.float64], totals: Totals, smallest_group: int
) -> NDArray[np.object_]:
    """Why the numbers of each group and item are hidden, from who answered (groups, items).

    The groups that answered an item shield each other as whole groups do: overall results
    are published too, and a single gap could be filled by subtraction.
    """
    groups = group_reasons(totals, smallest_group)
    why = np.repeat(np.array(groups, dtype=object)[:, None], answers.shape[1], axis=1)
    few = ((answers > 0) & (answers < smallest_group)).any(axis=0)
    for j in np.flatnonzero(few):
        thin = (answers[:, j] > 0) & (answers[:, j] < smallest_group)
        why[thin & (why[:, j] == ""), j] = "suppressed"
        why[:, j] = shield(answers[:, j].astype(np.int64), list(why[:, j]), smallest_group)
    return why
