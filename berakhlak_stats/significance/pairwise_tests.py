"""Every pair of groups: which ones differ, with one error rate for the whole family."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.significance.group_test import squares
from berakhlak_stats.significance.ranks import midranks, rank_sum
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Array, Samples, require_simple, samples

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PairwiseMethod = Literal["games_howell", "tukey", "welch", "pooled", "dunn", "mann_whitney"]
REFERENCES = {
    "games_howell": "Games & Howell (1976)",
    "tukey": "Tukey (1949); Kramer (1956)",
    "welch": "Welch (1947)",
    "pooled": "Fisher (1935)",
    "dunn": "Dunn (1964)",
    "mann_whitney": "Mann & Whitney (1947)",
}
SIMULTANEOUS = ("games_howell", "tukey")
"""Their p values and intervals hold for all pairs at once; nothing is adjusted again."""
Numbers = dict[str, float]


def pairwise_tests(
    survey: Survey,
    *,
    item: str,
    by: str,
    method: PairwiseMethod = "games_howell",
    adjust: str = "holm",
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> tuple[TestResult, ...]:
    """All pairs of groups of a simple random sample, second less first.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric item, rating item, or ``"list:word"``.
    by : str
        Column of the groups.
    method : {"games_howell", "tukey", "welch", "pooled", "dunn", "mann_whitney"}
        Means, simultaneous for all pairs, with a variance for each group or one for all;
        single t tests with separate or with one common variance; ranks among all groups, or
        among the two (with half a step of continuity).
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        For methods that test pairs singly.
    conf_level : float
        Between 0 and 1; simultaneous for the first two methods.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    tuple of TestResult
        One per pair, with ``p_adjusted`` and the size of the ``family``.

    Notes
    -----
    Groups may differ by "group_test" and no pair by this, or the other way round: they are
    different questions. No direction may be told of a pair whose adjusted p is not small.

    References
    ----------
    Games & Howell (1976), Journal of Educational Statistics 1, 113-125; Kramer (1956), Biometrics
    12, 307-310; Dunn (1964), Technometrics 6, 241-252.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> pair, = bs.significance.pairwise_tests(survey, item="hours", by="unit", method="tukey")
    >>> pair.name, round(pair.estimate, 3), round(pair.p_adjusted, 4)
    ('hours by unit: b - a', 2.0, 0.0077)
    """
    if method not in get_args(PairwiseMethod):
        choices = ", ".join(get_args(PairwiseMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    require_simple(survey, "pairwise_tests", "compare", ignore_design)
    found = samples(survey, item, by, "pairwise_tests")
    pairs = list(combinations(range(len(found.labels)), 2))
    made = [
        TestResult(
            name=f"{item} by {by}: {found.labels[j]} - {found.labels[i]}",
            n=len(found.values[i]) + len(found.values[j]),
            method=f"pairwise_tests [{method}]",
            reference=REFERENCES[method],
            conf_level=conf_level,
            **_COMPUTE[method](found, i, j, conf_level),  # type: ignore[arg-type]
        )
        for i, j in pairs
    ]
    single = "none" if method in SIMULTANEOUS else adjust
    adjusted = adjust_p_values([each.p_value for each in made], single)
    return tuple(
        replace(each, p_adjusted=float(p), family=len(pairs))
        for each, p in zip(made, adjusted, strict=True)
    )


def _spread(found: Samples, i: int, j: int, *, pooled: bool) -> tuple[float, float, float]:
    """Difference (second less first), standard error and degrees of freedom."""
    n = found.sizes
    difference = float(found.values[j].mean() - found.values[i].mean())
    if pooled:
        df = found.n - float(len(n))
        return difference, math.sqrt(squares(found)[1] / df * (1 / n[i] + 1 / n[j])), df
    parts = np.array([found.values[g].var(ddof=1) / n[g] for g in (i, j)])
    df = float(parts.sum() ** 2 / (parts**2 / (n[[i, j]] - 1)).sum())
    return difference, math.sqrt(parts.sum()), df


def _range(pooled: bool) -> Callable[[Samples, int, int, float], Numbers]:
    """Tests by the studentised range of all groups."""

    def compute(found: Samples, i: int, j: int, conf_level: float) -> Numbers:
        from scipy.stats import studentized_range

        difference, se, df = _spread(found, i, j, pooled=pooled)
        k, half = len(found.labels), se / math.sqrt(2)
        reach = float(studentized_range.ppf(conf_level, k, df)) * half
        p = float(studentized_range.sf(abs(difference) / half, k, df))
        return _numbers(difference, se, df, p, reach)

    return compute


def _single(pooled: bool) -> Callable[[Samples, int, int, float], Numbers]:
    """Single t tests."""

    def compute(found: Samples, i: int, j: int, conf_level: float) -> Numbers:
        from scipy.special import stdtr, stdtrit

        difference, se, df = _spread(found, i, j, pooled=pooled)
        p = 2 * float(stdtr(df, -abs(difference) / se))
        return _numbers(difference, se, df, p, float(stdtrit(df, 0.5 + conf_level / 2)) * se)

    return compute


def _numbers(difference: float, se: float, df: float, p: float, reach: float) -> Numbers:
    return {
        "statistic": difference / se,
        "df": df,
        "p_value": p,
        "estimate": difference,
        "std_error": se,
        "conf_low": difference - reach,
        "conf_high": difference + reach,
    }


def _dunn(found: Samples, i: int, j: int, conf_level: float) -> Numbers:
    """Difference of mean ranks among all groups; the variance allows for ties."""
    from scipy.special import ndtr

    ranks = midranks(found.pooled)
    mean = _by_group(ranks, found)
    difference = float(mean[j] - mean[i])
    variance = ranks.var(ddof=1) * (1 / found.sizes[i] + 1 / found.sizes[j])
    z = difference / math.sqrt(variance)
    p = 2 * float(ndtr(-abs(z)))
    return {"statistic": z, "df": math.nan, "p_value": p, "estimate": difference}


def _by_group(ranks: Array, found: Samples) -> Array:
    parts = np.split(ranks, np.cumsum(found.sizes)[:-1].astype(int))
    return np.array([part.mean() for part in parts])


def _mann_whitney(found: Samples, i: int, j: int, conf_level: float) -> Numbers:
    first, second = found.values[j], found.values[i]
    made = rank_sum(first, second, exact=False, continuity=True)
    share = made.statistic / (len(first) * len(second))
    return {
        "statistic": made.statistic,
        "df": math.nan,
        "p_value": min(made.p_value, 1.0),
        "estimate": share,
    }


_COMPUTE: dict[str, Callable[[Samples, int, int, float], Numbers]] = {
    "games_howell": _range(pooled=False),
    "tukey": _range(pooled=True),
    "welch": _single(pooled=False),
    "pooled": _single(pooled=True),
    "dunn": _dunn,
    "mann_whitney": _mann_whitney,
}
