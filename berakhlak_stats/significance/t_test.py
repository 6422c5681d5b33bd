"""Design-based t tests of means: of one item, of a pair of items, of two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.association.linear_model import fit
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.linearised import for_tests, require_df
from berakhlak_stats.significance import variables
from berakhlak_stats.significance.result import TestResult, t_result

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

REFERENCE = "Binder (1983)"


def t_test(
    survey: Survey,
    *,
    item: str,
    by: str | None = None,
    groups: tuple[str, str] | None = None,
    paired: str | None = None,
    null: float = 0.0,
    conf_level: float = 0.95,
    finite_population: bool = False,
) -> TestResult:
    """Whether a mean, a mean difference within persons, or between two groups, is ``null``.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric item, rating item, or ``"list:word"`` (a share, 0-1).
    by : str, optional
        Compare two groups of this column: second less first.
    groups : pair of str, optional
        The two labels, where the column has more than two in use.
    paired : str, optional
        A second item of the same people, subtracted from ``item``.
    null : float
        Value under the null hypothesis, in units of the item.
    conf_level : float
        Between 0 and 1.
    finite_population : bool
        Apply the population counts of the design. Off for a test, which asks about more than
        the people of today. Replicate weights carry theirs with them.

    Returns
    -------
    TestResult
        ``estimate`` is the mean or the difference of means, in units of the item.

    Notes
    -----
    The groups are compared by regression of the item on membership, with the covariance of
    the design (primary units may hold members of both). Degrees of freedom: PSUs less strata,
    less one for two groups. Means of heavily skewed items in few primary units deserve more
    care than any t test takes.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.significance import t_test
    >>> answers = pd.DataFrame({"hours": [1.0, 2.0, 3.0, 4.0, 5.0] * 4})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> test = t_test(survey, item="hours", null=2.0)
    >>> round(test.estimate, 6), test.df, round(test.statistic, 3)
    (3.0, 19.0, 3.082)
    """
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    if groups is not None and by is None:
        raise OptionError("E706", given="groups", needed="by")
    tested = for_tests(survey, finite_population)
    values = variables.quantity(survey, item)
    name = item
    if paired is not None:
        values, name = values - variables.quantity(survey, paired), f"{item} - {paired}"
    matrix = np.ones((survey.n, 1))
    terms: tuple[str, ...] = ("intercept",)
    if by is not None:
        second = _membership(survey, by, groups, np.isfinite(values))
        matrix, terms = np.column_stack([matrix, second]), (*terms, by)
        name = f"{name} by {by}"
    found = fit(tested, terms, matrix, values, "gaussian")
    return t_result(
        name,
        float(found.coefficients[-1]),
        float(found.covariance[-1, -1]),
        require_df(found.df, "t_test"),
        null=null,
        conf_level=conf_level,
        n=found.n,
        method="t_test [" + ("one sample" if by is None else "two groups") + "]",
        reference=REFERENCE,
    )


def _membership(
    survey: Survey, by: str, groups: tuple[str, str] | None, known: variables.Mask
) -> variables.Array:
    """0 in the first group, 1 in the second, NaN outside both."""
    codes = variables.two_groups(survey, by, groups, known, "t_test")
    return np.where(codes.codes < 0, np.nan, codes.codes.astype(float))
