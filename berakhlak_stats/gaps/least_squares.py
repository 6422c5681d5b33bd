"""Weighted least squares at row level, with the covariances that regressions are reported by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.estimates.analyse import Analysis, Options
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.inference.strata import degrees_of_freedom
from berakhlak_stats.totals.statistic import Array, Feature, Output

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Covariance = Literal["design", "ols", "hc0", "hc3"]
BASE = "regressed"


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
    survey: Survey, matrix: Array, response: Array, covariance: str, name: str
) -> Fitted:
    """Fit ``response`` (n,) on ``matrix`` (n, p); rows with a NaN are outside the domain.

    Parameters
    ----------
    survey : Survey
        Supplies weights and design.
    matrix, response
        The model, intercept included.
    covariance : {"design", "ols", "hc0", "hc3"}
        "design" is the sandwich over primary units; the others are for simple samples.
    name : str
        For messages.
    """
    known = np.isfinite(response) & np.isfinite(matrix).all(axis=1)
    x, y, w = matrix[known], response[known], survey.row_weights[known]
    n, size = x.shape
    if n <= size:
        raise make_error("E871", statistic=name, reason=f"n = {n}")
    root = np.sqrt(w)
    scale = np.sqrt((w[:, None] * x**2).sum(axis=0))
    scaled = x * root[:, None] / np.where(scale > 0, scale, 1.0)
    if np.linalg.matrix_rank(scaled, tol=1e-9) < size:
        raise make_error("E871", statistic=name, reason="rank")
    q, r = np.linalg.qr(scaled)
    b = np.linalg.solve(r, q.T @ (y * root)) / scale
    inverse = np.linalg.inv(r) / scale[:, None]
    bread = inverse @ inverse.T
    residual = y - x @ b
    squares = float((w * residual**2).sum())
    centre = float((w * y).sum() / w.sum())
    total = float((w * (y - centre) ** 2).sum())
    rows = np.zeros(matrix.shape)
    rows[known] = (x * residual[:, None]) @ bread
    analysis, cov, df = _spread(survey, rows, known, size)
    if covariance != "design":
        leverage = (q**2).sum(axis=1) if covariance == "hc3" else np.zeros(n)
        cov, df = _classical(x * root[:, None], residual * root, bread, leverage, covariance)
    sigma = float(np.sqrt(squares / w.sum() * n / (n - size)))
    spread = float(np.sqrt(total / w.sum() * n / (n - 1)))
    return Fitted(b, cov, df, n, 1 - squares / total, sigma, spread, analysis)


def _spread(
    survey: Survey, rows: Array, known: NDArray[np.bool_], size: int
) -> tuple[Analysis, Array, float]:
    """Covariance of the coefficients under the design, and its degrees of freedom."""
    carrier = replace(
        survey,
        numbers=np.column_stack([known, rows]),
        ratings=np.empty((0, 0), np.int8),
        picks={},
    )
    base = Feature(BASE, (BASE,), lambda batch: batch.numbers[:, :1])
    outputs = tuple(Output(f"{j}", "item", BASE, "mean") for j in range(size))
    influence = Influence(
        "regression", outputs, (base,), np.zeros((1, size)), lambda batch: batch.numbers[:, 1:]
    )
    analysis = analyse_influence(carrier, [influence], Options())
    found = analysis.results[0].covariance
    if found is None:
        raise make_error("E871", statistic="regression", reason="covariance")
    df = float(degrees_of_freedom(analysis.totals, analysis.strata, base=BASE)[0])
    return analysis, found, df + 1 - size


def _classical(
    x: Array, residual: Array, bread: Array, leverage: Array, covariance: str
) -> tuple[Array, float]:
    n, size = x.shape
    df = float(n - size)
    if covariance == "ols":
        return bread * float((residual**2).sum()) / df, df
    scores = x * (residual / (1 - leverage))[:, None]
    return bread @ (scores.T @ scores) @ bread, df
