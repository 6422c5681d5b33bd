"""Classical tests of several groups of persons drawn at random: means, ranks, spread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Samples, require_simple, require_spread, samples

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

GroupMethod = Literal["welch", "anova", "kruskal_wallis"]
SpreadMethod = Literal["brown_forsythe", "levene", "bartlett", "fligner"]
REFERENCES = {
    "welch": "Welch (1951)",
    "anova": "Fisher (1925)",
    "kruskal_wallis": "Kruskal & Wallis (1952)",
    "brown_forsythe": "Brown & Forsythe (1974)",
    "levene": "Levene (1960)",
    "bartlett": "Bartlett (1937)",
    "fligner": "Fligner & Killeen (1976)",
}


def group_test(
    survey: Survey,
    *,
    item: str,
    by: str,
    method: GroupMethod = "welch",
    ignore_design: bool = False,
) -> TestResult:
    """Whether the groups of a simple random sample differ in mean or rank.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric item, rating item, or ``"list:word"``.
    by : str
        Column of the groups; two or more in use.
    method : {"welch", "anova", "kruskal_wallis"}
        Means with a variance for each group, or with one for all; ranks.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        An F, or Kruskal-Wallis' H on a chi-square; no estimate.

    Notes
    -----
    "welch" keeps its level where variances and sizes differ, and loses little where they do
    not. Which groups differ is a question of its own: ``pairwise_tests``. With weights or a
    design use ``wald_test`` or ``rank_test``.

    References
    ----------
    Welch (1951), Biometrika 38, 330-336; Kruskal & Wallis (1952), JASA 47, 583-621.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> test = bs.significance.group_test(survey, item="hours", by="unit")
    >>> round(test.statistic, 3), test.df, round(test.df_2, 3)
    (9.0, 1.0, 18.0)
    """
    _known("method", method, get_args(GroupMethod))
    require_simple(survey, "group_test", "wald_test / rank_test", ignore_design)
    found = samples(survey, item, by, "group_test")
    require_spread(found.pooled, "group_test")
    compute = {"welch": _welch, "anova": _anova, "kruskal_wallis": _kruskal}[method]
    return _result(f"{item} by {by}", found, "group_test", method, *compute(found))


def spread_test(
    survey: Survey,
    *,
    item: str,
    by: str,
    method: SpreadMethod = "brown_forsythe",
    ignore_design: bool = False,
) -> TestResult:
    """Whether the groups of a simple random sample differ in how far answers are spread.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric or rating item.
    by : str
        Column of the groups.
    method : {"brown_forsythe", "levene", "bartlett", "fligner"}
        Distances from the median, or from the mean, compared as means; variances as of normal
        answers; ranks of distances from the median.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        An F, or a chi-square for "bartlett" and "fligner".

    Notes
    -----
    "bartlett" tests for normality as much as for spread; on ratings take "brown_forsythe".
    Do not use any of them to choose between "anova" and "welch": take "welch".

    References
    ----------
    Brown & Forsythe (1974), JASA 69, 364-367; Fligner & Killeen (1976), JASA 71, 210-213.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> bs.significance.spread_test(survey, item="hours", by="unit").p_value
    1.0
    """
    from scipy import stats

    _known("method", method, get_args(SpreadMethod))
    require_simple(survey, "spread_test", "linear_regression", ignore_design)
    found = samples(survey, item, by, "spread_test")
    require_spread(found.pooled, "spread_test")
    k = len(found.labels)
    if method in ("levene", "brown_forsythe"):
        centre = "mean" if method == "levene" else "median"
        made = stats.levene(*found.values, center=centre)
        df, df_2 = k - 1.0, found.n - float(k)
    else:
        made = getattr(stats, method)(*found.values)
        df, df_2 = k - 1.0, math.nan
    numbers = float(made.statistic), df, df_2, float(made.pvalue)
    return _result(f"spread of {item} by {by}", found, "spread_test", method, *numbers)


def _known(name: str, given: str, choices: tuple[str, ...]) -> None:
    if given not in choices:
        raise OptionError("E701", name=name, given=given, choices=", ".join(choices))


def _result(
    name: str,
    found: Samples,
    test: str,
    method: str,
    statistic: float,
    df: float,
    df_2: float,
    p_value: float,
) -> TestResult:
    return TestResult(
        name=name,
        statistic=statistic,
        df=df,
        df_2=df_2,
        p_value=p_value,
        n=found.n,
        method=f"{test} [{method}]",
        reference=REFERENCES[method],
    )


def squares(found: Samples) -> tuple[float, float]:
    """Sums of squares between and within groups."""
    mean = found.pooled.mean()
    between = sum(len(each) * (each.mean() - mean) ** 2 for each in found.values)
    within = sum(((each - each.mean()) ** 2).sum() for each in found.values)
    return float(between), float(within)


def _anova(found: Samples) -> tuple[float, float, float, float]:
    from scipy.special import fdtrc

    between, within = squares(found)
    df, df_2 = len(found.labels) - 1.0, found.n - float(len(found.labels))
    statistic = (between / df) / (within / df_2) if within > 0 else math.inf
    return statistic, df, df_2, float(fdtrc(df, df_2, statistic))


def _welch(found: Samples) -> tuple[float, float, float, float]:
    from statsmodels.stats.oneway import anova_generic

    means = np.array([each.mean() for each in found.values])
    variances = np.array([each.var(ddof=1) for each in found.values])
    if (variances == 0).any():
        # A group without spread would carry all the weight.
        lone = found.labels[int(np.argmax(variances == 0))]
        raise StatisticError("E883", statistic="group_test [welch]", group=lone)
    made = anova_generic(means, variances, found.sizes, use_var="unequal", welch_correction=True)
    return float(made.statistic), float(made.df_num), float(made.df_denom), float(made.pvalue)


def _kruskal(found: Samples) -> tuple[float, float, float, float]:
    from scipy.stats import kruskal

    made = kruskal(*found.values)
    return float(made.statistic), len(found.labels) - 1.0, math.nan, float(made.pvalue)
