"""Frames of results that are put together by hand: tests, fits, and what resampling gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.glossary import TEXT
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.survey.survey import Survey

_ALWAYS: dict[str, Any] = {
    "list": "",
    "level": "",
    "item": "",
    "group": "",
    "estimate": np.nan,
    "std_error": np.nan,
    "conf_low": np.nan,
    "conf_high": np.nan,
    "n": np.nan,
    "df": np.nan,
    "suppressed": False,
    "note": "",
}


def tidy(columns: Mapping[str, Any]) -> pd.DataFrame:
    """A frame with the required columns, from those that are given."""
    import pandas as pd

    size = max([len(each) for each in columns.values() if not _is_plain(each)], default=1)
    made: dict[str, Any] = {**_ALWAYS, **columns}
    frame = pd.DataFrame({name: _whole(value, size) for name, value in made.items()})
    return with_text(frame)


def with_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Text columns of one type under every version of pandas, the one that from_json gives."""
    return frame.astype({name: object for name in TEXT if name in frame})


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, bool, float, int))


def _whole(value: Any, size: int) -> Any:
    return [value] * size if _is_plain(value) else value


def by_group(outputs: Sequence[Mapping[str, Any]], groups: int) -> pd.DataFrame:
    """One frame, group by group, from the columns of every output.

    A column holds a value per group, or one for all; what an output lacks is NaN.
    """
    import pandas as pd

    names = dict.fromkeys(name for each in outputs for name in each)
    columns = {name: _woven([each.get(name, np.nan) for each in outputs], groups) for name in names}
    return pd.DataFrame(columns)


def _woven(values: Sequence[Any], groups: int) -> Any:
    """The values of the first group, then of the second, and so on."""
    numbers = [np.asarray(each) for each in values if not isinstance(each, (str, list))]
    if len(numbers) == len(values) and all(each.dtype.kind in "bif" for each in numbers):
        return np.stack([np.broadcast_to(each, groups) for each in numbers], axis=1).ravel()
    out = np.empty((groups, len(values)), object)
    for j, each in enumerate(values):
        alike = isinstance(each, (str, float))
        for g in range(groups):
            out[g, j] = each if alike else each[g]
    return out.ravel()


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; columns that one lacks are NaN there, or empty text."""
    import pandas as pd

    names = list(dict.fromkeys(name for frame in frames for name in frame.columns))
    full = [frame.reindex(columns=names) for frame in frames]
    whole = pd.DataFrame(
        {name: np.concatenate([_column(frame[name], name) for frame in full]) for name in names}
    )
    return with_text(whole)


def _column(values: pd.Series[Any], name: str) -> Any:
    if name in TEXT:
        text = values.to_numpy(object)
        return np.where(values.notna(), text, "")
    return values.to_numpy(bool if name == "suppressed" else float)


def t_bounds(estimate: Array, std_error: Array, df: Array | float, level: float) -> dict[str, Any]:
    """Interval columns of t intervals."""
    from scipy.special import stdtrit

    reach = stdtrit(np.maximum(df, 1.0), 0.5 + level / 2) * std_error
    return {"conf_low": estimate - reach, "conf_high": estimate + reach}


def finished(
    survey: Survey,
    analysis: Analysis,
    frame: pd.DataFrame,
    about: Mapping[str, Any],
    covariance: Array | None = None,
    **changes: Any,
) -> Estimates:
    """The result around a frame; ``changes`` go into the provenance."""
    made = replace(describe_origin(survey, analysis, about), **changes)
    return Estimates(frame, made, covariance)
