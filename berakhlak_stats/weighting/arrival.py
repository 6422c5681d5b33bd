"""Late responders: whether those who answered late answered differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError, make_error
from berakhlak_stats.estimates.estimates import contrast
from berakhlak_stats.indices.health import all_indices
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.survey.survey import Codes
from berakhlak_stats.weighting.distance import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

ROWS = "rows"
COLUMN = "arrival"
THIRDS = ("1/3", "2/3", "3/3")


@dataclass(frozen=True)
class ArrivalTrend:
    """Results by arrival third, and the test of a trend over them.

    ``trend`` has one row per item: list, level, item, first, last, difference, std_error,
    conf_low, conf_high, statistic, df, p_value, p_adjusted (Holm).
    """

    order: str
    estimates: Estimates
    trend: pd.DataFrame


def arrival_trend(
    survey: Survey,
    *,
    order: str,
    statistic: Callable[..., Estimates] | None = None,
    conf_level: float = 0.95,
    **options: Any,
) -> ArrivalTrend:
    """Indices of the first, middle and last third to answer, and a test of their trend.

    Parameters
    ----------
    survey : Survey
    order : str
        A column of dates (ISO form) or numbers that says when each answer came; "rows" where
        the file stands in the order of arrival. Never assumed.
    statistic : callable, optional
        Any function of the survey with ``by``; all six indices by default.
    conf_level : float
    **options
        Passed to ``statistic``: ``method``, ``replicates``, ``rng``.

    Returns
    -------
    ArrivalTrend

    Raises
    ------
    OptionError
        E720 for a column that cannot be put in order of time.

    Notes
    -----
    Late responders resemble non-respondents more than early ones do, if at all. With equally
    spaced scores for three thirds, the linear trend is the last minus the first. No trend is
    no proof of no non-response bias.

    References
    ----------
    Armstrong & Overton (1977), Journal of Marketing Research 14, 396-402; Holm (1979),
    Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> found = arrival_trend(survey, order="rows", statistic=bs.indices.implementation)
    >>> found.trend["item"].tolist()
    ['implementation']
    """
    chosen = statistic if statistic is not None else all_indices
    column = _thirds(_moments(survey, order))
    with_third = replace(survey, columns={**survey.columns, COLUMN: column})
    result = chosen(with_third, by=COLUMN, conf_level=conf_level, **options)
    return ArrivalTrend(order, result, _trend(result, conf_level))


def _moments(survey: Survey, order: str) -> Array:
    """A number per row that grows with time; NaN where it is not known."""
    if order == ROWS:
        return np.arange(survey.n, dtype=float)
    if order in survey.raw_numbers:
        return np.asarray(survey.raw_numbers[order], float)
    column = survey.column(order)
    times = [_time(label) for label in column.labels]
    bad = [label for label, time in zip(column.labels, times, strict=True) if time is None]
    if bad:
        raise make_error("E720", place=survey.log.source, column=order, example=bad[0])
    return np.append(np.array(times, float), np.nan)[column.codes]


def _time(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Without a zone all moments of a file share one; only their order counts.
    return (moment.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()


def _thirds(moments: Array) -> Codes:
    """Thirds by rank; answers of one moment stay together."""
    from scipy.stats import rankdata

    known = np.isfinite(moments)
    n = int(known.sum())
    codes = np.full(len(moments), -1, np.int32)
    middle = (rankdata(moments[known]) - 0.5) / max(n, 1)
    codes[known] = np.minimum((middle * len(THIRDS)).astype(np.int32), len(THIRDS) - 1)
    if len(np.unique(codes[known])) < len(THIRDS):
        raise OptionError("E703", name="order", expected=">= 3 moments", given=n)
    codes.setflags(write=False)
    return Codes(codes, THIRDS)


def _trend(result: Estimates, conf_level: float) -> pd.DataFrame:
    """Last minus first third for every item that both show."""
    import pandas as pd

    frame = result.to_frame()
    keys = ["list", "level", "item"]
    shown = frame[~frame["suppressed"] & frame["estimate"].notna()]
    groups = shown.groupby(keys, sort=False)["group"].agg(set)
    rows = []
    for key, there in zip(groups.index.tolist(), groups.tolist(), strict=True):
        if not {THIRDS[0], THIRDS[-1]} <= there:
            continue
        where = dict(zip(keys, key, strict=True))
        last, first = ({**where, "group": THIRDS[place]} for place in (-1, 0))
        found = contrast(result, last, first, conf_level=conf_level)
        values = [_estimate(shown, each) for each in (first, last)]
        rows.append((*key, *values, *(getattr(found, name) for name in _CONTRAST)))
    columns = [*keys, "first", "last", "difference", *_CONTRAST[1:]]
    trend = pd.DataFrame(rows, columns=columns)
    trend["p_adjusted"] = adjust_p_values(trend["p_value"].to_numpy(float), "holm")
    return trend


_CONTRAST = ("estimate", "std_error", "conf_low", "conf_high", "statistic", "df", "p_value")


def _estimate(frame: pd.DataFrame, where: dict[str, str]) -> float:
    hit = np.ones(len(frame), bool)
    for column, value in where.items():
        hit &= (frame[column] == value).to_numpy(dtype=bool)
    return float(frame.loc[hit, "estimate"].iloc[0])
