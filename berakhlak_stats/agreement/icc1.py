"""How much of the variance of persons lies between their units.

Source: Bartko (1976), Psychological Bulletin 83, 762-765; Bliese (2000), in Klein & Kozlowski
(eds), Multilevel Theory, Research, and Methods in Organizations, 349-381.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.agreement import reml
from berakhlak_stats.agreement.anova import Anova, one_way
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import UnitTotals, unit_totals
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.about import choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["mean_size", "n0", "reml"]


def icc1(
    survey: Survey,
    *,
    by: str,
    item: str | None = None,
    items: Sequence[str] | None = None,
    variant: str = "mean_size",
    conf_level: float = 0.95,
) -> Estimates:
    """ICC(1): the share of the variance of persons that lies between units.

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
    variant : {"mean_size", "n0", "reml"}
        "mean_size": the plain average of unit sizes in the ANOVA formula, as R's multilevel;
        "n0": the size that makes the ANOVA estimator of variance unbiased; "reml": restricted
        maximum likelihood. They agree where units are equally large.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        One row of level "coefficient"; ``statistic``, ``df``, ``df_2`` and ``p_value`` are the
        F test of no difference between units.

    Notes
    -----
    ``(MSB - MSW) / (MSB + (m - 1) MSW)`` with ``m`` the chosen size. It may fall below zero:
    units then differ less than chance would make them. Interval: from the F distribution
    (Searle 1971, p. 414), exact for equal units and normal values, an approximation for
    unequal ones; of REML the profile likelihood. The standard error is the large-sample one of
    Swiger et al. (1964). Under weights, sizes are effective ones. A small ICC(1) can go with
    strong agreement within units: it asks whether units differ, not whether people agree.

    References
    ----------
    Bartko (1976), Psychological Bulletin 83, 762-765; Bliese (2000), in Klein & Kozlowski
    (eds), Multilevel Theory, Research, and Methods in Organizations, 349-381; Searle (1971),
    Linear Models; Swiger, Harvey, Everson & Gregory (1964), Biometrics 20, 818-826.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> bs.agreement.icc1(survey, by="unit", item="AK").to_frame()["p_value"][0] < 1
    np.True_
    """
    choice("variant", variant, Variant)
    level = Options(conf_level=conf_level).conf_level
    value = person_value(survey, item=item, items=items)
    units = unit_totals(survey, [value], by, "icc1")
    return result_of(
        survey,
        [{"item": value.label, "n": units.n, **icc1_row(units, variant, level)}],
        statistic="icc1",
        variant=variant,
        sureness="published",
        by="",
        method="REML" if variant == "reml" else "F",
        conf_level=level,
        references=("Bartko (1976)", "Bliese (2000)"),
        parameters=size_parameters(units, by),
        warnings=warn_of_design(survey),
    )


def size_parameters(units: UnitTotals, by: str) -> dict[str, Any]:
    """Units, and both average sizes, for the record."""
    table = one_way(units)
    sizes = {"mean_size": table.mean_size, "n0": table.anova_size}
    return {"over": by, "units": len(units.size), **sizes}


def icc1_row(units: UnitTotals, variant: str, conf_level: float) -> dict[str, Any]:
    """Estimate, interval and F test."""
    table = one_way(units)
    if variant == "reml" and table.within > 0:
        sums = reml.intercept_only(units)
        best = reml.fit(sums)
        low, high = reml.share_interval(sums, best, conf_level)
        ends = {"estimate": best.icc, "conf_low": low, "conf_high": high}
    else:
        size = table.mean_size if variant == "mean_size" else table.anova_size
        low, high = (_share(each, size) for each in table.f_bounds(conf_level))
        ends = {"estimate": _share(table.f, size), "conf_low": low, "conf_high": high}
    error = _std_error(ends["estimate"], table)
    return {**ends, "std_error": error, **table.test()}


def _share(f: float, size: float) -> float:
    """ICC(1) of a ratio of mean squares."""
    return (f - 1) / (f + size - 1) if np.isfinite(f) else 1.0 if f == np.inf else np.nan


def _std_error(icc: float, table: Anova) -> float:
    """Large-sample standard error (Swiger et al. 1964)."""
    k, n, m = table.units, table.persons, table.anova_size
    spread = 2 * (n - 1) * (1 - icc) ** 2 * (1 + (m - 1) * icc) ** 2
    return float(np.sqrt(spread / (m**2 * (n - k) * (k - 1)))) if table.within > 0 else np.nan
