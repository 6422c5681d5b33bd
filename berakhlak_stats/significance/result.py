"""What a test returns."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class TestResult:
    """One hypothesis test, with what it estimates where it estimates something.

    Attributes
    ----------
    name : str
        What was tested, such as ``"hours by unit"``.
    statistic : float
        Value of the test statistic named by ``method``.
    df, df_2 : float
        Degrees of freedom of its reference distribution; ``df_2`` are those of the
        denominator of an F, NaN where there is none.
    p_value : float
        Two-sided where the statistic has a sign.
    estimate, std_error, conf_low, conf_high : float
        Of the quantity that the test is about, in its own units; NaN where there is none.
    conf_level : float
    n : int
        Unweighted respondents who answered what the test needs.
    p_adjusted : float
        For the ``family`` of tests made at once; NaN where the test stands alone.
    family : int
        Tests that share one error rate.
    method : str
        Test and variant.
    reference : str
        Author and year.
    """

    name: str
    statistic: float
    df: float
    p_value: float
    n: int
    method: str
    reference: str
    df_2: float = math.nan
    estimate: float = math.nan
    std_error: float = math.nan
    conf_low: float = math.nan
    conf_high: float = math.nan
    conf_level: float = 0.95
    p_adjusted: float = math.nan
    family: int = 1


def t_result(
    name: str,
    estimate: float,
    variance: float,
    df: float,
    *,
    null: float = 0.0,
    conf_level: float,
    n: int,
    method: str,
    reference: str,
) -> TestResult:
    """A t test of ``estimate == null`` with the interval that agrees with it."""
    from scipy.special import stdtr, stdtrit

    se = math.sqrt(max(variance, 0.0))
    t = t_statistic(estimate - null, se)
    reach = float(stdtrit(df, 0.5 + conf_level / 2)) * se
    return TestResult(
        name=name,
        statistic=t,
        df=df,
        p_value=2 * float(stdtr(df, -abs(t))),
        n=n,
        method=method,
        reference=reference,
        estimate=estimate,
        std_error=se,
        conf_low=estimate - reach,
        conf_high=estimate + reach,
        conf_level=conf_level,
    )


def t_statistic(distance: float, se: float) -> float:
    """Distance over its standard error; without any spread, infinite or undefined."""
    if se > 0:
        return distance / se
    return math.nan if distance == 0 else math.copysign(math.inf, distance)
