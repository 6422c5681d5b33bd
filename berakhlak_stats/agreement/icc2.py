"""How reliably the mean of a unit is known.

Source: Bartko (1976), Psychological Bulletin 83, 762-765; Bliese (2000), in Klein & Kozlowski
(eds), Multilevel Theory, Research, and Methods in Organizations, 349-381.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.agreement import reml
from berakhlak_stats.agreement.anova import one_way
from berakhlak_stats.agreement.icc1 import size_parameters
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import UnitTotals, unit_totals
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.about import choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["anova", "reml", "reml_units"]


def icc2(
    survey: Survey,
    *,
    by: str,
    item: str | None = None,
    items: Sequence[str] | None = None,
    variant: str = "anova",
    conf_level: float = 0.95,
) -> Estimates:
    """ICC(2): the reliability of unit means, as a number for the average unit.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    item : str
        A rating or numeric item, ``"list:word"``, or the id of a value, scale or index that
        every person has a score of.
    items : sequence of str
        Instead of ``item``: the mean of these items, of people who answered all of them.
    variant : {"anova", "reml", "reml_units"}
        "anova": ``(MSB - MSW) / MSB``, as R's multilevel, whichever average size is meant;
        "reml": the REML share of variance stepped up to the average size of a unit;
        "reml_units": the mean over units of each one's own reliability.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        One row of level "coefficient"; ``statistic``, ``df``, ``df_2`` and ``p_value`` are the
        F test of no difference between units.

    Notes
    -----
    It grows with the size of units: large units have reliable means however little they
    differ, so read it beside :func:`icc1`. A unit smaller than the average is known less well
    than this number says. Interval: ``1 - F_q / F``, exact for equal units and normal values,
    an approximation for unequal ones (McGraw & Wong 1996, Table 7); of REML the ends of the
    profile interval of the share, carried over.

    References
    ----------
    Bartko (1976), Psychological Bulletin 83, 762-765; Bliese (2000), in Klein & Kozlowski
    (eds), Multilevel Theory, Research, and Methods in Organizations, 349-381; McGraw & Wong
    (1996), Psychological Methods 1, 30-46.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> bs.agreement.icc2(survey, by="unit", item="AK").to_frame()["estimate"][0] < 1
    np.True_
    """
    choice("variant", variant, Variant)
    level = Options(conf_level=conf_level).conf_level
    value = person_value(survey, item=item, items=items)
    units = unit_totals(survey, [value], by, "icc2")
    return result_of(
        survey,
        [{"item": value.label, "n": units.n, **icc2_row(units, variant, level)}],
        statistic="icc2",
        variant=variant,
        sureness="published",
        by="",
        method="F" if variant == "anova" else "REML",
        conf_level=level,
        references=("Bartko (1976)", "Bliese (2000)"),
        parameters=size_parameters(units, by),
        warnings=warn_of_design(survey),
    )


def icc2_row(units: UnitTotals, variant: str, conf_level: float) -> dict[str, Any]:
    """Estimate, interval and F test."""
    table = one_way(units)
    if variant == "anova" or table.within == 0:
        low, high = (_reliability(each) for each in table.f_bounds(conf_level))
        ends = {"estimate": _reliability(table.f), "conf_low": low, "conf_high": high}
        return {**ends, **table.test()}
    sums = reml.intercept_only(units)
    best = reml.fit(sums)
    size = units.size if variant == "reml_units" else np.array([table.mean_size])
    shares = (best.icc, *reml.share_interval(sums, best, conf_level))
    ends = dict(
        zip(
            ("estimate", "conf_low", "conf_high"),
            (float((size * s / (1 + (size - 1) * s)).mean()) for s in shares),
            strict=True,
        )
    )
    return {**ends, **table.test()}


def _reliability(f: float) -> float:
    return 1 - 1 / f if f > 0 else np.nan if np.isnan(f) else -np.inf
