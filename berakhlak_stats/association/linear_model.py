"""Fitting a line, or a logistic curve, to weighted answers, with the covariance of a design.

A fit is not a function of a few totals that a pass could keep (a logistic one moves with
every step), so it is made at row level, and what each respondent adds to it (the score times
the inverse information) goes through the totals of primary units like any other answer.

Source: Binder (1983), International Statistical Review 51, 279-292.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.analyse import Analysis
from berakhlak_stats.estimates.linearised import replicate_covariance, rows_total
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Family = Literal["gaussian", "quasibinomial"]
STEPS = 50
TOLERANCE = 1e-10


@dataclass(frozen=True)
class Fit:
    """Coefficients (p,), their covariance (p, p), and what supports them.

    ``df`` are the degrees of freedom of a coefficient: PSUs less strata, less the terms
    beyond the first (R: ``degf + 1 - p``).
    """

    coefficients: Array
    covariance: Array
    df: float
    n: int
    analysis: Analysis


def fit(
    survey: Survey, terms: tuple[str, ...], matrix: Array, response: Array, family: Family
) -> Fit:
    """Weighted fit of ``response`` (n,) on ``matrix`` (n, p); rows with a NaN are outside.

    Parameters
    ----------
    survey : Survey
        Supplies weights and design.
    terms : tuple of str
        Names of the columns, for messages.
    matrix, response
        The model.
    family : {"gaussian", "quasibinomial"}

    Returns
    -------
    Fit
        Linearised covariance; under replicate weights, that of refits.
    """
    known = np.isfinite(response) & np.isfinite(matrix).all(axis=1)
    weights = row_weights(survey)
    x, y, w = matrix[known], response[known], weights[known]
    _check_rank(x, terms)
    estimate = _solve(x, y, w, family, np.zeros(x.shape[1]))
    mean = _mean(x @ estimate, family)
    information = x.T @ (x * (w * _variance(mean, family))[:, None])
    rows = np.zeros(matrix.shape)
    rows[known] = np.linalg.solve(information, (x * (y - mean)[:, None]).T).T
    found = rows_total(survey, rows, known)
    covariance = found.covariance
    drawn = survey.design.replicates
    if drawn is not None:
        factors = drawn.factors[known]
        refits = [_solve(x, y, w * each, family, estimate) for each in factors.T]
        covariance = replicate_covariance(estimate, np.stack(refits), drawn)
    return Fit(estimate, covariance, found.df + 1 - len(terms), found.n, found.analysis)


def _check_rank(x: Array, terms: tuple[str, ...]) -> None:
    size = np.sqrt((x**2).sum(axis=0))
    if len(x) == 0 or (size == 0).any():
        raise DesignError("E644", terms=", ".join(terms))
    if np.linalg.matrix_rank(x / size, tol=1e-9 * np.sqrt(len(x))) < x.shape[1]:
        raise DesignError("E644", terms=", ".join(terms))


def _solve(x: Array, y: Array, w: Array, family: Family, start: Array) -> Array:
    """Root of the weighted score: least squares, or iteratively reweighted."""
    if family == "gaussian":
        return _least_squares(x, y, w)
    beta = start
    for _ in range(STEPS):
        mean = _mean(x @ beta, family)
        spread = np.maximum(_variance(mean, family), 1e-12)
        step = _least_squares(x, (y - mean) / spread, w * spread)
        beta = beta + step
        if np.abs(x @ step).max() < TOLERANCE:
            return beta
    raise DesignError("E645", steps=STEPS)


def _least_squares(x: Array, y: Array, w: Array) -> Array:
    root = np.sqrt(w)
    return np.asarray(np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0], float)


def _mean(linear: Array, family: Family) -> Array:
    if family == "gaussian":
        return linear
    from scipy.special import expit

    return np.asarray(expit(linear))


def _variance(mean: Array, family: Family) -> Array:
    """Variance function; for the canonical links also the slope of the mean."""
    return np.ones_like(mean) if family == "gaussian" else mean * (1 - mean)
