"""Classical tests of two groups of persons drawn at random."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.ranks import rank_sum
from berakhlak_stats.significance.result import TestResult, t_result
from berakhlak_stats.significance.samples import (
    Array,
    Samples,
    require_simple,
    require_spread,
    two_samples,
)

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

TwoSampleMethod = Literal["welch", "student", "mann_whitney", "mann_whitney_exact", "variance"]
REFERENCES = {
    "welch": "Welch (1947)",
    "student": "Student (1908)",
    "mann_whitney": "Mann & Whitney (1947)",
    "mann_whitney_exact": "Mann & Whitney (1947); exact over ties",
    "variance": "Snedecor & Cochran (1989)",
}


def two_sample_test(
    survey: Survey,
    *,
    item: str,
    by: str,
    groups: tuple[str, str] | None = None,
    method: TwoSampleMethod = "welch",
    continuity: bool = False,
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> TestResult:
    """Whether two groups of a simple random sample differ in mean, rank or variance.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric item, rating item, or ``"list:word"``.
    by : str
        Column of the groups.
    groups : pair of str, optional
        First and second group, where the column has more than two labels in use.
    method : {"welch", "student", "mann_whitney", "mann_whitney_exact", "variance"}
        Means with separate or with one common variance; ranks, by the normal approximation
        over ties or by the exact distribution given the ties; the ratio of variances.
    continuity : bool
        Correct the normal approximation of ranks by half a step.
    conf_level : float
        Between 0 and 1.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        First group less second (for "variance": first over second). The statistic of ranks is
        Mann-Whitney's U of the first group; its estimate the share of pairs in which the
        first is higher, ties counting half.

    Notes
    -----
    Where the survey has weights or a design, use :func:`~berakhlak_stats.significance.t_test`
    or :func:`~berakhlak_stats.significance.rank_test`. "variance" is easily upset by
    answers that are not normal: rather use ``spread_test``.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35; Mann & Whitney (1947), Annals of Mathematical Statistics
    18, 50-60.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> test = bs.significance.two_sample_test(survey, item="hours", by="unit")
    >>> round(test.estimate, 3), round(test.p_value, 4)
    (-2.0, 0.0077)
    """
    if method not in get_args(TwoSampleMethod):
        choices = ", ".join(get_args(TwoSampleMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    require_simple(survey, "two_sample_test", "t_test / rank_test", ignore_design)
    found = two_samples(survey, item, by, groups, "two_sample_test")
    require_spread(found.pooled, "two_sample_test")
    name = f"{item} by {by}: {found.labels[0]} - {found.labels[1]}"
    if method.startswith("mann_whitney"):
        return _ranks(found, name, exact=method.endswith("exact"), continuity=continuity)
    if method == "variance":
        return _variances(found, name, conf_level)
    return _means(found, name, method, conf_level)


def _means(found: Samples, name: str, method: str, conf_level: float) -> TestResult:
    variance, df = mean_difference(found, pooled=method == "student")
    first, second = (float(each.mean()) for each in found.values)
    return t_result(
        name,
        first - second,
        variance,
        df,
        conf_level=conf_level,
        n=found.n,
        method=f"two_sample_test [{method}]",
        reference=REFERENCES[method],
    )


def mean_difference(found: Samples, *, pooled: bool) -> tuple[float, float]:
    """Variance of a difference of two means, and its degrees of freedom."""
    n = found.sizes
    square = np.array([each.var(ddof=1) for each in found.values])
    if pooled:
        df = float(n.sum() - 2)
        common = float(((n - 1) * square).sum() / df)
        return common * float((1 / n).sum()), df
    parts = square / n
    return float(parts.sum()), float(parts.sum() ** 2 / (parts**2 / (n - 1)).sum())


def _ranks(found: Samples, name: str, *, exact: bool, continuity: bool) -> TestResult:
    first, second = found.values
    made = rank_sum(first, second, exact=exact, continuity=continuity)
    method = "mann_whitney" + ("_exact" if exact else "")
    return TestResult(
        name=name,
        statistic=made.statistic,
        df=math.nan,
        p_value=made.p_value,
        n=found.n,
        method=f"two_sample_test [{method}]",
        reference=REFERENCES[method],
        estimate=made.statistic / (len(first) * len(second)),
    )


def _variances(found: Samples, name: str, conf_level: float) -> TestResult:
    from scipy.special import fdtr, fdtri

    first, second = (float(each.var(ddof=1)) for each in found.values)
    df, df_2 = (float(size - 1) for size in found.sizes)
    ratio = first / second
    below = float(fdtr(df, df_2, ratio))
    tail: Array = np.array([1 - conf_level, 1 + conf_level]) / 2
    high, low = ratio / fdtri(df, df_2, tail)
    return TestResult(
        name=name,
        statistic=ratio,
        df=df,
        df_2=df_2,
        p_value=2 * min(below, 1 - below),
        n=found.n,
        method="two_sample_test [variance]",
        reference=REFERENCES["variance"],
        estimate=ratio,
        conf_low=float(low),
        conf_high=float(high),
        conf_level=conf_level,
    )
