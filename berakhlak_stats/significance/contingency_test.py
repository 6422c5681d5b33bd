"""Two classifications of persons drawn at random: whether and how far they go together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance import variables
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Array, require_simple

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

ContingencyMethod = Literal["chi_square", "yates", "likelihood_ratio", "fisher"]
REFERENCES = {
    "chi_square": "Pearson (1900)",
    "yates": "Yates (1934)",
    "likelihood_ratio": "Wilks (1938)",
    "fisher": "Fisher (1935)",
}


@dataclass(frozen=True)
class Association:
    """How far two classifications go together; NaN where the table is not two by two.

    ``odds_ratio`` is (n11 n22) / (n12 n21); ``conditional_odds_ratio`` is Fisher's;
    ``risk_ratio`` the share of the first row in the first column over that in the second.
    Bounds stand at ``conf_level``; that of Cramer's V is one-sided, as its test is.
    """

    phi: float
    contingency: float
    cramers_v: float
    cramers_v_low: float
    cramers_v_adjusted: float
    tau_b: float
    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float
    conditional_odds_ratio: float
    conditional_low: float
    conditional_high: float
    risk_ratio: float
    risk_ratio_low: float
    risk_ratio_high: float
    residuals: Array
    conf_level: float
    n: int


def contingency_test(
    survey: Survey,
    *,
    row: str,
    column: str,
    method: ContingencyMethod = "chi_square",
    ignore_design: bool = False,
) -> TestResult:
    """Whether two classifications of a simple random sample are independent.

    Parameters
    ----------
    survey : Survey
    row, column : str
        Columns, rating items, or ``"list:word"``.
    method : {"chi_square", "yates", "likelihood_ratio", "fisher"}
        "yates" (with half a step of continuity) and "fisher" (exact) are for two by two.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        A chi-square; for "fisher" the p value, with the conditional odds ratio as estimate.

    Notes
    -----
    Where expected counts fall below five in a two-by-two table take "fisher". With weights or a
    design use ``association_test`` (Rao-Scott).

    References
    ----------
    Pearson (1900), Philosophical Magazine 50, 157-175; Fisher (1935), JRSS 98, 39-82.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"h": [1.0] * 40, "sex": ["f", "m"] * 20,
    ...                         "office": (["x"] * 15 + ["y"] * 5) + (["x"] * 10 + ["y"] * 10)})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["h"]))
    >>> test = bs.significance.contingency_test(survey, row="sex", column="office")
    >>> round(test.statistic, 3), test.df
    (0.107, 1.0)
    """
    if method not in get_args(ContingencyMethod):
        choices = ", ".join(get_args(ContingencyMethod))
        raise OptionError("E701", name="method", given=method, choices=choices)
    table = _table(survey, row, column, ignore_design)
    square = table.shape == (2, 2)
    if method in ("yates", "fisher") and not square:
        needed = f"2 x 2, not {table.shape[0]} x {table.shape[1]}"
        raise OptionError("E703", name="method", expected=needed, given=method)
    name, n = f"{row} by {column}", int(table.sum())
    reference = REFERENCES[method]
    made = {"name": name, "n": n, "method": f"contingency_test [{method}]"}
    if method == "fisher":
        return _fisher(table, reference, made)
    statistic, p, df = _chi_square(table, method)
    return TestResult(statistic=statistic, df=df, p_value=p, reference=reference, **made)  # type: ignore[arg-type]


def association_measures(
    survey: Survey,
    *,
    row: str,
    column: str,
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> Association:
    """How far two classifications of a simple random sample go together.

    Parameters
    ----------
    survey : Survey
    row, column : str
        As for :func:`contingency_test`. ``tau_b`` takes labels in their order.
    conf_level : float
        Between 0 and 1.
    ignore_design : bool
        Knowingly measure a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    Association
        With adjusted residuals (rows, columns): standard normal under independence.

    Notes
    -----
    Cramer's V of a sample is too high; "adjusted" takes off what chance adds (Bergsma 2013).

    References
    ----------
    Cramer (1946), Mathematical Methods of Statistics; Bergsma (2013), Journal of the Korean
    Statistical Society 42, 323-328; Kendall (1945), Biometrika 33, 239-251.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"h": [1.0] * 40, "sex": ["f", "m"] * 20,
    ...                         "office": (["x"] * 15 + ["y"] * 5) + (["x"] * 10 + ["y"] * 10)})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["h"]))
    >>> found = bs.significance.association_measures(survey, row="sex", column="office")
    >>> round(found.phi, 4)
    0.0516
    """
    table = _table(survey, row, column, ignore_design)
    n, chi_square = float(table.sum()), _chi_square(table, "chi_square")[0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    rest = np.outer(1 - table.sum(axis=1) / n, 1 - table.sum(axis=0) / n)
    measures = {**_cramer(table, chi_square, conf_level), **_odds(table, conf_level)}
    return Association(
        contingency=math.sqrt(chi_square / (chi_square + n)),
        tau_b=_tau_b(table),
        residuals=(table - expected) / np.sqrt(expected * rest),
        conf_level=conf_level,
        n=int(n),
        **measures,
    )


def _table(survey: Survey, row: str, column: str, ignore_design: bool) -> Array:
    """Persons (rows, columns) who have a label in both."""
    require_simple(survey, "contingency_test", "association_test", ignore_design)
    first, second = (variables.classification(survey, name) for name in (row, column))
    known = (first.codes >= 0) & (second.codes >= 0)
    variables.require_people(survey, int(known.sum()))
    kept = []
    for name, codes in ((row, first), (column, second)):
        codes = variables.used(codes, known)
        variables.require_groups(codes, name, "contingency_test")
        kept.append(codes)
    table = np.zeros((len(kept[0].labels), len(kept[1].labels)))
    np.add.at(table, (kept[0].codes[known], kept[1].codes[known]), 1)
    return table


def _chi_square(table: Array, method: str) -> tuple[float, float, float]:
    from scipy.stats import chi2_contingency

    power = "log-likelihood" if method == "likelihood_ratio" else "pearson"
    made = chi2_contingency(table, correction=method == "yates", lambda_=power)
    return float(made.statistic), float(made.pvalue), float(made.dof)


def _fisher(table: Array, reference: str, made: dict[str, object]) -> TestResult:
    from scipy.stats import fisher_exact

    estimate, low, high = _conditional(table, 0.95)
    return TestResult(
        statistic=math.nan,
        df=math.nan,
        p_value=float(fisher_exact(table).pvalue),
        reference=reference,
        estimate=estimate,
        conf_low=low,
        conf_high=high,
        **made,  # type: ignore[arg-type]
    )


def _conditional(table: Array, conf_level: float) -> tuple[float, float, float]:
    from scipy.stats.contingency import odds_ratio

    made = odds_ratio(table.astype(int), kind="conditional")
    bounds = made.confidence_interval(conf_level)
    return float(made.statistic), float(bounds.low), float(bounds.high)


def _cramer(table: Array, chi_square: float, conf_level: float) -> dict[str, float]:
    from scipy.optimize import brentq
    from scipy.special import chndtr

    n, (r, c) = float(table.sum()), table.shape
    least, df = min(r, c) - 1, (r - 1) * (c - 1)
    low = 0.0
    if chndtr(chi_square, df, 0.0) > conf_level:
        low = brentq(lambda x: chndtr(chi_square, df, x) - conf_level, 0.0, chi_square)
    over = max(chi_square / n - df / (n - 1), 0.0)
    shrunk = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return {
        "phi": math.sqrt(chi_square / n) if table.shape == (2, 2) else math.nan,
        "cramers_v": math.sqrt(chi_square / (n * least)),
        "cramers_v_low": math.sqrt(low / (n * least)),
        "cramers_v_adjusted": math.sqrt(over / shrunk),
    }


def _odds(table: Array, conf_level: float) -> dict[str, float]:
    names = ("odds_ratio", "conditional", "risk_ratio")
    empty = {f"{name}_{end}": math.nan for name in names for end in ("low", "high")}
    empty |= {"odds_ratio": math.nan, "conditional_odds_ratio": math.nan, "risk_ratio": math.nan}
    if table.shape != (2, 2):
        return empty
    conditional, low, high = _conditional(table, conf_level)
    empty |= {"conditional_odds_ratio": conditional, "conditional_low": low}
    empty["conditional_high"] = high
    if (table == 0).any():
        # Infinite or undefined; the conditional one still has limits.
        return empty
    (a, b), (c, d) = table.tolist()
    risk = (a / (a + c)) / (b / (b + d))
    return (
        empty
        | _log_interval("odds_ratio", a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, conf_level)
        | _log_interval("risk_ratio", risk, 1 / a - 1 / (a + c) + 1 / b - 1 / (b + d), conf_level)
    )


def _log_interval(name: str, ratio: float, variance: float, conf_level: float) -> dict[str, float]:
    """A ratio with the interval that is symmetric for its logarithm."""
    from scipy.special import ndtri

    reach = math.exp(float(ndtri(0.5 + conf_level / 2)) * math.sqrt(variance))
    return {name: ratio, f"{name}_low": ratio / reach, f"{name}_high": ratio * reach}


def _tau_b(table: Array) -> float:
    from scipy.stats import kendalltau

    i, j = np.indices(table.shape)
    counts = table.astype(int).ravel()
    return float(kendalltau(np.repeat(i.ravel(), counts), np.repeat(j.ravel(), counts)).statistic)
