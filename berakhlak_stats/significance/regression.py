"""Linear and logistic regression under a survey design, and Wald tests of their terms.

Source: Binder (1983), International Statistical Review 51, 279-292.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.association.linear_model import Family, Fit, fit
from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.linearised import for_tests, require_df, wald
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.tidy import t_bounds, tidy
from berakhlak_stats.significance import variables
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

REFERENCE = "Binder (1983)"
INTERCEPT = "intercept"


def linear_regression(
    survey: Survey,
    *,
    response: str,
    predictors: Sequence[str],
    conf_level: float = 0.95,
    finite_population: bool = False,
) -> Estimates:
    """Coefficients of a linear model of a numeric answer.

    Parameters
    ----------
    survey : Survey
    response : str
        Numeric item, rating item or ``"list:word"``.
    predictors : sequence of str
        Of the same kinds, or columns; a column gives one 0/1 term ``"column=label"`` for each
        label beyond its first. Respondents with any answer missing are outside the domain.
    conf_level : float
        Between 0 and 1.
    finite_population : bool
        Apply the population counts of the design. Off by default: a model speaks of more than
        the people of today. Replicate weights carry theirs with them.

    Returns
    -------
    Estimates
        One row per term, level "coefficient", in units of the response per unit of the predictor,
        with t test and interval, and the covariance of all terms.

    Notes
    -----
    Weighted least squares; the covariance is the sandwich of the design, or that of refits
    under replicate weights. Degrees of freedom: PSUs less strata, less terms beyond the
    intercept. The coefficients are those of the best line in the population, whether or not
    the truth is a line. They say nothing about causes.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.significance import linear_regression
    >>> answers = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0] * 5, "y": [2.0, 3.0, 5.0, 6.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["x", "y"]))
    >>> model = linear_regression(survey, response="y", predictors=["x"])
    >>> model.to_frame()["estimate"].round(2).tolist()
    [0.5, 1.4]
    """
    values = variables.quantity(survey, response)
    asked = _Model(survey, predictors, conf_level, finite_population)
    return asked.estimates(values, "gaussian", "linear_regression", response)


def logistic_regression(
    survey: Survey,
    *,
    response: str,
    event: str | None = None,
    predictors: Sequence[str],
    conf_level: float = 0.95,
    finite_population: bool = False,
) -> Estimates:
    """Coefficients of a logistic model of a yes-or-no answer.

    Parameters
    ----------
    survey : Survey
    response : str
        ``"list:word"``, a numeric item of values 0 to 1, or a column with ``event``.
    event : str, optional
        The label of ``response`` that counts as yes.
    predictors, conf_level, finite_population
        As for :func:`linear_regression`.

    Returns
    -------
    Estimates
        One row per term, level "coefficient", on the scale of log odds.

    Notes
    -----
    Iteratively reweighted least squares with the binomial variance function; the weights are
    survey weights, so only the covariance of the design is meaningful, not the deviance.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import logistic_regression
    >>> survey = bs.simulate.simulate(seed=1)
    >>> model = logistic_regression(
    ...     survey, response="current:bertanggung_jawab", predictors=["sex"]
    ... )
    >>> len(model)
    2
    """
    if event is None:
        values = variables.quantity(survey, response)
        known = values[np.isfinite(values)]
        if ((known < 0) | (known > 1)).any():
            expected = "between 0 and 1 / antara 0 dan 1"
            worst = float(known[np.argmax(np.abs(known - 0.5))])
            raise OptionError("E703", name=response, expected=expected, given=worst)
    else:
        codes = variables.classification(survey, response)
        if event not in codes.labels:
            choices = ", ".join(codes.labels)
            raise OptionError("E701", name="event", given=event, choices=choices)
        values = np.where(codes.codes < 0, np.nan, codes.codes == codes.labels.index(event))
        response = f"{response}={event}"
    asked = _Model(survey, predictors, conf_level, finite_population)
    return asked.estimates(values, "quasibinomial", "logistic_regression", response)


def wald_test(result: Estimates, *, terms: Sequence[str]) -> TestResult:
    """Whether several coefficients of a model are all zero.

    Parameters
    ----------
    result : Estimates
        From :func:`linear_regression` or :func:`logistic_regression`.
    terms : sequence of str
        Terms, or columns: a column stands for all of its terms.

    Returns
    -------
    TestResult
        F with as many degrees of freedom as terms, and those of the model.

    Notes
    -----
    ``b' V^-1 b`` over the number of terms, against F. With few primary units and many terms it
    rejects too often; test fewer terms.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import logistic_regression, wald_test
    >>> survey = bs.simulate.simulate(seed=1)
    >>> model = logistic_regression(
    ...     survey, response="current:bertanggung_jawab", predictors=["sex"]
    ... )
    >>> wald_test(model, terms=["sex"]).df
    1.0
    """
    from scipy.special import fdtrc

    items = result.frame["item"].tolist()
    chosen = [j for j, item in enumerate(items) if item in terms or item.partition("=")[0] in terms]
    found = {items[j] for j in chosen} | {items[j].partition("=")[0] for j in chosen}
    for term in terms:
        if term not in found:
            raise OptionError("E701", name="terms", given=term, choices=", ".join(items))
    if result.covariance is None:
        raise DesignError("E609", reason="not kept")
    estimate = result.frame["estimate"].to_numpy(float)[chosen]
    size, df_2 = float(len(chosen)), float(result.frame["df"].iloc[0])
    value = wald(estimate, result.covariance[np.ix_(chosen, chosen)], "wald_test") / size
    return TestResult(
        name=", ".join(terms),
        statistic=value,
        df=size,
        df_2=df_2,
        p_value=float(fdtrc(size, df_2, value)),
        n=int(result.frame["n"].iloc[0]),
        method="wald_test [F]",
        reference=REFERENCE,
    )


class _Model:
    """The right-hand side of a model and how to report it."""

    def __init__(
        self, survey: Survey, predictors: Sequence[str], conf_level: float, finite: bool
    ) -> None:
        if not 0 < conf_level < 1:
            expected = "0 < conf_level < 1"
            raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
        require_answers(survey)
        self.survey, self.predictors = survey, tuple(predictors)
        self.conf_level, self.finite = conf_level, finite

    def estimates(self, values: Array, family: Family, name: str, response: str) -> Estimates:
        terms, matrix = self._matrix(np.isfinite(values))
        found = fit(for_tests(self.survey, self.finite), terms, matrix, values, family)
        require_df(found.df, name)
        about = {
            "statistic": name,
            "sureness": "published",
            "references": (REFERENCE,),
            "parameters": {"response": response, "predictors": list(self.predictors)},
        }
        made = describe_origin(self.survey, found.analysis, about)
        made = replace(
            made, conf_level=self.conf_level, missing_rule="respondents with every answer"
        )
        return Estimates(_frame(terms, found, self.conf_level), made, found.covariance)

    def _matrix(self, known: variables.Mask) -> tuple[tuple[str, ...], Array]:
        """Intercept and predictors; labels are those in use where everything was answered."""
        survey = self.survey
        classes = {
            name: variables.classification(survey, name)
            for name in self.predictors
            if name in survey.columns
        }
        numbers = {
            name: variables.quantity(survey, name)
            for name in self.predictors
            if name not in classes
        }
        for codes in classes.values():
            known = known & (codes.codes >= 0)
        for column in numbers.values():
            known = known & np.isfinite(column)
        names, blocks = [INTERCEPT], [np.where(known, 1.0, np.nan)]
        for name in self.predictors:
            if name in numbers:
                names, blocks = [*names, name], [*blocks, numbers[name]]
                continue
            codes = variables.used(classes[name], known)
            variables.require_groups(codes, name, "regression")
            variables.require_size(survey, codes, name)
            names += [f"{name}={label}" for label in codes.labels[1:]]
            blocks += [(codes.codes == j).astype(float) for j in range(1, len(codes.labels))]
        return tuple(names), np.column_stack(blocks)


def _frame(terms: tuple[str, ...], found: Fit, conf_level: float) -> pd.DataFrame:
    from scipy.special import stdtr

    se = np.sqrt(np.maximum(np.diag(found.covariance), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = found.coefficients / se
    return tidy(
        {
            "level": "coefficient",
            "item": list(terms),
            "estimate": found.coefficients,
            "std_error": se,
            **t_bounds(found.coefficients, se, found.df, conf_level),
            "n": float(found.n),
            "df": found.df,
            "statistic": t,
            "p_value": 2 * stdtr(found.df, -np.abs(t)),
        }
    )
