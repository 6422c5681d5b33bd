"""Which share of the variance lies between groups."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.significance.effect_size import (
    Bounds,
    EffectSize,
    check_measure,
    make_effect,
)
from berakhlak_stats.significance.group_test import squares
from berakhlak_stats.significance.noncentral import noncentral_f
from berakhlak_stats.significance.ranks import midranks
from berakhlak_stats.significance.samples import Samples, require_simple, require_spread, samples

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

VarianceMeasure = Literal[
    "eta_squared",
    "omega_squared",
    "epsilon_squared",
    "cohens_f",
    "rank_epsilon_squared",
    "rank_eta_squared",
]


def variance_effect(
    survey: Survey,
    *,
    item: str,
    by: str,
    measure: VarianceMeasure = "omega_squared",
    conf_level: float = 0.95,
    one_sided: bool = False,
    ignore_design: bool = False,
) -> EffectSize:
    """Which share of the variance of a simple random sample lies between groups.

    Parameters
    ----------
    survey : Survey
    item, by
        As for :func:`~berakhlak_stats.significance.group_test`.
    measure : str
        "eta_squared" (of the sample, too high for the population), "omega_squared" and
        "epsilon_squared" (corrected), "cohens_f" (root of eta squared over its complement);
        "rank_epsilon_squared" and "rank_eta_squared" from Kruskal-Wallis (no interval).
    conf_level : float
        Between 0 and 1.
    one_sided : bool
        Only a lower bound: the test asks in one direction.
    ignore_design : bool
        Knowingly measure a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    EffectSize

    Notes
    -----
    The intervals of the corrected measures turn the F round that would give them, as R's
    effectsize does.

    References
    ----------
    Hays (1963), Statistics for Psychologists; Kelley (1935), PNAS 21, 554-559; Steiger (2004),
    Psychological Methods 9, 164-182.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> effect = bs.significance.variance_effect(survey, item="hours", by="unit")
    >>> round(effect.estimate, 4)
    0.2857
    """
    check_measure(measure, get_args(VarianceMeasure), conf_level)
    require_simple(survey, "variance_effect", "wald_test", ignore_design)
    found = samples(survey, item, by, "variance_effect")
    require_spread(found.pooled, "variance_effect")
    name = f"{item} by {by}"
    if measure.startswith("rank"):
        share = _rank_share(found, measure)
        return make_effect(name, measure, (share, math.nan, math.nan), conf_level, found.n)
    bounds = _explained(found, measure, conf_level, one_sided=one_sided)
    return make_effect(name, measure, bounds, conf_level, found.n)


def _explained(found: Samples, measure: str, conf_level: float, *, one_sided: bool) -> Bounds:
    between, within = squares(found)
    df, df_2 = len(found.labels) - 1.0, found.n - float(len(found.labels))
    mean = within / df_2
    total = between + within
    share = {
        "omega_squared": (between - df * mean) / (total + mean),
        "epsilon_squared": (between - df * mean) / total,
    }.get(measure, between / total)
    share = max(share, 0.0)
    f = share / df / ((1 - share) / df_2) if share < 1 else math.inf
    level = 2 * conf_level - 1 if one_sided else conf_level
    low, high = (x / (x + df_2) for x in noncentral_f(f, df, df_2, level))
    bounds = share, low, 1.0 if one_sided else high
    if measure != "cohens_f":
        return bounds
    low, high = (math.sqrt(x / (1 - x)) if x < 1 else math.inf for x in bounds[1:])
    return math.sqrt(share / (1 - share)), low, high


def _rank_share(found: Samples, measure: str) -> float:
    ranks = midranks(found.pooled)
    parts = np.split(ranks, np.cumsum(found.sizes)[:-1].astype(int))
    n, k = found.n, len(parts)
    centre = ranks.mean()
    between = sum(len(part) * (part.mean() - centre) ** 2 for part in parts)
    h = float(between / ranks.var(ddof=1))
    return h / (n - 1) if measure == "rank_epsilon_squared" else (h - k + 1) / (n - k)
