"""Classical tests of two answers of the same persons, drawn at random."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.ranks import signed_rank
from berakhlak_stats.significance.result import TestResult, t_result
from berakhlak_stats.significance.samples import Array, complete, require_simple, require_spread

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PairedMethod = Literal["t", "wilcoxon", "pratt", "wilcoxon_exact", "pratt_exact", "sign"]
REFERENCES = {
    "t": "Student (1908)",
    "wilcoxon": "Wilcoxon (1945)",
    "pratt": "Pratt (1959)",
    "sign": "Arbuthnot (1710); Conover (1999)",
}


def paired_test(
    survey: Survey,
    *,
    items: tuple[str, str],
    method: PairedMethod = "t",
    continuity: bool = False,
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> TestResult:
    """Whether the same persons of a simple random sample answer two items alike.

    Parameters
    ----------
    survey : Survey
    items : pair of str
        Numeric items, rating items, or ``"list:word"``; the difference is first less second.
    method : {"t", "wilcoxon", "pratt", "wilcoxon_exact", "pratt_exact", "sign"}
        The mean difference; ranks of differences, zeros left out before ranking ("wilcoxon")
        or after ("pratt"), by the normal approximation over ties or by the exact distribution
        of signs; the number of positive differences among those that are not zero.
    continuity : bool
        Correct the normal approximation of ranks by half a step.
    conf_level : float
        Between 0 and 1.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        Statistic: t, the sum of positive ranks, or the number of positive differences.
        Estimate: mean difference, rank-biserial correlation, or share of positive differences.

    Notes
    -----
    Many zeros say a lot about agreement and nothing about direction: "pratt" lets them weigh
    on the ranks of the others, "wilcoxon" and "sign" forget them. With weights or a design use
    ``t_test(paired=...)``.

    References
    ----------
    Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Pratt (1959), JASA 54, 655-667; Conover (1999),
    Practical Nonparametric Statistics, 3rd ed., ch. 3.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0, 2, 3, 4, 5] * 4, "b": [1.0, 1, 2, 4, 3] * 4})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> test = bs.significance.paired_test(survey, items=("a", "b"), method="sign")
    >>> test.statistic, test.estimate, test.p_value < 0.001
    (12.0, 1.0, True)
    """
    if method not in get_args(PairedMethod):
        choices = ", ".join(get_args(PairedMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    require_simple(survey, "paired_test", "t_test(paired=...)", ignore_design)
    answers = complete(survey, items, "paired_test")
    differences = answers[:, 0] - answers[:, 1]
    name = f"{items[0]} - {items[1]}"
    if method == "t":
        require_spread(differences, "paired_test [t]")
        return _mean(name, differences, conf_level)
    if not differences.any():
        require_spread(differences, f"paired_test [{method}]")
    if method == "sign":
        return _signs(name, differences, conf_level)
    return _ranks(name, differences, method, continuity)


def _mean(name: str, differences: Array, conf_level: float) -> TestResult:
    n = len(differences)
    return t_result(
        name,
        float(differences.mean()),
        float(differences.var(ddof=1)) / n,
        n - 1.0,
        conf_level=conf_level,
        n=n,
        method="paired_test [t]",
        reference=REFERENCES["t"],
    )


def _ranks(name: str, differences: Array, method: str, continuity: bool) -> TestResult:
    zeros, _, exact = method.partition("_")
    made = signed_rank(differences, zeros=zeros, exact=bool(exact), continuity=continuity)
    return TestResult(
        name=name,
        statistic=made.statistic,
        df=math.nan,
        p_value=min(made.p_value, 1.0),
        n=len(differences),
        method=f"paired_test [{method}]",
        reference=REFERENCES[zeros],
        estimate=rank_biserial(differences),
    )


def rank_biserial(differences: Array) -> float:
    """Rank sum of positive differences less that of negative ones, over both (Kerby 2014)."""
    kept = differences[differences != 0]
    positive = signed_rank(kept, zeros="wilcoxon", exact=False, continuity=False).statistic
    return 4 * positive / (len(kept) * (len(kept) + 1)) - 1


def _signs(name: str, differences: Array, conf_level: float) -> TestResult:
    from scipy.stats import binomtest

    positive, kept = int((differences > 0).sum()), int(np.count_nonzero(differences))
    made = binomtest(positive, kept)
    bounds = made.proportion_ci(conf_level, method="exact")
    return TestResult(
        name=name,
        statistic=float(positive),
        df=float(kept),
        p_value=float(made.pvalue),
        n=len(differences),
        method="paired_test [sign]",
        reference=REFERENCES["sign"],
        estimate=positive / kept,
        conf_low=float(bounds.low),
        conf_high=float(bounds.high),
        conf_level=conf_level,
    )
