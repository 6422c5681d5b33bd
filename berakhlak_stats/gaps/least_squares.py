"""The fit of a surface: coefficients by the survey's design, or the classical covariances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from berakhlak_stats.association.linear_model import fit
from berakhlak_stats.errors import make_error
from berakhlak_stats.estimates.analyse import Analysis
from berakhlak_stats.estimates.linearised import for_tests
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Covariance = Literal["design", "ols", "hc0", "hc3"]


@dataclass(frozen=True)
class Fitted:
    """Coefficients (p,), their covariance (p, p), degrees of freedom, and how well they fit.

    ``sigma`` is the residual standard deviation, ``spread`` that of the response.
    """

    coefficients: Array
    covariance: Array
    df: float
    n: int
    r_squared: float
    sigma: float
    spread: float
    analysis: Analysis


def least_squares(
    survey: Survey,
    terms: tuple[str, ...],
    matrix: Array,
    response: Array,
    covariance: str,
    name: str,
) -> Fitted:
    """Fit ``response`` (n,) on ``matrix`` (n, p); rows with a NaN are outside the domain.

    Parameters
    ----------
    survey : Survey
        Supplies weights and design. Population counts are left out: its tests are about more
        than the people of today.
    terms : tuple of str
        Names of the columns, for messages.
    matrix, response
        The model, intercept included.
    covariance : {"design", "ols", "hc0", "hc3"}
        "design" is the sandwich over primary units; the others are for simple samples.
    name : str
        For messages.
    """
    known = np.isfinite(response) & np.isfinite(matrix).all(axis=1)
    x, y, w = matrix[known], response[known], row_weights(survey)[known]
    n, size = x.shape
    if n <= size:
        raise make_error("E871", statistic=name, reason=f"n = {n}")
    made = fit(for_tests(survey, finite_population=False), terms, matrix, response, "gaussian")
    residual = y - x @ made.coefficients
    squares = float((w * residual**2).sum())
    centre = float((w * y).sum() / w.sum())
    total = float((w * (y - centre) ** 2).sum())
    found, df = made.covariance, made.df
    if covariance != "design":
        root = np.sqrt(w)
        found, df = _classical(x * root[:, None], residual * root, covariance)
    sigma = float(np.sqrt(squares / w.sum() * n / (n - size)))
    spread = float(np.sqrt(total / w.sum() * n / (n - 1)))
    r_squared = 1 - squares / total
    return Fitted(made.coefficients, found, df, n, r_squared, sigma, spread, made.analysis)


def _classical(x: Array, residual: Array, covariance: str) -> tuple[Array, float]:
    """The covariance of simple samples, by the orthogonal basis of weighted columns ``x``."""
    n, size = x.shape
    scale = np.sqrt((x**2).sum(axis=0))
    q, r = np.linalg.qr(x / scale)
    inverse = np.linalg.inv(r) / scale[:, None]
    bread, df = inverse @ inverse.T, float(n - size)
    if covariance == "ols":
        return bread * float((residual**2).sum()) / df, df
    leverage = (q**2).sum(axis=1) if covariance == "hc3" else np.zeros(n)
    scores = x * (residual / (1 - leverage))[:, None]
    return bread @ (scores.T @ scores) @ bread, df
