"""Frames of results about units: rows about everybody, then all scores of each unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.estimates import OVERALL
from berakhlak_stats.estimates.suppression import suppress
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.indices.unit_scores import UnitScores

if TYPE_CHECKING:
    import pandas as pd

Column = NDArray[Any]


def unit_frame(
    scores: UnitScores,
    level: str,
    everybody: Mapping[str, Column],
    units: Mapping[str, Column],
    smallest_group: int,
) -> pd.DataFrame:
    """A finished frame; columns that one part lacks are NaN there.

    Parameters
    ----------
    scores : UnitScores
    level : str
        Of all rows.
    everybody : mapping of column to array (k,)
    units : mapping of column to array (units, k)
        Units that took no part say why in ``note``.
    smallest_group : int
    """
    import pandas as pd

    names = [*everybody, *(name for name in units if name not in everybody)]
    n = np.where(scores.known, scores.n, 0.0).sum(axis=0)
    whole = _rows(scores, level, OVERALL, n, names, everybody)
    labels = np.repeat(np.array(scores.analysis.totals.groups, dtype=object), len(scores.outputs))
    flat = {name: column.ravel() for name, column in units.items()}
    counted = scores.n.ravel()
    left_out = np.where((~scores.known).ravel(), "no variance", flat["note"])
    flat["note"] = np.where(counted == 0, "no answers", left_out)
    own = _rows(scores, level, labels, counted, names, flat)
    hidden = suppress(own, scores.analysis.totals, smallest_group, {})
    return with_text(pd.concat([whole, hidden], ignore_index=True).drop(columns="_guards"))


def _rows(
    scores: UnitScores,
    level: str,
    groups: Any,
    n: Column,
    names: list[str],
    columns: Mapping[str, Column],
) -> pd.DataFrame:
    import pandas as pd

    outputs = scores.outputs * (len(n) // len(scores.outputs))
    fixed = {
        "list": [output.list for output in outputs],
        "level": level,
        "item": [output.item for output in outputs],
        "group": groups,
        "estimate": np.nan,
        "std_error": np.nan,
        "conf_low": np.nan,
        "conf_high": np.nan,
        "n": n,
        "suppressed": False,
        "note": "",
        "_guards": [()] * len(outputs),
    }
    extra = {name: columns.get(name, np.nan) for name in names if name not in fixed}
    known = {name: columns[name] for name in columns if name in fixed}
    return pd.DataFrame({**fixed, **known, **extra})
