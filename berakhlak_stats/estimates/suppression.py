"""Take the numbers of hidden rows out of a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.threshold import hidden_groups, shield

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.totals.state import Totals

BLANKED = ("estimate", "std_error", "conf_low", "conf_high", "n", "df", "n_eff", "deff", "count")


def suppress(frame: pd.DataFrame, totals: Totals, smallest_group: int) -> pd.DataFrame:
    """Blank every row of a hidden group, and rows that rest on too few persons.

    ``frame`` stands group by group; ``_guard`` holds the fewest unweighted persons that
    a row's publication rests on beside its base.
    """
    why = _reasons(frame, totals, smallest_group)
    few = frame["_guard"].to_numpy(dtype=float) < smallest_group
    why[(why == "") & few] = "suppressed"
    _shield_categories(frame, why, smallest_group)
    hidden = why != ""
    frame.loc[hidden, "note"] = why[hidden]
    frame["suppressed"] = hidden
    columns = [c for c in frame.columns if c in BLANKED or c.startswith("prob_")]
    frame.loc[hidden, columns] = np.nan
    if "band" in frame:
        frame.loc[hidden, "band"] = ""
        frame["band"] = frame["band"].fillna("")
    return frame


def _shield_categories(
    frame: pd.DataFrame, why: NDArray[np.object_], smallest_group: int
) -> None:
    """Hide categories with a thin sibling: together they make up the answers to the item."""
    categories = frame["level"].to_numpy() == "category"
    for _, rows in frame[categories].groupby("group", sort=False).groups.items():
        at = np.asarray(rows)
        counts = frame["_guard"].to_numpy()[at].astype(np.int64)
        why[at] = shield(counts, list(why[at]), smallest_group)


def group_reasons(totals: Totals, smallest_group: int) -> list[str]:
    """Why each group is hidden ("" where it is shown), from unweighted counts."""
    n = totals.by_group(totals.cells.n.astype(float)).astype(np.int64)
    return [str(reason) for reason in hidden_groups(n, smallest_group)]


def _reasons(frame: pd.DataFrame, totals: Totals, smallest_group: int) -> NDArray[np.object_]:
    """Why each row is hidden: its group is, or too few of the group answered the item.

    The groups that answered an item shield each other as whole groups do: overall results
    are published too, and a single gap could be filled by subtraction.
    """
    groups = group_reasons(totals, smallest_group)
    answers = frame["n"].to_numpy().reshape(len(groups), -1)
    why = np.repeat(np.array(groups, dtype=object)[:, None], answers.shape[1], axis=1)
    few = ((answers > 0) & (answers < smallest_group)).any(axis=0)
    for j in np.flatnonzero(few):
        thin = (answers[:, j] > 0) & (answers[:, j] < smallest_group)
        why[thin & (why[:, j] == ""), j] = "suppressed"
        why[:, j] = shield(answers[:, j].astype(np.int64), list(why[:, j]), smallest_group)
    return why.ravel()
