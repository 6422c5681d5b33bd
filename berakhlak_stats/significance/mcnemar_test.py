"""Whether the same persons say yes equally often to two questions, or to several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.inference.discordant import chi_square, exact_p
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Array, complete, require_simple

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

McNemarMethod = Literal["exact", "mid_p", "chi_square", "corrected"]
REFERENCES = {
    "exact": "McNemar (1947), exact",
    "mid_p": "Fagerland, Lydersen & Laake (2013)",
    "chi_square": "McNemar (1947)",
    "corrected": "Edwards (1948)",
}


def mcnemar_test(
    survey: Survey,
    *,
    items: tuple[str, str],
    method: McNemarMethod = "mid_p",
    ignore_design: bool = False,
) -> TestResult:
    """Whether a simple random sample says yes equally often to two questions.

    Parameters
    ----------
    survey : Survey
    items : pair of str
        Each with answers 0 and 1, such as ``"current:WORD"``.
    method : {"exact", "mid_p", "chi_square", "corrected"}
        The binomial law of those who said yes to one of the two only; the same counting the
        outcome at hand by half; its approximation, without or with a correction by one.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        Statistic: chi-square, or for "exact" and "mid_p" the number who said yes to the first
        only. Estimate: share of yes to the first less that to the second.

    Notes
    -----
    People who answer both alike say nothing about the difference, only about its size among
    all. "exact" is cautious, "mid_p" close to its level from small numbers on. With weights or
    a design, ``t_test(paired=...)`` of the two shares asks the same.

    References
    ----------
    McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen & Laake (2013), BMC Medical
    Research Methodology 13:91.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0] * 12 + [0.0] * 8, "b": [1.0] * 4 + [0.0] * 16})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> test = bs.significance.mcnemar_test(survey, items=("a", "b"))
    >>> test.statistic, round(test.estimate, 3), round(test.p_value, 5)
    (8.0, 0.4, 0.00391)
    """
    if method not in get_args(McNemarMethod):
        choices = ", ".join(get_args(McNemarMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    answers = yes_no(survey, items, "mcnemar_test", ignore_design)
    return _mcnemar(answers, items, method)


def pairwise_mcnemar_tests(
    survey: Survey,
    *,
    items: Sequence[str],
    method: McNemarMethod = "mid_p",
    adjust: str = "holm",
    ignore_design: bool = False,
) -> tuple[TestResult, ...]:
    """McNemar's test of every pair of ``items``, adjusted for their number.

    Parameters
    ----------
    survey : Survey
    items : sequence of str
        Each with answers 0 and 1; people who answered all of them are used.
    method, ignore_design
        As for :func:`mcnemar_test`.
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}

    Returns
    -------
    tuple of TestResult
        One per pair, first less second.

    Notes
    -----
    All pairs are one family.

    References
    ----------
    McNemar (1947), Psychometrika 12, 153-157.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0] * 12 + [0.0] * 8, "b": [1.0] * 4 + [0.0] * 16})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> len(bs.significance.pairwise_mcnemar_tests(survey, items=("a", "b")))
    1
    """
    names = tuple(dict.fromkeys(items))
    answers = yes_no(survey, names, "pairwise_mcnemar_tests", ignore_design)
    pairs = list(combinations(range(len(names)), 2))
    made = [_mcnemar(answers[:, list(p)], (names[p[0]], names[p[1]]), method) for p in pairs]
    adjusted = adjust_p_values([each.p_value for each in made], adjust)
    return tuple(
        replace(each, p_adjusted=float(p), family=len(made))
        for each, p in zip(made, adjusted, strict=True)
    )


def cochran_q_test(
    survey: Survey, *, items: Sequence[str], ignore_design: bool = False
) -> TestResult:
    """Whether a simple random sample says yes equally often to several questions.

    Parameters
    ----------
    survey : Survey
    items : sequence of str
        Each with answers 0 and 1, such as ``"current:WORD"``.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        Cochran's Q on a chi-square.

    Notes
    -----
    People who answer all alike carry nothing. With words of a pick list, remember that everybody
    picks the same number: the words compete, and a difference is one of popularity.

    References
    ----------
    Cochran (1950), Biometrika 37, 256-266.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0] * 12 + [0.0] * 8, "b": [1.0] * 4 + [0.0] * 16})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> bs.significance.cochran_q_test(survey, items=("a", "b")).statistic
    8.0
    """
    from statsmodels.stats.contingency_tables import cochrans_q

    names = tuple(dict.fromkeys(items))
    answers = yes_no(survey, names, "cochran_q_test", ignore_design)
    if not (np.ptp(answers, axis=1) > 0).any():
        raise StatisticError("E882", statistic="cochran_q_test")
    made = cochrans_q(answers)
    return TestResult(
        name=", ".join(names),
        statistic=float(made.statistic),
        df=float(made.df),
        p_value=float(made.pvalue),
        n=len(answers),
        method="cochran_q_test",
        reference="Cochran (1950)",
    )


def yes_no(survey: Survey, items: Sequence[str], test: str, ignore_design: bool) -> Array:
    """Answers (n, items), each 0 or 1.

    Raises
    ------
    StatisticError
        E884 for other answers.
    """
    require_simple(survey, test, "t_test(paired=...)", ignore_design)
    answers = complete(survey, items, test)
    for item, column in zip(items, answers.T, strict=True):
        values = np.unique(column)
        if not set(values.tolist()) <= {0.0, 1.0}:
            raise StatisticError("E884", statistic=test, item=item, count=len(values))
    return answers


def _mcnemar(answers: Array, items: tuple[str, str], method: str) -> TestResult:
    from scipy.special import chdtrc

    first = int((answers[:, 0] > answers[:, 1]).sum())
    second = int((answers[:, 0] < answers[:, 1]).sum())
    statistic, df = float(first), math.nan
    if first + second == 0:
        statistic, p = 0.0, 1.0
    elif method in ("exact", "mid_p"):
        p = float(exact_p(first, second)[method == "mid_p"])
    else:
        statistic = float(chi_square(first, second, corrected=method == "corrected"))
        df, p = 1.0, float(chdtrc(1, statistic))
    return TestResult(
        name=f"{items[0]} - {items[1]}",
        statistic=statistic,
        df=df,
        p_value=p,
        n=len(answers),
        method=f"mcnemar_test [{method}]",
        reference=REFERENCES[method],
        estimate=(first - second) / len(answers),
    )
