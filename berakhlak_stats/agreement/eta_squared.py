"""Share of the variance of the sample that lies between units.

Source: Fisher (1925), Statistical Methods for Research Workers; Steiger (2004), Psychological
Methods 9, 164-182, for the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement.anova import Anova, one_way
from berakhlak_stats.agreement.icc1 import size_parameters
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import unit_totals
from berakhlak_stats.estimates.analyse import Options

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def eta_squared(
    survey: Survey,
    *,
    by: str,
    item: str | None = None,
    items: Sequence[str] | None = None,
    conf_level: float = 0.95,
) -> Estimates:
    """Sum of squares between units over the total sum of squares.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    item, items : str, sequence of str
        What is compared; exactly one of them, as in :func:`icc1`.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        One row of level "coefficient", 0 to 1, with the F test of no difference.

    Notes
    -----
    It describes the sample and overstates the population, the more so the smaller the units:
    with units of two it is near one half where nothing differs. Use :func:`icc1` for a share
    of variance of the population. The interval inverts the noncentral F distribution; it is of
    the population share, and may lie wholly below the estimate in small units.

    References
    ----------
    Steiger (2004), Psychological Methods 9, 164-182; Bliese & Halverson (1998), Journal of
    Management 24, 157-172, on its size in small units.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> bs.agreement.eta_squared(survey, by="unit", item="AK").to_frame()["estimate"][0] < 1
    np.True_
    """
    level = Options(conf_level=conf_level).conf_level
    value = person_value(survey, item=item, items=items)
    units = unit_totals(survey, [value], by, "eta_squared")
    return result_of(
        survey,
        [{"item": value.label, "n": units.n, **_row(one_way(units), level)}],
        statistic="eta_squared",
        sureness="published",
        method="F",
        conf_level=level,
        references=("Steiger (2004)",),
        parameters=size_parameters(units, by),
        warnings=warn_of_design(survey),
    )


def _row(table: Anova, conf_level: float) -> dict[str, Any]:
    df, df_2 = table.df
    total = df * table.between + df_2 * table.within
    share = df * table.between / total if total > 0 else np.nan
    low, high = _bounds(table, conf_level)
    note = ""
    if share > high:
        note = "interval of the population share"
    return {"estimate": share, "conf_low": low, "conf_high": high, "note": note, **table.test()}


def _bounds(table: Anova, conf_level: float) -> tuple[float, float]:
    """Shares whose noncentral F distributions put the observed F at either tail."""
    from scipy.special import fdtr, ncfdtrinc

    if not np.isfinite(table.f):
        return np.nan, np.nan
    df, df_2 = table.df
    tail, below = (1 - conf_level) / 2, float(fdtr(df, df_2, table.f))
    ends = []
    for level in (1 - tail, tail):
        nc = float(ncfdtrinc(df, df_2, level, table.f)) if below > level else 0.0
        ends.append(nc / (nc + table.persons))
    return ends[0], ends[1]
