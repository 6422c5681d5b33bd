"""One common factor of a set of items, and how its parameters move with the matrix.

The factor is found by :mod:`~berakhlak_stats.association.factors`. Its parameters solve
``g(parameters, S) = 0``, so that derivatives follow from those of ``g`` without a refit
(implicit function theorem), one linear system for every coefficient made from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from berakhlak_stats.association.factors import Loadings, maximum_likelihood, minres
from berakhlak_stats.reliability.classical import SINGULAR, correlations
from berakhlak_stats.reliability.coefficients import Problem, Solution, unsolved
from berakhlak_stats.totals.statistic import Array


@dataclass(frozen=True)
class OneFactor:
    """Loadings and residual variances (q,) of one factor with variance 1."""

    loadings: Array
    unique: Array
    method: str


@dataclass(frozen=True)
class Made:
    """Coefficients (k,) of a factor, and derivatives by its parameters and by the matrix itself.

    ``by_loading`` and ``by_unique`` have shape (k, q), ``direct`` (k, q, q).
    """

    values: Array
    by_loading: Array
    by_unique: Array
    direct: Array


def one_factor(S: Array, method: str = "ml") -> OneFactor | Problem:
    """The factor of one matrix (q, q), or why it has none.

    Maximum likelihood does not depend on the scale of the items, so that the correlations are
    analysed and the loadings put back on the scale of the answers.
    """
    R, scale = correlations(S), np.sqrt(np.diag(S))
    if not np.isfinite(R).all():
        return Problem("E807")
    if method == "ml" and np.linalg.eigvalsh(R)[0] <= SINGULAR:
        return Problem("E807")
    found: Loadings = (maximum_likelihood if method == "ml" else minres)(R, 1)
    if not found.converged:
        return Problem("E809")
    if found.heywood.any():
        return Problem("E808", tuple(int(i) for i in np.flatnonzero(found.heywood)))
    return OneFactor(found.loadings[:, 0] * scale, found.uniqueness * scale**2, method)


def solve_with(S: Array, k: int, make: Callable[[OneFactor], Made], method: str = "ml") -> Solution:
    """``k`` coefficients that ``make`` gives for the factor of ``S``, with total derivatives."""
    factor = one_factor(S, method)
    if isinstance(factor, Problem):
        return unsolved(k, len(S), factor.code, factor.places)
    return through(S, factor, make(factor))


def through(S: Array, factor: OneFactor, made: Made) -> Solution:
    """Coefficients of a factor with total derivatives by the matrix it was found from."""
    turned = (_through_ml if factor.method == "ml" else _through_minres)(S, factor, made)
    return Solution(made.values, made.direct + turned)


def _through_ml(S: Array, factor: OneFactor, made: Made) -> Array:
    """Derivatives (k, q, q) by ``S`` through loadings and residual variances.

    With ``W`` the inverse of the matrix of the model, half the gradient of the discrepancy is
    ``(W - W S W) loadings`` and its derivative by residual variances ``diag(W - W S W)``.
    """
    size, x = len(S), factor.loadings
    W = np.linalg.inv(np.outer(x, x) + np.diag(factor.unique))
    P = W @ S @ W
    unit = np.eye(size)
    steps = np.concatenate(
        [unit[:, :, None] * x + x[:, None] * unit[:, None, :], unit[:, :, None] * unit[:, None, :]]
    )
    crossed = W @ steps @ P
    moved = crossed + crossed.swapaxes(1, 2) - W @ steps @ W
    rest = np.concatenate([2 * (W - P), np.zeros((size, size))])
    hessian = np.concatenate([2 * moved @ x + rest, np.einsum("dqq->dq", moved)], axis=1)
    wanted = np.concatenate([made.by_loading, made.by_unique], axis=1)
    adjoint = -np.linalg.solve(hessian.T, wanted.T).T
    left, right = adjoint[:, :size] @ W, W @ x
    outer = left[:, :, None] * right + right[:, None] * left[:, None, :]
    return np.asarray(-outer - (W * adjoint[:, None, size:]) @ W)


def _through_minres(R: Array, factor: OneFactor, made: Made) -> Array:
    """The same for least squares on a correlation matrix, where ``unique = 1 - loadings^2``."""
    x, size = factor.loadings, len(R)
    off = ~np.eye(size, dtype=bool)
    residual = np.where(off, R - np.outer(x, x), 0.0)
    hessian = np.where(off, np.outer(x, x), 0.0) - residual
    hessian[~off] = (x**2).sum() - x**2
    wanted = made.by_loading - 2 * x * made.by_unique
    adjoint = np.linalg.solve(hessian, wanted.T).T
    pairs = adjoint[:, :, None] * x[None, None, :]
    # The gradient at i is sum over j of (x_i x_j - r_ij) x_j: each correlation moves two of them.
    return np.asarray(np.where(off, pairs + pairs.swapaxes(1, 2), 0.0) / 2)
