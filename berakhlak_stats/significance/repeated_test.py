"""Classical tests of several answers of the same persons, drawn at random."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Array, complete, require_simple, require_spread

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

RepeatedMethod = Literal["friedman", "iman_davenport", "anova", "greenhouse_geisser", "huynh_feldt"]
REFERENCES = {
    "friedman": "Friedman (1937)",
    "iman_davenport": "Iman & Davenport (1980)",
    "anova": "Fisher (1925)",
    "greenhouse_geisser": "Greenhouse & Geisser (1959)",
    "huynh_feldt": "Huynh & Feldt (1976)",
}


def repeated_test(
    survey: Survey,
    *,
    items: Sequence[str],
    method: RepeatedMethod = "friedman",
    ignore_design: bool = False,
) -> TestResult:
    """Whether the same persons of a simple random sample answer several items alike.

    Parameters
    ----------
    survey : Survey
    items : sequence of str
        Numeric items, rating items, or ``"list:word"``; two or more.
    method : {"friedman", "iman_davenport", "anova", "greenhouse_geisser", "huynh_feldt"}
        Ranks within persons, on a chi-square or as the sharper F; means, with the degrees of
        freedom of equal correlations or shrunk by one of two estimates of how unequal they are.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        A chi-square or an F. Estimate: Kendall's W (0-1) for ranks; epsilon, the factor on the
        degrees of freedom, for means.

    Notes
    -----
    Ties within a person share their ranks and the statistic allows for them. "anova" without a
    correction is too eager wherever correlations between the items differ.

    References
    ----------
    Friedman (1937), JASA 32, 675-701; Iman & Davenport (1980), Communications in Statistics A9,
    571-595; Greenhouse & Geisser (1959), Psychometrika 24, 95-112; Huynh & Feldt (1976), Journal
    of Educational Statistics 1, 69-82.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0, 2, 3] * 5, "b": [2.0, 3, 4] * 5, "c": [3.0, 4, 5] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b", "c"]))
    >>> test = bs.significance.repeated_test(survey, items=("a", "b", "c"))
    >>> round(test.statistic, 6), test.df, round(test.estimate, 6)
    (30.0, 2.0, 1.0)
    """
    if method not in get_args(RepeatedMethod):
        choices = ", ".join(get_args(RepeatedMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    names = tuple(dict.fromkeys(items))
    if len(names) < 2:
        raise OptionError("E703", name="items", expected=">= 2", given=list(items))
    require_simple(survey, "repeated_test", "t_test(paired=...) / wald_test", ignore_design)
    answers = complete(survey, names, "repeated_test")
    compute = _ranked if method in ("friedman", "iman_davenport") else _means
    statistic, df, df_2, p, estimate = compute(answers, method)
    return TestResult(
        name=", ".join(names),
        statistic=statistic,
        df=df,
        df_2=df_2,
        p_value=p,
        n=len(answers),
        method=f"repeated_test [{method}]",
        reference=REFERENCES[method],
        estimate=estimate,
    )


def _ranked(answers: Array, method: str) -> tuple[float, float, float, float, float]:
    from scipy.special import chdtrc, fdtrc
    from scipy.stats import rankdata

    n, k = answers.shape
    ranks = rankdata(answers, axis=1)
    spread = float(((ranks - (k + 1) / 2) ** 2).sum())
    require_spread(np.array([0.0, spread]), f"repeated_test [{method}]")
    between = float(((ranks.mean(axis=0) - (k + 1) / 2) ** 2).sum()) * n
    chi_square = (k - 1) * n * between / spread
    concordance = chi_square / (n * (k - 1))
    if method == "friedman":
        p = float(chdtrc(k - 1, chi_square))
        return chi_square, k - 1.0, math.nan, p, concordance
    left = n * (k - 1) - chi_square
    f = (n - 1) * chi_square / left if left > 0 else math.inf
    df, df_2 = k - 1.0, (n - 1.0) * (k - 1)
    return f, df, df_2, float(fdtrc(df, df_2, f)), concordance


def _means(answers: Array, method: str) -> tuple[float, float, float, float, float]:
    from scipy.special import fdtrc

    n, k = answers.shape
    centred = answers - answers.mean(axis=1, keepdims=True)
    means = centred.mean(axis=0)
    residual = float(((centred - means) ** 2).sum())
    require_spread(np.array([0.0, residual]), f"repeated_test [{method}]")
    f = n * float((means**2).sum()) / residual * (n - 1)
    epsilon = _epsilon(answers, method)
    df, df_2 = (k - 1.0) * epsilon, (n - 1.0) * (k - 1) * epsilon
    return f, df, df_2, float(fdtrc(df, df_2, f)), epsilon


def _epsilon(answers: Array, method: str) -> float:
    """Factor on the degrees of freedom: 1 where all differences of items have one variance."""
    n, k = answers.shape
    if method == "anova":
        return 1.0
    cov = np.cov(answers, rowvar=False)
    centre = np.eye(k) - 1 / k
    inner = centre @ cov @ centre
    greenhouse = float(np.trace(inner) ** 2 / ((k - 1) * (inner**2).sum()))
    if method == "greenhouse_geisser":
        return greenhouse
    raw = (n * (k - 1) * greenhouse - 2) / ((k - 1) * (n - 1 - (k - 1) * greenhouse))
    return min(float(raw), 1.0)
